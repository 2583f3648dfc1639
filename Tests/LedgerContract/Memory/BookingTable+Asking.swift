import Desk
import Scheduling

/// What is asked of the bookings.
extension BookingTable {
  func unattended(at now: Instant, limit: Int) -> [Booking] {
    closedBecause == nil ? unfinished { Leases.hasRunOut($0.leaseUntil, at: now) }.first(limit) : []
  }

  func unfinished(limit: Int) -> [Booking] { unfinished { _ in true }.first(limit) }

  private func unfinished(where isMeant: (Booking) -> Bool) -> [Booking] {
    bookings.values.filter { !$0.state.isAtRest && isMeant($0) }
      .sorted { ($0.leaseUntil, $0.id) < ($1.leaseUntil, $1.id) }
  }

  func claims(on resources: [ResourceID], overlapping interval: Interval) -> [ResourceID: [LiveClaim]] {
    var found = Dictionary(resources.map { ($0, [LiveClaim]()) }, uniquingKeysWith: { first, _ in first })
    for booking in bookings.values {
      for claim in booking.liveClaims where claim.interval.overlaps(interval) {
        found[claim.resource]?.append(
          LiveClaim(
            booking: booking.id, interval: claim.interval, keptFor: booking.isKept ? booking.call : nil,
            occasion: claim.occasion))
      }
    }
    return found.mapValues {
      $0.sorted { ($0.interval.start, $0.interval.end, $0.booking) < ($1.interval.start, $1.interval.end, $1.booking) }
    }
  }

  func bookings(in calendar: CalendarReference, overlapping interval: Interval) -> [Booking] {
    byStart { $0.state.excludes && $0.attempt.calendar == calendar && $0.period.overlaps(interval) }
  }

  func bookings(of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int) -> [Booking] {
    byStart {
      $0.desk == desk && $0.period.end > endingAfter && $0.state != .kept && $0.state != .released
        && ($0.call != nil && $0.call == caller.call || $0.caller != nil && $0.caller == caller.number)
    }.first(limit)
  }

  func unreported(to call: CallID, of desk: DeskKey) -> [Booking] {
    byStart { $0.state.isAtRest && $0.desk == desk && $0.owesReport == call }
  }

  func unheard(owedBefore: Instant, limit: Int) -> [Booking] {
    guard closedBecause == nil else { return [] }
    return byStart { booking in
      guard booking.state.isAtRest, let call = booking.owesReport else { return false }
      return call == .unnamed || booking.leaseUntil < owedBefore || calls.hasEnded(call, of: booking.desk)
    }.first(limit)
  }

  private func byStart(_ isMeant: (Booking) -> Bool) -> [Booking] {
    bookings.values.filter(isMeant).sorted { ($0.period.start, $0.id) < ($1.period.start, $1.id) }
  }

  mutating func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) -> CodeLookUp {
    let stopped = guessers.first { mistakes.count(of: $0, at: desk, now: now) >= $0.mistakesAnHour }
    if let stopped { return .tooManyMistakes(stopped) }
    if let booking = bookings.values.first(where: { $0.desk == desk && $0.code == code }) { return .found(booking) }
    for guesser in guessers { mistakes.add(guesser, at: desk, now: now) }
    return .unknown
  }

  var counts: LedgerCounts {
    var states = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
    for booking in bookings.values { states[booking.state, default: 0] += 1 }
    return LedgerCounts(bookings: states, outbox: outbox.count, notices: notices.count)
  }
}

/// What is kept for a call.
extension BookingTable {
  mutating func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) {
    calls.markEnded(call, of: desk, at: now)
    changeKept(for: call, of: desk) { $0.leaseUntil = min($0.leaseUntil, now) }
  }

  mutating func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) {
    changeKept(for: call, of: desk) {
      if $0.leaseUntil > now { $0.leaseUntil = max($0.leaseUntil, until) }
    }
  }

  private mutating func changeKept(for call: CallID, of desk: DeskKey, _ change: (inout Booking) -> Void) {
    for var booking in bookings.values where booking.isKept && booking.desk == desk && booking.call == call {
      change(&booking)
      bookings[booking.id] = booking
    }
  }
}

extension Booking {
  /// Only kept, and not being withdrawn already.
  var isKept: Bool { isOnlyKept && (state == .kept || state == .held || state == .inserted) }
}

extension Array {
  fileprivate func first(_ limit: Int) -> [Element] { Array(prefix(Swift.max(0, limit))) }
}
