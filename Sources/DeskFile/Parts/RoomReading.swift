import Desk
import Yams

/// Rooms and equipment that services need.
enum RoomReading {
  static let names = ["key", "name", "kind", "calendar"]

  static func read(_ node: Node, _ findings: inout Findings) -> Room? {
    guard let fields = Fields(node, of: "this room", knowing: names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let kind = fields.value("kind").flatMap { Words.key($0, "kind", &findings) }
    let calendar = fields.value("calendar").flatMap { CalendarReading.read($0, &findings) }
    guard let key, let name else { return nil }
    return Room(key: RoomKey(key), name: name, kind: kind, calendar: calendar)
  }
}

/// Which rooms a service needs: each need a room's key, a kind (any room of it), or a list of these (any one of them).
struct NeedsReading {
  let rooms: [Room]
  /// Also the keys of rooms that could not be read: naming one is no second mistake.
  let keys: [String]

  func read(_ fields: Fields, _ findings: inout Findings) -> [[RoomKey]] {
    var needs: [[RoomKey]] = []
    for node in fields.list("needs", atMost: 8, &findings) {
      let entries: [Node] = if case .sequence(let sequence) = node { Array(sequence.prefix(100)) } else { [node] }
      if entries.isEmpty { findings.note("A need must name a room or a kind of room.", at: node) }
      var need: [RoomKey] = []
      for entry in entries {
        for key in named(entry, &findings) where !need.contains(key) { need.append(key) }
      }
      if let twice = need.first(where: { key in needs.contains { $0.contains(key) } }) {
        findings.note(
          "The room “\(twice)” is in two needs of this service, and one room cannot meet both: name other rooms.",
          at: node)
      }
      if !need.isEmpty { needs.append(need) }
    }
    return needs
  }

  private func named(_ node: Node, _ findings: inout Findings) -> [RoomKey] {
    guard let text = Words.text(node, "an entry of needs", &findings) else { return [] }
    if let room = rooms.first(where: { $0.key.rawValue == text }) { return [room.key] }
    let ofKind = rooms.filter { $0.kind == text }
    if ofKind.isEmpty, !keys.contains(text) {
      let known = keys + Set(rooms.compactMap(\.kind)).sorted()
      findings.note(
        "There is no room and no kind of room “\(text.shown)”\(Spelling.suggestion(for: text, among: known))", at: node)
    }
    return ofKind.map(\.key)
  }
}
