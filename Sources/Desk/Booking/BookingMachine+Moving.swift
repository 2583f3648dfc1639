import Scheduling

/// The steps of a move: there, and back when it cannot be.
///
/// Within one calendar the event changes its time, each time with a higher revision, so that a request that comes late finds
/// that it is out of date. To another calendar the booking takes a new attempt, and the old one is extinguished afterwards.
extension BookingMachine {
  func setOut() -> Action {
    guard let move = booking.move else { return .end(.unsettled(nil)) }
    guard move.attempt == nil else { return .place(booking.target) }
    return .shift(from: booking.period, to: move.period, revision: booking.revision + 1)
  }

  /// After the event was placed in the other calendar.
  mutating func arrived(_ outcome: PlacementOutcome) -> Action {
    switch outcome {
    case .placed(let event):
      destination = event
      return .look(booking.target)
    case .spent: return settle(.refused(.unreachable), by: .reverting)
    case .refused(let trouble):
      return trouble.mayPass && !isFresh ? .end(.unsettled(trouble)) : settle(.refused(trouble), by: .reverting)
    case .unknown(let trouble): return .end(.unsettled(trouble))
    }
  }

  /// After the event was to change its time.
  mutating func after(_ outcome: ShiftOutcome) -> Action {
    switch outcome {
    case .shifted: return .look(booking.target)
    case .edited(let period, let revision): return accept(period, revision: revision)
    case .missing: return follow(.storeRemoval)
    // By whoever has the booking now, or by one who found the owner's edit and went no further: then the way back finds it.
    case .superseded: return settle(.notWanted, by: .reverting)
    case .refused(let trouble):
      return trouble.mayPass && !isFresh ? .end(.unsettled(trouble)) : settle(.refused(trouble), by: .reverting)
    case .unknown(let trouble): return .end(.unsettled(trouble))
    }
  }

  /// The event is put back even if it was never seen at its new time: a request that would put it there may be under way.
  mutating func goBack() -> Action {
    reason = reason ?? .notWanted
    guard let move = booking.move else { return .end(.unsettled(nil)) }
    if let attempt = move.attempt { return .extinguish(attempt, tellingGuests: false) }
    return .shift(from: move.period, to: booking.period, revision: wayBack)
  }

  /// The last revision that a move may write.
  private var wayBack: Int { booking.revision + 2 }

  /// The owner has put the event elsewhere, and there it stays. It is marked there with the last revision before the booking
  /// follows: somebody who was taken over may still be about to read it, and would shift it if the owner put it back.
  private mutating func accept(_ period: Interval, revision: Int) -> Action {
    guard revision < wayBack else { return follow(.storeFollowing(period, revision: revision)) }
    edit = period
    return .shift(from: period, to: period, revision: wayBack)
  }

  /// After the event was to be marked where the owner has put it.
  mutating func accepted(_ outcome: ShiftOutcome, at period: Interval) -> Action {
    edit = nil
    return switch outcome {
    case .shifted: follow(.storeFollowing(period, revision: wayBack))
    case .edited(let period, let revision): accept(period, revision: revision)
    case .missing: follow(.storeRemoval)
    case .superseded: .end(.lost)
    case .refused(let trouble), .unknown(let trouble): .end(stuck(trouble))
    }
  }

  /// After the event was to go back.
  mutating func returned(_ outcome: ShiftOutcome) -> Action {
    switch outcome {
    case .shifted: .store(.reverted(revision: wayBack))
    case .edited(let period, let revision): accept(period, revision: revision)
    case .missing: follow(.storeRemoval)
    case .superseded: .end(.lost)
    case .refused(let trouble), .unknown(let trouble): .end(stuck(trouble))
    }
  }

  private func stuck(_ trouble: CalendarTrouble) -> Ending {
    reason.map { .notMoved(booking, $0) } ?? .unsettled(trouble)
  }

  func leave() -> Action {
    guard let left = booking.left else { return .store(.departed) }
    return .extinguish(left.attempt, tellingGuests: booking.announced)
  }
}
