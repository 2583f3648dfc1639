import Desk

/// A `server` block of ours over the one that is there. Headers that a person has added stay.
enum ServerMerge {
  private static let secretHeader = "X-Vapi-Secret"

  static func merged(_ ours: JSONValue, over theirs: JSONValue?) -> JSONValue {
    let merged = ours.laid(over: theirs)
    // The secret may stand in one place only (docs.vapi.ai/server-url/server-authentication).
    guard ours["credentialId"] != nil, case .object(let headers)? = merged["headers"] else { return merged }
    let rest = headers.filter { $0.name.lowercased() != secretHeader.lowercased() }
    return rest.isEmpty ? merged.removing("headers") : merged.setting("headers", .object(rest))
  }
}
