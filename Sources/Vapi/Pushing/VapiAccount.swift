import Desk

/// What an account at Vapi holds, and what of it is a desk's own.
struct VapiAccount: Sendable {
  let assistants: [JSONValue]
  let tools: [JSONValue]
  let numbers: [JSONValue]

  static func read(_ api: VapiAPI) async throws(VapiFailure) -> VapiAccount {
    VapiAccount(
      assistants: try await api.list(.assistant), tools: try await api.list(.tool),
      numbers: try await api.list(.phoneNumber))
  }

  var toolIDs: Set<String> { Set(tools.compactMap { $0["id"]?.string }) }

  /// The assistant that bears the desk's mark; where none does, the one of its name whose server leads to the desk, which
  /// somebody has pasted. Of several that bear it the one that leads to this server.
  func assistant(of design: AssistantDesign) throws(VapiFailure) -> JSONValue? {
    let marked = assistants.filter { AssistantMark.isOn($0, for: design.desk.key) }
    let own =
      marked.isEmpty
      ? assistants.filter {
        AssistantMark.of($0) == nil && $0["name"]?.string == design.name && design.leadsHere($0["server"])
      } : marked
    guard own.count > 1 else { return own.first }
    let exact = own.filter { design.leadsExactlyHere($0["server"]) }
    guard exact.count == 1 else { throw .several(own.compactMap { $0["id"]?.string }.sorted()) }
    return exact[0]
  }

  /// Assistants that only have the desk's name.
  func namesakes(of design: AssistantDesign) -> [String] {
    assistants.filter {
      $0["name"]?.string == design.name && AssistantMark.of($0) == nil && !design.leadsHere($0["server"])
    }
    .compactMap { $0["id"]?.string }.sorted()
  }

  /// The tool of that name which leads to the desk: one that its assistant uses, else one that leads to this very server.
  /// Of several the one with the first id, so that every run finds the same.
  static func tool(_ name: String, of design: AssistantDesign, for assistant: JSONValue?, among tools: [JSONValue])
    -> JSONValue?
  {
    let attached = Set((assistant?["model"]?["toolIds"]?.array ?? []).compactMap(\.string))
    let candidates = tools.filter {
      $0["type"]?.string == "function" && $0["function"]?["name"]?.string == name && design.leadsHere($0["server"])
    }.sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }
    return candidates.first { attached.contains($0["id"]?.string ?? "") }
      ?? candidates.first { design.leadsExactlyHere($0["server"]) }
  }

  /// The numbers that are the desk's, or that its assistant answers already, by id.
  func numbers(of design: AssistantDesign, answeredBy assistant: String) -> [JSONValue] {
    numbers.filter { number in
      if number["assistantId"]?.string == assistant { return true }
      guard let written = number["number"]?.string.flatMap({ PhoneNumber($0) }) else { return false }
      return design.desk.numbers.contains { $0.isSame(as: written) }
    }.sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }
  }
}
