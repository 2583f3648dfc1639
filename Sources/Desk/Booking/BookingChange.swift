package import Scheduling

/// A change of a booking's state. What the ledger stores of it is in the same transaction as the state.
///
/// ``step(from:at:)`` is the one rule of which change is lawful where and what becomes of the booking; every engine of
/// storage applies it, and the model of the protocol too.
package enum BookingChange: Hashable, Sendable {
  // MARK: Making

  /// kept → held, still only kept: the event may be placed while the caller still decides. With a new epoch, so that whoever
  /// has read that nothing was sent for it reads again.
  case preparing
  /// kept, held or inserted, only kept until now → the same (kept becomes held), asked for: with what the caller said, a
  /// new epoch, so that whoever prepares it writes no more, and a new lease.
  case asked(BookingDetails, leaseUntil: Instant)
  /// held → inserted.
  case inserted(PlacedEvent)
  /// held → held with the next generation and a new token: the last id was used up.
  case nextAttempt(AttemptToken)
  /// inserted → inserted, seen with nothing in its way.
  case cleared
  /// inserted and asked for → confirmed, with an outbox entry to dress the event, and the answer of the delivery that
  /// asked, if one still waits. A lost ticket does not stop the confirmation.
  case confirmed(code: ConfirmationCode, closing: DeliveryClosing?)
  /// held or inserted → withdrawing.
  case withdrawing
  /// withdrawing or kept → released; the claims exclude no longer.
  case released

  // MARK: Moving

  /// confirmed → moving, with the new claims and seats beside the old ones, a new epoch and a lease.
  /// ``AdvanceOutcome/taken`` where the new time is claimed by another booking, ``AdvanceOutcome/full(_:)`` where a seat
  /// cannot be had. What is only kept for the call that asks (``Move/call``) makes way, as for a hold.
  case moving(Move, leaseUntil: Instant)
  /// moving → confirmed at the new time, or leaving where the calendar is another one; with an outbox entry to tell the
  /// guests, and the answer of the delivery that asked.
  case moved(PlacedEvent?, closing: DeliveryClosing?)
  /// moving → reverting.
  case reverting
  /// reverting → confirmed at the old time; the new claims exclude no longer. With the revision that the event now has.
  case reverted(revision: Int)
  /// leaving → confirmed; what was left in the old calendar is gone.
  case departed

  // MARK: Calling off

  /// confirmed → cancelling, with the answer of the delivery that asked, a new epoch and a lease.
  case cancelling(leaseUntil: Instant, closing: DeliveryClosing?)
  /// cancelling → cancelled; the claims exclude no longer.
  case cancelled

  // MARK: What the owner did

  /// confirmed, moving or reverting → confirmed where the owner has put the event. Claims that would overlap another
  /// booking's are left out. With the revision that the event has, and a notice. Not on the way to another calendar. A new
  /// epoch: whoever has read where the appointment was reads again before changing it.
  case followed(Interval, claims: [Claim], revision: Int, notice: Notice)
  /// confirmed, moving or reverting → cancelled: the owner has deleted the event. With a notice. Not on the way to another
  /// calendar.
  case removed(notice: Notice)

  // MARK: Marks

  /// held or inserted or moving: the caller was promised to be let known.
  case promised
  /// Which call still has to hear the outcome; `nil`: it has heard, and no promise to let the caller know is left to keep.
  case owing(CallID?)
  /// confirmed: guests may have been told from now on.
  case announced
  /// Anything not at rest: the lease lasts until then; a past time gives the booking up to whoever comes.
  case leased(until: Instant)

  package func allowed(from state: BookingState) -> Bool {
    switch self {
    case .preparing: state == .kept
    case .asked: state == .kept || state == .held || state == .inserted
    case .inserted, .nextAttempt: state == .held
    case .cleared, .confirmed: state == .inserted
    case .withdrawing: state == .held || state == .inserted
    case .released: state == .withdrawing || state == .kept
    case .moving, .cancelling, .announced: state == .confirmed
    case .moved, .reverting: state == .moving
    case .reverted: state == .reverting
    case .departed: state == .leaving
    case .cancelled: state == .cancelling
    case .followed, .removed: state == .confirmed || state == .moving || state == .reverting
    case .promised: state == .held || state == .inserted || state == .moving
    case .owing: true
    case .leased: !state.isAtRest
    }
  }
}

