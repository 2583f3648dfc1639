import Yams

/// The members of one mapping, by name.
struct Fields {
  let node: Node
  /// What the mapping describes: "the desk", "this service".
  let subject: String
  private let members: [String: Node]

  /// Notes every member that is not among `names`; `nil` when the node is no mapping.
  init?(_ node: Node, of subject: String, knowing names: [String], _ findings: inout Findings) {
    guard case .mapping(let mapping) = node else {
      findings.note("Write \(subject) as a mapping with the keys \(names.joined(separator: ", ")).", at: node)
      return nil
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping.members where !findings.isFull {
      guard case .scalar(let scalar) = key else {
        findings.note("A key must be a single word.", at: key)
        continue
      }
      if names.contains(scalar.string) {
        members[scalar.string] = value
      } else {
        let shown = scalar.string.shown
        let tail = Spelling.suggestion(for: scalar.string, among: names)
        findings.note("“\(shown)” is not a key of \(subject)\(tail)", at: key)
      }
    }
    self.node = node
    self.subject = subject
    self.members = members
  }

  /// The member, unless it is absent or empty (`~`).
  func value(_ name: String) -> Node? {
    members[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The member, empty or not.
  func written(_ name: String) -> Node? { members[name] }

  /// The member; its absence is noted.
  func needed(_ name: String, _ findings: inout Findings) -> Node? {
    if let value = value(name) { return value }
    if let empty = members[name] {
      findings.note("\(name) is empty.", at: empty)
    } else {
      findings.note("\(subject.capitalizedFirst) lacks \(name).", at: node)
    }
    return nil
  }

  /// The entries of a list; empty when the member is absent.
  ///
  /// - Parameter limit: more entries than this are a mistake.
  func list(_ name: String, atMost limit: Int, _ findings: inout Findings) -> [Node] {
    guard let value = value(name) else { return [] }
    guard case .sequence(let sequence) = value else {
      findings.note("\(name) must be a list.", at: value)
      return []
    }
    if sequence.count > limit { findings.note("\(name) holds \(sequence.count) entries; at most \(limit).", at: value) }
    return Array(sequence.prefix(limit))
  }
}

extension Node {
  /// Whether YAML says "nothing" here: `key:`, `~`, `null`.
  var isEmpty: Bool {
    guard case .scalar(let scalar) = self, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

extension String {
  /// What the owner wrote, short and without control characters, to be repeated in a sentence.
  var shown: String {
    let kept = unicodeScalars.filter { $0.properties.generalCategory != .control }
    return kept.count > 40
      ? String(String.UnicodeScalarView(kept.prefix(40))) + "…" : String(String.UnicodeScalarView(kept))
  }

  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
