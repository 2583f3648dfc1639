/// I4: the confirmation code that a caller was told opens their booking for as long as it stands.
struct CodeCheck: Sendable {
  let casebook: Casebook

  /// Answers to a cancellation that leave it undone for another reason than the calendar's.
  private static let unknown: Set<String> = ["ask", "nothing", "refused", "taken"]

  func violations() -> [Violation] {
    casebook.bookings.compactMap { booking in
      let edited = casebook.events(of: booking).contains { !casebook.edits(of: $0).isEmpty }
      guard !edited, let end = booking.changes.first(where: { $0.intent.kind == .cancel }),
        let first = end.exchanges.first(where: { $0.outcome.map(Self.unknown.contains) ?? false }),
        !end.successes.contains(where: { $0.exchange.ended < first.sent })
      else { return nil }
      return Violation("I4", "the code \(booking.code) that was told does not open the booking", booking.lines)
    }
  }
}
