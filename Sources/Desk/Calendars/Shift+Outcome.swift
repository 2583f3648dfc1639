package import Scheduling

extension Shift {
  /// What is settled by what stands in the calendar; `nil` when the event is to be written.
  ///
  /// Each writing of an event's time by this program raises its revision by one, and a move writes one revision on its way
  /// there and one on its way back, whatever was written before. So what does not fit the revision is the owner's doing.
  ///
  /// - Parameters:
  ///   - period: when the event stands.
  ///   - written: the revision in its mark.
  package func outcome(at period: Interval, revision written: Int) -> ShiftOutcome? {
    let edited = ShiftOutcome.edited(period, revision: written)
    if written > revision { return .superseded }
    // Time and revision are written together: where both are there, it was done; where only the revision is, the owner has put
    // the event elsewhere since, be it back to where it was.
    if written == revision { return period == to ? .shifted : edited }
    // Only its mark is to change.
    if from == to { return period == to ? nil : edited }
    if period == from, written == revision - 1 { return nil }
    // It has never left: the higher revision makes a request that is still under way come too late.
    if period == to, written < revision - 1 { return nil }
    return edited
  }
}
