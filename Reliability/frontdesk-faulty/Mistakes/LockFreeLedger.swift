import Desk
import Scheduling

/// No lock: every claim is on a resource that no other booking names, so that storage finds no overlap, and a question for
/// the claims on a resource finds none either. What then keeps two bookings apart is the look into the calendar alone, which
/// sees no buffers of others and no rooms.
struct LockFreeLedger: LedgerInFront {
  let behind: any Ledger

  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    var unlocked = booking
    unlocked.claims = Self.unlocked(booking.claims, of: booking.id)
    return try await behind.hold(unlocked, at: now)
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await behind.advance(booking, epoch: epoch, by: Self.unlocked(change, of: booking), at: now)
  }

  private static func unlocked(_ change: BookingChange, of booking: BookingID) -> BookingChange {
    switch change {
    case .moving(let move, let leaseUntil):
      let free = Move(
        host: move.host, period: move.period, claims: unlocked(move.claims, of: booking), seats: move.seats,
        attempt: move.attempt, others: move.others, call: move.call, askedAt: move.askedAt)
      return .moving(free, leaseUntil: leaseUntil)
    case .followed(let period, let claims, let revision, let notice):
      return .followed(period, claims: unlocked(claims, of: booking), revision: revision, notice: notice)
    default: return change
    }
  }

  private static func unlocked(_ claims: [Claim], of booking: BookingID) -> [Claim] {
    claims.map { claim in
      guard !claim.resource.rawValue.hasPrefix("unlocked:") else { return claim }
      return Claim(
        resource: ResourceID("unlocked:\(booking):\(claim.resource)"), interval: claim.interval,
        occasion: claim.occasion)
    }
  }
}
