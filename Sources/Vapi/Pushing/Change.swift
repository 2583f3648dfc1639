package import Desk

/// One difference between what is at Vapi and what shall be. Holds no secret: those are struck out on the way in.
package struct Change: Hashable, Sendable {
  /// As in `model.messages[0].content`.
  package let path: String
  /// `nil`: there is nothing.
  package let before: JSONValue?
  package let after: JSONValue?

  /// Every difference, in the order of the new value. Members of objects and elements of lists of one length are
  /// compared one by one.
  static func between(_ old: JSONValue?, _ new: JSONValue?, at path: String = "") -> [Change] {
    if (old ?? .null).means(new) { return [] }
    switch (old, new) {
    case (.object(let before)?, .object(let after)?):
      let gone = before.filter { new?[$0.name] == nil }
      return (after + gone).flatMap { member in
        between(old?[member.name], new?[member.name], at: path.isEmpty ? member.name : "\(path).\(member.name)")
      }
    case (.array(let before)?, .array(let after)?) where before.count == after.count:
      return before.indices.flatMap { between(before[$0], after[$0], at: "\(path)[\($0)]") }
    default:
      return [Change(path: path, before: redacted(old, at: path), after: redacted(new, at: path))]
    }
  }

  private static func redacted(_ value: JSONValue?, at path: String) -> JSONValue? {
    let names = path.split(separator: ".").map { $0.prefix { $0 != "[" }.lowercased() }
    return names.contains(where: Redaction.isSecret) ? value.map { _ in "…" } : value.map(Redaction.applied(to:))
  }

  /// For a person to read: one line, or for texts of several lines those that go and those that come.
  package var lines: [String] {
    switch (before, after) {
    case (.string(let old)?, .string(let new)?) where old.contains("\n") || new.contains("\n"):
      ["~ \(path):"] + Self.lines(from: old, to: new)
    case (let old?, let new?): ["~ \(path): \(Self.short(old)) → \(Self.short(new))"]
    case (let old?, nil): ["- \(path): \(Self.short(old))"]
    case (nil, let new?): ["+ \(path): \(Self.short(new))"]
    case (nil, nil): []
    }
  }

  private static func lines(from old: String, to new: String) -> [String] {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    return after.difference(from: before).map { change in
      switch change {
      case .remove(_, let line, _): "  - \(SpokenLine.clean(String(line)))"
      case .insert(_, let line, _): "  + \(SpokenLine.clean(String(line)))"
      }
    }
  }

  private static func short(_ value: JSONValue) -> String {
    let text = SpokenLine.clean(value.text)
    return text.count > 160 ? text.prefix(159) + "…" : text
  }
}

/// Which members of Vapi's objects are never shown: credentials, keys, and every header's value.
enum Redaction {
  private static let names: Set = [
    "headers", "credentials", "token", "secret", "secretkey", "authtoken", "twilioauthtoken", "twilioapikey",
    "twilioapisecret", "apikey", "apisecret", "password", "clientsecret", "authentication", "authorization",
    "x-vapi-secret",
  ]

  /// - Parameter name: in lower case.
  static func isSecret(_ name: String) -> Bool { names.contains(name) }

  static func applied(to value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.map { JSONValue.Member($0.name, isSecret($0.name.lowercased()) ? "…" : applied(to: $0.value)) })
    case .array(let values): .array(values.map(applied(to:)))
    case .null, .bool, .integer, .number, .string: value
    }
  }
}
