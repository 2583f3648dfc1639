import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

struct ShiftRuleTests {
  static let elsewhere = Attempts.hours(15, 16)

  @Test(
    arguments: [
      (Attempts.period, 1, nil), (elsewhere, 1, .edited(elsewhere, revision: 1)),
      // Where it was to go, but not by this program.
      (Attempts.later, 1, .edited(Attempts.later, revision: 1)),
      (Attempts.later, 2, .shifted),
      // The owner has put it back, or elsewhere, after it was shifted.
      (Attempts.period, 2, .edited(Attempts.period, revision: 2)), (elsewhere, 2, .edited(elsewhere, revision: 2)),
      (Attempts.period, 3, .superseded), (Attempts.later, 3, .superseded), (elsewhere, 3, .superseded),
    ] as [(Interval, Int, ShiftOutcome?)])
  func `time and revision say what became of a shift, or that it is to be written`(
    period: Interval, revision: Int, outcome: ShiftOutcome?
  ) {
    #expect(Attempts.shift(revision: 2).outcome(at: period, revision: revision) == outcome)
  }

  @Test func `a shift back from where the event never went is written too`() {
    let back = Attempts.shift(from: Attempts.later, to: Attempts.period, revision: 3)
    #expect(back.outcome(at: Attempts.period, revision: 1) == nil)
    #expect(back.outcome(at: Attempts.period, revision: 3) == .shifted)
    // It never left, and now the owner has put it where it was to go, or it left and the owner has put it back.
    #expect(back.outcome(at: Attempts.later, revision: 1) == .edited(Attempts.later, revision: 1))
    #expect(back.outcome(at: Attempts.period, revision: 2) == .edited(Attempts.period, revision: 2))
  }

  @Test func `an event is marked where it stands, and only there`() {
    let mark = Attempts.shift(from: Attempts.period, to: Attempts.period, revision: 3)
    for revision in 1...2 { #expect(mark.outcome(at: Attempts.period, revision: revision) == nil) }
    #expect(mark.outcome(at: Attempts.later, revision: 2) == .edited(Attempts.later, revision: 2))
  }
}
