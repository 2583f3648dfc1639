/// Whether the ledger takes bookings, for those who only read and offer: asked for once a second at most, since it is asked
/// with every question for open times. Whoever writes is refused by the ledger itself.
actor LedgerDoor {
  /// How old the word may be.
  static let maximumAge = Duration.seconds(1)

  private let ledger: any Ledger
  private let clock: any Timekeeper
  private var last: (isClosed: Bool, asked: Duration)?

  init(ledger: any Ledger, clock: any Timekeeper) {
    self.ledger = ledger
    self.clock = clock
  }

  func isClosed() async throws(LedgerFailure) -> Bool {
    let uptime = clock.uptime()
    if let last, uptime - last.asked < Self.maximumAge { return last.isClosed }
    let isClosed = try await ledger.condition().closedBecause != nil
    last = (isClosed, uptime)
    return isClosed
  }
}
