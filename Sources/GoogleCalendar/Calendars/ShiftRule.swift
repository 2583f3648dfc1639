import Desk
import Scheduling

extension Shift {
  /// What is settled by what stands in the calendar; `nil` when the event is to be written.
  ///
  /// - Parameters:
  ///   - period: when the event stands.
  ///   - written: the revision in its mark.
  func outcome(at period: Interval, revision written: Int) -> ShiftOutcome? {
    if written > revision { return .superseded }
    // Time and revision are written together: where both are there, it was done; where only the revision is, the owner has put
    // the event elsewhere since, be it back to where it was.
    if written == revision { return period == to ? .shifted : .edited(period, revision: written) }
    // Even at its new time already: the higher revision makes a request that is still under way come too late.
    return period == from || period == to ? nil : .edited(period, revision: written)
  }
}
