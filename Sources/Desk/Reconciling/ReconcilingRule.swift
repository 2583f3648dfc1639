import Scheduling

/// What a live event of ours means for the ledger that is reconciled with it. Pure.
///
/// Nothing is deleted because of it, in the calendar or in the ledger: what is doubtful is kept and shown to the owner
/// (facts: booking protocol 9).
struct ReconcilingRule: Hashable, Sendable {
  /// Whether the ledger took bookings until now. Then nothing says that it is an older copy, and what it has under way is
  /// left to its workers; else nobody can be at work, and what an older copy has under way may have been finished since.
  let wasOpen: Bool

  enum Verdict: Hashable, Sendable {
    /// The ledger says the same.
    case agrees
    /// What the ledger has begun goes on by itself.
    case underWay
    /// The ledger does not know the booking.
    case restores
    /// The ledger does not know that it was confirmed.
    case confirms
    /// The ledger has it on the move, and the event has arrived.
    case arrives
    /// The event is at another time than the ledger says.
    case follows
    /// The event is of a later attempt than the ledger knows: the booking has gone to another calendar.
    case renews
    /// The booking is no more, or its event is another one.
    case leftOver
  }

  /// - Parameters:
  ///   - row: what the ledger has under the event's booking.
  ///   - live: the tokens of all attempts whose events are live.
  func verdict(on event: MarkedEvent, row: Booking?, live: Set<AttemptToken>) -> Verdict {
    guard let row else { return .restores }
    switch row.state {
    case .released, .cancelled: return .leftOver
    case .withdrawing, .cancelling: return .underWay
    case .kept, .held, .inserted: return wasOpen && !event.isConfirmed ? .underWay : .confirms
    case .moving, .reverting: return verdict(on: event, moving: row, live: live)
    case .confirmed, .leaving:
      if event.attempt.token == row.attempt.token { return event.period == row.period ? .agrees : .follows }
      if event.attempt.token == row.left?.attempt.token { return .underWay }
      return event.attempt.generation > row.attempt.generation ? .renews : .leftOver
    }
  }

  private func verdict(on event: MarkedEvent, moving row: Booking, live: Set<AttemptToken>) -> Verdict {
    guard let move = row.move else { return .leftOver }
    let isReverting = row.state == .reverting
    if event.attempt.token == row.attempt.token {
      if event.period == row.period { return .underWay }
      // What was placed in the other calendar would be forgotten: first the move ends.
      guard move.attempt == nil else { return .underWay }
      guard event.period == move.period else { return .follows }
      return isReverting || wasOpen ? .underWay : .arrives
    }
    if let attempt = move.attempt, event.attempt.token == attempt.token {
      if isReverting || wasOpen { return .underWay }
      // With both events live, only one that was confirmed shows that the move was completed.
      return event.isConfirmed || !live.contains(row.attempt.token) ? .arrives : .underWay
    }
    return event.attempt.generation > max(row.attempt.generation, move.attempt?.generation ?? 0) ? .renews : .leftOver
  }
}