/// What a lawful change does, all of it in one transaction.
package struct BookingStep: Hashable, Sendable {
  /// The booking after it. Its ``Booking/liveClaims`` are what excludes others from now on.
  package var booking: Booking
  /// Whether claims that overlap another booking's are left out (``BookingChange/followed(_:claims:revision:notice:)``),
  /// rather than the change being refused as taken.
  package var leavesOverlapsOut = false
  /// What is only kept for this call, at the booking's desk, makes way for what the booking claims now; `nil`: nothing does.
  package var asker: CallID?
  package var task: OutboxEntry.Task?
  package var closing: DeliveryClosing?
  package var notice: Notice?

  init(_ booking: Booking) { self.booking = booking }
}

extension BookingChange {
  /// The booking after the change and what is stored with it; `nil` where the change is not lawful.
  package func step(from booking: Booking, at now: Instant) -> BookingStep? {
    guard allowed(from: booking.state) else { return nil }
    var step = BookingStep(booking)
    switch self {
    case .preparing, .asked, .inserted, .nextAttempt, .cleared, .confirmed, .withdrawing, .released:
      guard make(&step, at: now) else { return nil }
    case .moving, .moved, .reverting, .reverted, .departed:
      guard move(&step) else { return nil }
    case .cancelling(let lease, let closing):
      step.booking.begin(.cancelling, leaseUntil: lease)
      step.closing = closing
    case .cancelled: step.booking.state = .cancelled
    case .followed, .removed:
      guard follow(&step) else { return nil }
    case .promised: step.booking.promised = true
    case .owing(let call):
      step.booking.owesReport = call
      if call == nil { step.booking.promised = false }
    case .announced: step.booking.announced = true
    case .leased(let until): step.booking.leaseUntil = until
    }
    return step
  }

  private func make(_ step: inout BookingStep, at now: Instant) -> Bool {
    switch self {
    case .preparing: step.booking.begin(.held, leaseUntil: step.booking.leaseUntil)
    case .asked(let details, let lease):
      guard step.booking.isOnlyKept else { return false }
      step.booking.begin(step.booking.state == .kept ? .held : step.booking.state, leaseUntil: lease)
      step.booking.isOnlyKept = false
      step.booking.createdAt = now
      step.booking.details = details
    case .inserted(let event):
      step.booking.state = .inserted
      step.booking.event = event
    case .nextAttempt(let token):
      let last = step.booking.attempt
      step.booking.attempt = Attempt(
        booking: last.booking, generation: last.generation + 1, token: token, calendar: last.calendar)
    case .cleared: step.booking.isClear = true
    case .confirmed(let code, let closing):
      guard !step.booking.isOnlyKept else { return false }
      step.booking.state = .confirmed
      step.booking.code = code
      step.task = .dress
      step.closing = closing
    case .withdrawing: step.booking.state = .withdrawing
    case .released: step.booking.state = .released
    default: return false
    }
    return true
  }

  private func follow(_ step: inout BookingStep) -> Bool {
    // What has been placed in the other calendar would be forgotten: first the move ends.
    guard step.booking.move?.attempt == nil else { return false }
    switch self {
    case .followed(let period, let claims, let revision, let notice):
      step.booking.rest(at: period, claims: claims)
      step.booking.epoch += 1
      step.booking.revision = revision
      step.leavesOverlapsOut = true
      step.notice = notice
    case .removed(let notice):
      step.booking.move = nil
      step.booking.state = .cancelled
      step.notice = notice
    default: return false
    }
    return true
  }

  private func move(_ step: inout BookingStep) -> Bool {
    switch self {
    case .moving(let move, let lease):
      step.booking.begin(.moving, leaseUntil: lease)
      step.booking.move = move
      step.booking.promised = false
      step.asker = move.call
    case .moved(let event, let closing):
      guard let move = step.booking.move else { return false }
      step.booking.arrive(move, event)
      step.task = .dress
      step.closing = closing
    case .reverting: step.booking.state = .reverting
    case .reverted(let revision):
      step.booking.rest(at: step.booking.period, claims: step.booking.claims)
      step.booking.revision = revision
    case .departed:
      step.booking.state = .confirmed
      step.booking.left = nil
    default: return false
    }
    return true
  }
}

extension Booking {
  fileprivate mutating func begin(_ state: BookingState, leaseUntil: Instant) {
    self.state = state
    self.leaseUntil = leaseUntil
    epoch += 1
  }

  fileprivate mutating func rest(at period: Interval, claims: [Claim]) {
    state = .confirmed
    self.period = period
    self.claims = claims
    move = nil
  }

  fileprivate mutating func arrive(_ move: Move, _ event: PlacedEvent?) {
    let remains = Remains(attempt: attempt, claims: claims, seats: seats)
    rest(at: move.period, claims: move.claims)
    seats = move.seats
    host = move.host
    others = move.others
    if let event { self.event = event }
    if let next = move.attempt {
      attempt = next
      revision = 1
      state = .leaving
      left = remains
    } else {
      revision += 1
    }
  }
}
