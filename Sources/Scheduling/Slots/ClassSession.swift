/// One session of a class: bookings of one service with one host that begin together.
package struct ClassSession: Hashable, Sendable {
  package let start: Instant
  /// What it takes up of the host and of rooms, buffers included, as it was booked.
  package let claim: Interval
  /// How many have booked it.
  package let taken: Int

  package init(start: Instant, claim: Interval, taken: Int) {
    self.start = start
    self.claim = claim
    self.taken = taken
  }
}
