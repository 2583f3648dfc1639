import Desk
import Scheduling

/// What the ledger keeps: bookings and everything that changes in one transaction with them.
struct BookingTable: Sendable {
  var bookings: [BookingID: Booking] = [:]
  var deliveries = DeliveryTable()
  var outbox = OutboxTable()
  var calls = CallTable()
  var notices = NoticeTable()
  var mistakes = MistakeTable()
  var closedBecause: String?

  mutating func hold(_ booking: Booking, at now: Instant) -> HoldOutcome {
    if let same = bookings[booking.id] { return same.state.excludes ? .standing(same) : .taken }
    if let standing = standing(for: booking, at: now) { return .standing(standing) }
    let own = kept(for: booking.call, at: booking.desk)
    var gone: [Booking] = []
    let overlapped: [Booking]
    switch makeWay(for: booking, seats: booking.liveSeats, among: own, gone: &gone) {
    case .made(let released): overlapped = released
    case .inOwnWay(let kept): return .inOwnWay(kept)
    case .taken: return .taken
    case .full(let key): return .full(key)
    }
    let released = Set((overlapped + gone).map(\.id))
    if booking.isOnlyKept { gone += crowdOut(own.filter { !released.contains($0.id) }, at: now) }
    gone.sort { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    bookings[booking.id] = booking
    return .held(booking, insteadOf: gone)
  }

  private func standing(for booking: Booking, at now: Instant) -> Booking? {
    let excluding = bookings.values.filter {
      $0.state.excludes && $0.state != .cancelling && $0.desk == booking.desk && $0.offering == booking.offering
        && $0.period.start == booking.period.start
    }
    let ofCall = excluding.filter { $0.call != nil && $0.call == booking.call && $0.host == booking.host }
    let ofCaller = excluding.filter {
      $0.caller != nil && $0.caller == booking.caller && !$0.isOnlyKept && now - $0.createdAt < .minutes(10)
        && $0.details.mayBeSamePerson(as: booking.details)
    }
    return Self.newest(ofCall) ?? Self.newest(ofCaller)
  }

  private static func newest(_ bookings: [Booking]) -> Booking? {
    bookings.max { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  /// What is only kept for the call, the oldest first.
  private func kept(for call: CallID?, at desk: DeskKey) -> [Booking] {
    guard let call else { return [] }
    return bookings.values.filter { $0.isKept && $0.desk == desk && $0.call == call }
      .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  private mutating func crowdOut(_ kept: [Booking], at now: Instant) -> [Booking] {
    kept.prefix(max(0, kept.count - (BookingLimits.keptForOneCall - 1))).map { booking in
      var gone = booking
      if booking.state != .kept { gone.leaseUntil = min(booking.leaseUntil, now) }
      gone.state = booking.state == .kept ? .released : .withdrawing
      bookings[booking.id] = gone
      return gone
    }
  }

  func isTaken(_ claim: Claim, by id: BookingID) -> Bool {
    bookings.values.contains { other in other.id != id && other.liveClaims.contains { $0.excludes(claim) } }
  }

  mutating func advance(
    _ id: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) -> AdvanceOutcome {
    guard let booking = bookings[id] else { return .refused(nil) }
    guard booking.epoch == epoch, var step = change.step(from: booking, at: now) else { return .refused(booking) }
    if let code = step.booking.code, code != booking.code, isInUse(code, at: booking.desk) { return .refused(booking) }
    if step.leavesOverlapsOut { step.booking.claims.removeAll { isTaken($0, by: id) } }
    var gone: [Booking] = []
    let seats = step.booking.seatsAdded(to: booking)
    switch makeWay(for: step.booking, seats: seats, among: kept(for: step.asker, at: booking.desk), gone: &gone) {
    case .made: break
    case .inOwnWay(let kept): return .inOwnWay(kept)
    case .taken: return .taken
    case .full(let key): return .full(key)
    }
    bookings[id] = step.booking
    if let task = step.task { outbox.add(task, for: id, due: now) }
    if let closing = step.closing { _ = deliveries.close(closing, at: now) }
    if let notice = step.notice { _ = notices.raise(notice) }
    return .advanced(step.booking)
  }

  func isInUse(_ code: ConfirmationCode, at desk: DeskKey) -> Bool {
    bookings.values.contains { $0.desk == desk && $0.code == code }
  }

  mutating func takeOver(_ id: BookingID, at now: Instant, leaseUntil: Instant) -> Booking? {
    guard var booking = bookings[id], !booking.state.isAtRest, Leases.hasRunOut(booking.leaseUntil, at: now) else {
      return nil
    }
    booking.epoch += 1
    booking.leaseUntil = leaseUntil
    bookings[id] = booking
    return booking
  }

  private func free(_ claims: [Claim], for id: BookingID) -> [Claim] { claims.filter { !isTaken($0, by: id) } }

  mutating func restore(_ booking: Booking, raising notice: Notice?) -> Booking {
    var restored = booking
    if booking.state.excludes {
      restored.claims = free(booking.claims, for: booking.id)
      restored.move = booking.move.map { $0.claiming(free($0.claims, for: booking.id)) }
      restored.left = booking.left.map {
        Remains(attempt: $0.attempt, claims: free($0.claims, for: booking.id), seats: $0.seats)
      }
      restored.giveUpSeats(Set(full(restored.seatsAdded(to: bookings[booking.id]))))
    }
    if let stored = bookings.removeValue(forKey: booking.id) { restored.epoch = stored.epoch + 1 }
    if let code = booking.code, isInUse(code, at: booking.desk) { restored.code = nil }
    bookings[booking.id] = restored
    if let notice { _ = notices.raise(notice) }
    return restored
  }
}

extension Move {
  fileprivate func claiming(_ claims: [Claim]) -> Move {
    Move(
      host: host, period: period, claims: claims, seats: seats, attempt: attempt, others: others, call: call,
      askedAt: askedAt)
  }
}
