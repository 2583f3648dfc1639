import Desk

/// One of our tools over the one that is at Vapi.
///
/// Ours: what the model is told (name, description, arguments), where the tool is called and with which credential, the
/// caller's number. A person's: further parameters, `rejectionPlan`, `variableExtractionPlan`, `strict`, headers, and what
/// is said meanwhile once they have changed it.
enum ToolMerge {
  static func merged(_ ours: JSONValue, over theirs: JSONValue, _ record: inout WrittenRecord) -> JSONValue {
    let name = ours["function"]?["name"]?.string ?? ""
    let function = (ours["function"] ?? .null).laid(over: theirs["function"]?.removing("parameters"))
    return theirs.withoutNulls
      .setting("async", ours["async"] ?? false)
      .setting("function", function)
      .setting("server", ServerMerge.merged(ours["server"] ?? .null, over: theirs["server"]?.withoutNulls))
      .setting("messages", record.settle(place(name), current: messages(theirs), desired: ours["messages"] ?? []))
      .setting("parameters", parameters(ours["parameters"], over: theirs["parameters"]))
  }

  /// Under which name the record knows the messages of a tool.
  static func place(_ tool: String) -> String { "messages." + tool }

  private static func messages(_ tool: JSONValue) -> JSONValue? {
    tool["messages"].flatMap { $0.array == nil ? nil : $0.withoutNulls }
  }

  /// Ours by their keys, in the places where they are.
  private static func parameters(_ ours: JSONValue?, over theirs: JSONValue?) -> JSONValue {
    var merged = theirs?.array ?? []
    for parameter in ours?.array ?? [] {
      if let index = merged.firstIndex(where: { $0["key"] == parameter["key"] }) {
        merged[index] = parameter
      } else {
        merged.append(parameter)
      }
    }
    return .array(merged)
  }
}
