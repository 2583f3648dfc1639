import Desk
import Scheduling
import Synchronization

/// No epochs: a worker loads a booking, works, and saves it as it knows it. Who has taken it over meanwhile loses.
struct UnfencedLedger: LedgerInFront {
  let behind: any Ledger
  private let known = KnownBookings()

  init(behind: any Ledger) { self.behind = behind }

  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    let outcome = try await behind.hold(booking, at: now)
    switch outcome {
    case .held(let booking, _), .standing(let booking): known.note(booking)
    case .inOwnWay, .taken, .full: break
    }
    return outcome
  }

  func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    let ours = try await behind.takeOver(booking, at: now, leaseUntil: leaseUntil)
    if let ours { known.note(ours) }
    return ours
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    var outcome = try await behind.advance(booking, epoch: epoch, by: change, at: now)
    if case .refused(let current?) = outcome, current.epoch != epoch {
      outcome = try await behind.advance(booking, epoch: current.epoch, by: change, at: now)
      if case .refused = outcome, let mine = known.booking(booking, epoch: epoch),
        let step = change.step(from: mine, at: now)
      {
        outcome = .advanced(try await behind.restore(step.booking, raising: step.notice, at: now))
      }
    }
    if case .advanced(let changed, _) = outcome { known.note(changed) }
    return outcome
  }
}

/// Each booking as each of its workers saw it last.
private final class KnownBookings: Sendable {
  private struct View: Hashable {
    let booking: BookingID
    let epoch: Int
  }

  /// More are forgotten all together: a worker lives for seconds.
  private static let limit = 20_000

  private let views = Mutex<[View: Booking]>([:])

  func note(_ booking: Booking) {
    views.withLock { views in
      if views.count >= Self.limit { views = [:] }
      views[View(booking: booking.id, epoch: booking.epoch)] = booking
    }
  }

  func booking(_ id: BookingID, epoch: Int) -> Booking? {
    views.withLock { $0[View(booking: id, epoch: epoch)] }
  }
}
