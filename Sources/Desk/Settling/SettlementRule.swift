import Scheduling

/// What is to become of a booking that nobody attends to. Pure.
package struct SettlementRule: Hashable, Sendable {
  /// How long a caller who is still on the line may take to ask again.
  package static let callersTime = Duration.minutes(3)

  let hangUp: HangUpRule
  /// The call that asked (``Booking/asker``) is over, or there was none.
  let hasEnded: Bool
  /// Whether the caller can be told later.
  let canTell: Bool
  let now: Instant

  /// Whether a booking whose caller has hung up is finished all the same.
  var finishesUnheard: Bool { hangUp.finishes(canTell: canTell) }

  /// `nil` means: leave it for now.
  package func purpose(for booking: Booking) -> BookingMachine.Purpose? { settlement(of: booking).purpose }

  func settlement(of booking: Booking) -> Settlement {
    switch booking.state {
    case .confirmed, .released, .cancelled: return .atRest
    case .kept: return .lapsed
    case .withdrawing, .reverting: return .undoing
    case .leaving, .cancelling: return .carryingOut
    case .held, .inserted, .moving: break
    }
    if booking.isOnlyKept { return .lapsed }
    // An appointment that would have begun can no longer be promised to anybody.
    if booking.target.period.start <= now { return .tooLate }
    if booking.promised { return .promised }
    if hasEnded { return .hungUp(finishing: finishesUnheard) }
    // The caller may ask again, and only then it is finished: a booking is never made in silence.
    let until = (booking.move?.askedAt ?? booking.createdAt) + Self.callersTime
    return now < until ? .callersTurn(until: until) : .callerSilent
  }
}

/// Why a booking is brought to its end, and to which.
enum Settlement: Hashable, Sendable {
  case atRest
  /// Kept for a call that has not asked for it in time.
  case lapsed
  /// One-way: given up, or a move taken back.
  case undoing
  /// One-way: called off, or what is left in another calendar cleared away.
  case carryingOut
  /// Its start has come.
  case tooLate
  case promised
  case hungUp(finishing: Bool)
  /// Whoever asked is on the line and may ask again until then.
  case callersTurn(until: Instant)
  case callerSilent

  var purpose: BookingMachine.Purpose? {
    switch self {
    case .atRest, .callersTurn: nil
    case .lapsed, .undoing, .tooLate, .callerSilent, .hungUp(finishing: false): .withdraw
    case .carryingOut, .promised, .hungUp(finishing: true): .finish
    }
  }
}

extension Booking {
  /// The call that asked for what is under way: the move's own while it is ``BookingState/moving``.
  var asker: CallID? { state == .moving ? move?.call : call }
}
