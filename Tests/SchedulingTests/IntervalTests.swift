import Scheduling
import Testing

struct IntervalTests {
  @Test func `intervals that touch do not overlap`() throws {
    let nine = Instant(seconds: 9 * 3600)
    let first = Interval(start: nine, duration: .hours(1))
    let second = Interval(start: nine + .hours(1), duration: .hours(1))
    #expect(!first.overlaps(second))
    #expect(first.overlaps(second.padded(before: .milliseconds(1), after: .zero)))
    #expect(first.intersection(second) == nil)
    #expect(!first.contains(first.end))
  }

  @Test func `an absurd length is very long, not fatal`() {
    #expect(Instant(seconds: 0) + .days(.max) == Instant(milliseconds: .max))
    #expect(Instant(seconds: 0) - .hours(.max) <= Instant(milliseconds: -.max))
    #expect(Instant(seconds: .min) == Instant(milliseconds: .min))
    #expect(Instant(seconds: -1).seconds == -1)
    #expect(Instant(milliseconds: -1).seconds == -1)
    #expect(Instant(milliseconds: .max) - Instant(milliseconds: .min) > .days(1_000_000))
  }
}
