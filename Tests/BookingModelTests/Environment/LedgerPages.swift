import Scheduling

@testable import Desk

/// The bookings that the modelled ledger may hold, each with a number. Changes are those of the real
/// ``BookingChange/step(from:at:)``.
///
/// Epochs are kept by who a worker is (``Party/current`` or ``Party/zombie``): in a booking they would grow without end, and
/// nothing but their being equal counts. So every booking here has epoch 1.
final class LedgerPages {
  struct Facts {
    let state: BookingState
    let isOnlyKept: Bool
    /// The current attempt's event.
    let event: EventName
    let slot: Int
    /// What it takes up where it is booked.
    let place: UInt32
    /// All that it claims.
    let claims: UInt32
    /// What others may not claim.
    let excluded: UInt32
  }

  struct Change {
    let row: Int32
    /// Whoever worked on the booking until now works on it no longer.
    let beginsAnew: Bool
    let invites: Bool
    /// Whether a call is to hear of it.
    let hasHearer: Bool
  }

  let geometry: Geometry
  private let rules: Rules
  private var bookings = Interned<Booking>()
  private var facts: [Facts] = []
  static let now = Instant(seconds: 1_890_000_000)
  private static let call = CallID("call")

  init(_ geometry: Geometry, _ rules: Rules) {
    self.geometry = geometry
    self.rules = rules
  }

  subscript(row: Int32) -> Booking { bookings[row] }

  func facts(of row: Int32) -> Facts { facts[Int(row)] }

  func number(of booking: Booking) -> Int32 {
    var booking = booking
    booking.epoch = 1
    let number = bookings.number(of: booking)
    if number == facts.count { facts.append(read(booking)) }
    return number
  }

  private func read(_ booking: Booking) -> Facts {
    let place = booking.state.excludes ? geometry.bits(of: booking.claims) : 0
    var claims = geometry.bits(of: booking.liveClaims)
    if let move = booking.move, !rules.contains(.oldTimeHeld) { claims = geometry.bits(of: move.claims) }
    return Facts(
      state: booking.state, isOnlyKept: booking.isOnlyKept, event: geometry.event(of: booking.attempt),
      slot: geometry.slot(of: booking.period), place: place, claims: claims,
      excluded: geometry.excluded(by: claims))
  }

  /// A booking that has just been asked for.
  func new(party: Int, plan: Plan, isOnlyKept: Bool) -> Booking {
    Booking(
      id: geometry.bookingID(of: party), desk: DeskKey("desk"), offering: OfferingKey("offering"),
      host: HostKey("host\(plan.calendar)"), period: geometry.slots[plan.slot],
      claims: geometry.claims(slot: plan.slot, calendar: plan.calendar),
      attempt: geometry.attempt(of: party, number: 0, calendar: plan.calendar), others: [],
      details: BookingDetails(summary: ""), call: Self.call, caller: nil, createdAt: Self.now,
      state: isOnlyKept ? .kept : .held, leaseUntil: Self.now, isOnlyKept: isOnlyKept)
  }

  func move(of row: Int32, party: Int, slot: Int, calendar: Int) -> Move {
    let attempt = self[row].attempt
    let isElsewhere = geometry.event(of: attempt).calendar != calendar
    return Move(
      host: HostKey("host\(calendar)"), period: geometry.slots[slot],
      claims: geometry.claims(slot: slot, calendar: calendar),
      attempt: isElsewhere ? geometry.attempt(of: party, number: attempt.generation, calendar: calendar) : nil,
      others: [], call: Self.call, askedAt: Self.now)
  }

  /// - Returns: `nil` where the change is not lawful.
  func change(_ booking: Booking, by change: BookingChange, taken: UInt32) -> Change? {
    guard var step = change.step(from: booking, at: Self.now) else { return nil }
    if step.leavesOverlapsOut {
      step.booking.claims = step.booking.claims.filter { geometry.bits(of: [$0]) & taken == 0 }
    }
    return Change(
      row: number(of: step.booking), beginsAnew: step.booking.epoch != booking.epoch, invites: step.task == .dress,
      hasHearer: step.hearer != nil)
  }

  func following(_ booking: Booking, to period: Interval, revision: Int) -> BookingChange {
    .followed(period, claims: booking.claims(following: period), revision: revision, notice: notice(.moved))
  }

  func removal() -> BookingChange { .removed(notice: notice(.removed)) }

  private func notice(_ kind: Notice.Kind) -> Notice {
    Notice(
      id: NoticeID("notice"), desk: DeskKey("desk"), kind: kind, key: kind.rawValue, raisedAt: Self.now, text: "")
  }

  /// What whoever takes the booking over may want of it: whatever the real rule says under any circumstances, or what a
  /// caller wants who asks again.
  func purposes(of row: Int32) -> [BookingMachine.Purpose] {
    var purposes: Set<BookingMachine.Purpose> = [.finish]
    for policy in [HangUpPolicy.finish, .withdraw] {
      for (hasEnded, canTell) in [(false, false), (true, false), (true, true)] {
        for now in [Self.now, Self.now + SettlementRule.callersTime, bookings[row].period.end] {
          let rule = SettlementRule(hangUp: HangUpRule(policy: policy), hasEnded: hasEnded, canTell: canTell, now: now)
          if let purpose = rule.purpose(for: bookings[row]) { purposes.insert(purpose) }
        }
      }
    }
    return [.finish, .withdraw].filter { purposes.contains($0) }
  }
}
