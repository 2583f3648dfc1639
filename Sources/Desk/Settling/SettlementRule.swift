import Scheduling

/// What is to become of a booking that nobody attends to. Pure; `nil` means: leave it for now.
package struct SettlementRule: Hashable, Sendable {
  /// How long a caller who is still on the line may take to ask again.
  package static let callersTime = Duration.minutes(3)

  let hangUp: HangUpRule
  /// The call that asked is over, or there was none.
  let hasEnded: Bool
  /// Whether the caller can be told later.
  let canTell: Bool
  let now: Instant

  func purpose(for booking: Booking) -> BookingMachine.Purpose? {
    switch booking.state {
    case .confirmed, .released, .cancelled: return nil
    case .kept, .withdrawing, .reverting: return .withdraw
    case .leaving, .cancelling: return .finish
    case .held, .inserted, .moving: break
    }
    if booking.isOnlyKept { return .withdraw }
    // An appointment that would have begun can no longer be promised to anybody.
    if booking.target.period.start <= now { return .withdraw }
    if booking.promised { return .finish }
    if hasEnded { return hangUp.finishes(canTell: canTell) ? .finish : .withdraw }
    // The caller may ask again, and only then it is finished: a booking is never made in silence.
    return now - (booking.move?.askedAt ?? booking.createdAt) < Self.callersTime ? nil : .withdraw
  }
}
