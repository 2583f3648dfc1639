/// Whether the ledger takes bookings, for those who only read and offer. While it is open the ledger is asked once a second
/// at most, since this is wanted with every question for open times; while it is closed, each time, so that its reopening is
/// seen at once. Whoever writes is refused by the ledger itself.
actor LedgerDoor {
  /// How old the word that it is open may be.
  static let maximumAge = Duration.seconds(1)

  private let ledger: any Ledger
  private let clock: any Timekeeper
  private var foundOpen: Duration?

  init(ledger: any Ledger, clock: any Timekeeper) {
    self.ledger = ledger
    self.clock = clock
  }

  func isClosed() async throws(LedgerFailure) -> Bool {
    let uptime = clock.uptime()
    if let foundOpen, uptime - foundOpen < Self.maximumAge { return false }
    let isClosed = try await ledger.condition().closedBecause != nil
    foundOpen = isClosed ? nil : uptime
    return isClosed
  }
}
