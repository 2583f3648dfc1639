import Desk

/// Our assistant over the one that is at Vapi.
///
/// Ours: our part of the prompt, our tools, the server, the three messages that it must send. A person's: everything else;
/// and of name, first message, voice, transcriber, model and temperature what they have changed after we wrote it.
enum AssistantMerge {
  /// - Parameters:
  ///   - theirs: `nil` for a new one.
  ///   - tools: the ids of our tools, in order.
  ///   - known: the ids of all tools of the account. An id that leads nowhere is dropped.
  static func merged(
    _ design: AssistantDesign, tools: [String], known: Set<String>, over theirs: JSONValue?,
    _ record: inout WrittenRecord
  ) -> JSONValue {
    var merged = theirs?.withoutNulls ?? .object([])
    for place in ["name", "firstMessage", "voice", "transcriber"] {
      guard let desired = design.assistant[place] else { continue }
      merged = merged.setting(place, record.settle(place, current: merged[place], desired: desired))
    }
    let model = model(design, tools: tools, known: known, over: merged["model"], &record)
    let server = ServerMerge.merged(design.assistant["server"] ?? .null, over: merged["server"])
    let metadata = (merged["metadata"] ?? .object([]))
      .setting(AssistantMark.member, AssistantMark.value(design.desk.key, record))
    return
      merged
      .setting("model", model)
      .setting("server", server)
      .setting("serverMessages", union(merged["serverMessages"], design.assistant["serverMessages"]))
      .setting("metadata", metadata)
  }

  private static func model(
    _ design: AssistantDesign, tools: [String], known: Set<String>, over theirs: JSONValue?,
    _ record: inout WrittenRecord
  ) -> JSONValue {
    let desired = design.assistant["model"] ?? .null
    let engine = theirs?.removing("messages", "tools", "toolIds")
    let settled = record.settle("model", current: engine, desired: desired)
    return conversation(design, tools: tools, known: known, of: theirs, on: settled)
  }

  private static func conversation(
    _ design: AssistantDesign, tools: [String], known: Set<String>, of theirs: JSONValue?, on engine: JSONValue
  ) -> JSONValue {
    let messages = PromptBlock.put(design.prompt, into: theirs?["messages"]?.array ?? [])
    let attached = (theirs?["toolIds"]?.array ?? []).compactMap(\.string).filter { known.contains($0) }
    let ids = attached + tools.filter { !attached.contains($0) }
    var model =
      engine
      .setting("messages", .array(messages))
      .setting("toolIds", .array(ids.map(JSONValue.string)))
    // Tools of ours inside the assistant, as `assistant show` prints them, would be there twice.
    if let inline = theirs?["tools"]?.array {
      let others = inline.filter { !design.leadsHere($0["server"]) }
      model = others.isEmpty ? model.removing("tools") : model.setting("tools", .array(others))
    }
    return model
  }

  private static func union(_ theirs: JSONValue?, _ ours: JSONValue?) -> JSONValue {
    let there = theirs?.array ?? []
    return .array(there + (ours?.array ?? []).filter { !there.contains($0) })
  }
}
