/// A service as a caller or a model names it, compared word for word with what the desk calls it.
struct ServiceName: Sendable {
  private let words: Set<String>

  init(_ text: String) {
    let all = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    words = Set(all).subtracting(Self.fillers)
  }

  /// Whether it says only that something is to be booked: `appointment`, `a booking please`.
  var isGeneral: Bool { words.isEmpty }

  /// Of several services the one that has these very words, in whatever order; where the desk has one service only, also
  /// with some words more or less.
  func matches(among offerings: [Offering]) -> Offering? {
    let same = offerings.filter { isSame(as: $0) }
    if same.count == 1 { return same[0] }
    guard let only = offerings.first, offerings.count == 1, !isGeneral else { return nil }
    let isAlike = Self.names(of: only).contains { name in
      !name.isGeneral && (words.isSubset(of: name.words) || words.isSuperset(of: name.words))
    }
    return isAlike ? only : nil
  }

  private func isSame(as offering: Offering) -> Bool {
    !isGeneral && Self.names(of: offering).contains { $0.words == words }
  }

  private static func names(of offering: Offering) -> [ServiceName] {
    [ServiceName(offering.key.rawValue), ServiceName(offering.name)]
  }

  private static let fillers: Set = [
    "a", "an", "the", "my", "some", "for", "please", "appointment", "appointments", "booking", "meeting", "visit",
    "session", "service", "slot", "time", "general", "any",
  ]
}
