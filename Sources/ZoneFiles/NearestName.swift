import Scheduling

/// Finds the name that somebody probably meant.
struct NearestName {
  private let names: [(id: ZoneID, form: [UInt8], city: [UInt8])]

  init(in names: [ZoneID]) {
    self.names = names.map { ($0, Self.form($0), Self.city(Self.form($0))) }
  }

  /// The nearest by edits, of the whole name or of the part after the last slash; `nil` where a third of the letters
  /// or more would have to change.
  func nearest(to id: ZoneID) -> ZoneID? {
    let wanted = Self.form(id)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (id: ZoneID, distance: Int)?
    for name in names {
      var distance = Self.distance(wanted, name.form) * 2
      // One who left the continent out, or took the wrong one, meant the city; an exact name goes before.
      distance = min(distance, Self.distance(Self.city(wanted), name.city) * 2 + 1)
      if distance < best?.distance ?? .max { best = (name.id, distance) }
    }
    guard let best, best.distance / 2 * 3 < wanted.count else { return nil }
    return best.id
  }

  /// Lower case, with underscores for whatever joins words.
  private static func form(_ id: ZoneID) -> [UInt8] {
    id.rawValue.lowercased().utf8.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
  }

  private static func city(_ form: [UInt8]) -> [UInt8] {
    form.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
  }

  /// How many letters have to be put in, taken out or exchanged (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let exchanged = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(exchanged, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
