import Crypto
import Desk
import Scheduling

extension EventMark {
  /// Google cuts longer values silently (Calendar API guide, *Extended properties: limits*), and half of a name is the name
  /// of something else: they are left out. Keys are far below their limit of 44 characters, and all together below 32 kB.
  private static let longestValue = 1024
  /// So many digests fit into one value.
  private static let mostInvited = 60

  static func properties(of placement: Placement, ledger: LedgerID) -> [Key: String] {
    var values = properties(of: placement.attempt, revision: 1, ledger: ledger)
    values[.desk] = placement.desk.rawValue
    values[.offering] = placement.offering.rawValue
    values[.host] = placement.host.rawValue
    values[.start] = placement.period.start.rfc3339()
    values[.title] = digest(of: placement.summary)
    if placement.sharing != .none { values.merge(properties(of: placement.sharing)) { _, new in new } }
    return values
  }

  static func properties(of shift: Shift, ledger: LedgerID) -> [Key: String] {
    var values = properties(of: shift.attempt, revision: shift.revision, ledger: ledger)
    values[.start] = shift.to.start.rfc3339()
    if let sharing = shift.sharing { values.merge(properties(of: sharing)) { _, new in new } }
    return values
  }

  /// Also what it does not share is written, over what was written for another time.
  private static func properties(of sharing: Sharing) -> [Key: String] {
    [.occasion: sharing.occasion?.rawValue ?? noOccasion, .seats: sharing.seats.stored.text]
  }

  static func properties(of attempt: Attempt, revision: Int, ledger: LedgerID) -> [Key: String] {
    [
      .frontdesk: "1", .ledger: ledger.rawValue, .booking: attempt.booking.rawValue,
      .generation: "\(attempt.generation)", .token: attempt.token.rawValue, .revision: "\(revision)",
    ]
  }

  /// As Google keeps them.
  static func written(_ values: [Key: String]) -> ExtendedProperties {
    let kept = values.filter { $0.value.utf8.count <= longestValue }
    return ExtendedProperties(private: Dictionary(uniqueKeysWithValues: kept.map { ($0.key.rawValue, $0.value) }))
  }

  /// By which it is seen later whether a text is still the one that this program wrote.
  static func digest(of text: String) -> String { SHA256.hash(data: Array(text.utf8)).prefix(8).hexadecimal }

  /// Of a description, whose blanks and line ends Google may set its own way.
  static func digest(ofDescription text: String) -> String {
    digest(of: text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// Whether that guest was invited by an earlier dressing; a version that did not say whom had invited all.
  func hasInvited(_ guest: String) -> Bool {
    guard told != nil, !wasLeftWithoutGuests || self[.invited] != nil else { return false }
    guard let digests = self[.invited] else { return true }
    return digests.split(separator: ",").contains(Substring(Self.digest(of: guest.lowercased())))
  }

  /// The value of ``Key/invited`` once these guests have been invited too.
  func invited(adding guests: [String]) -> String {
    let former = (self[.invited] ?? "").split(separator: ",").map(String.init)
    let added = guests.map { Self.digest(of: $0.lowercased()) }.filter { !former.contains($0) }
    return (former + added).prefix(Self.mostInvited).joined(separator: ",")
  }
}
