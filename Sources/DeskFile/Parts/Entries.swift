import Yams

/// The entries of a list whose keys are unique.
struct Entries<Entry> {
  /// Those that could be read, with their nodes.
  private(set) var read: [(node: Node, entry: Entry)] = []
  /// All keys that were written, also those of entries that could not be read: a reference to one of them is no second
  /// mistake.
  private(set) var keys: [String] = []
  private(set) var isComplete = true

  /// - Parameter isNeeded: whether there must be an entry.
  init(
    _ name: String, of fields: Fields, isNeeded: Bool, _ findings: inout Findings,
    read: (Node, inout Findings) -> Entry?
  ) {
    if isNeeded {
      guard let value = fields.needed(name, &findings) else {
        isComplete = false
        return
      }
      if case .sequence(let sequence) = value, sequence.isEmpty {
        findings.note("\(name) needs at least one entry.", at: value)
      }
    }
    let nodes = fields.list(name, atMost: 100, &findings)
    var names: Set<String> = []
    for node in nodes {
      noteKey(of: node, in: name, &findings)
      if case .mapping(let mapping) = node, let spoken = mapping["name"], case .scalar(let scalar) = spoken,
        !scalar.string.isEmpty, !names.insert(scalar.string.lowercased()).inserted
      {
        findings.note(
          "There is another entry of \(name) with the name “\(scalar.string.shown)”, and a caller could not choose.",
          at: spoken)
      }
      if let entry = read(node, &findings) { self.read.append((node, entry)) } else { isComplete = false }
    }
    if isNeeded, self.read.isEmpty { isComplete = false }
  }

  var entries: [Entry] { read.map(\.entry) }

  private mutating func noteKey(of node: Node, in name: String, _ findings: inout Findings) {
    guard case .mapping(let mapping) = node, let written = mapping["key"], case .scalar(let key) = written else {
      return
    }
    if keys.contains(key.string) {
      findings.note("There is another entry of \(name) with the key “\(key.string.shown)”.", at: written)
    }
    keys.append(key.string)
  }
}
