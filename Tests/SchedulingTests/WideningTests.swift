import Scheduling
import Testing

struct WideningTests {
  private func steps(_ start: String, _ end: String, _ from: String, _ to: String, _ zone: Zone) throws -> [String] {
    try Widening.steps(from: interval(start, end), within: interval(from, to), in: zone).map { step in
      let windows = step.windows.map { window in
        [window.start, window.end].map { String($0.rfc3339(in: zone).dropFirst(5).prefix(11)) }.joined(separator: "-")
      }
      return "\(step.reach) " + windows.joined(separator: " ")
    }
  }

  @Test func `the day, the days beside it, the week, and all there is, each without what was searched`() throws {
    // 2026-11-25 is a Wednesday.
    let found = try steps(
      "2026-11-25T14:00:00-05:00", "2026-11-25T15:00:00-05:00", "2026-11-23T10:00:00-05:00",
      "2026-12-31T00:00:00-05:00", SampleZone.newYork.zone)
    #expect(
      found == [
        "asked 11-25T14:00-11-25T15:00", "day 11-25T00:00-11-25T14:00 11-25T15:00-11-26T00:00",
        "neighbours 11-24T00:00-11-25T00:00 11-26T00:00-11-27T00:00",
        "week 11-23T10:00-11-24T00:00 11-27T00:00-11-30T00:00", "horizon 11-30T00:00-12-31T00:00",
      ])
  }

  @Test func `what may not be booked is never searched, and a step that adds nothing is none`() throws {
    let found = try steps(
      "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", "2026-11-23T10:00:00Z", "2026-11-29T00:00:00Z", .utc)
    #expect(
      found == [
        "asked 11-23T10:00-11-24T00:00", "neighbours 11-24T00:00-11-25T00:00", "week 11-25T00:00-11-29T00:00",
      ])
    // Asked beyond what may be booked: whatever is nearest comes with the widest step.
    let beyond = try steps(
      "2027-01-10T00:00:00Z", "2027-01-11T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-29T00:00:00Z", .utc)
    #expect(beyond == ["horizon 11-23T00:00-11-29T00:00"])
  }

  @Test func `from a Sunday the day after is searched before the week`() throws {
    let found = try steps(
      "2026-11-29T09:00:00Z", "2026-11-29T12:00:00Z", "2026-11-26T00:00:00Z", "2026-12-02T00:00:00Z", .utc)
    #expect(
      found == [
        "asked 11-29T09:00-11-29T12:00", "day 11-29T00:00-11-29T09:00 11-29T12:00-11-30T00:00",
        "neighbours 11-28T00:00-11-29T00:00 11-30T00:00-12-01T00:00", "week 11-26T00:00-11-28T00:00",
        "horizon 12-01T00:00-12-02T00:00",
      ])
  }

  @Test(arguments: SampleZone.allCases)
  func `the steps are all that may be booked, each moment once`(sample: SampleZone) throws {
    let zone = try sample.zone
    var random = SeededGenerator(seed: 11)
    let near = zone.change(after: Instant(seconds: 1_540_000_000)) ?? Instant(seconds: 1_540_000_000)
    for _ in 0..<200 {
      func interval(_ days: Int) -> Interval {
        Interval(
          start: near + .minutes(Int.random(in: -20_000...20_000, using: &random)),
          duration: .minutes(Int.random(in: 1...(days * 1440), using: &random)))
      }
      let (asked, bookable) = (interval(3), interval(60))
      let steps = Widening.steps(from: asked, within: bookable, in: zone)
      let windows = steps.flatMap(\.windows)
      #expect(BusyTimeline(windows).intervals == [bookable])
      #expect(windows.reduce(.zero) { $0 + $1.duration } == bookable.duration)
      #expect(steps.map(\.reach) == Widening.Reach.allCases.filter { reach in steps.contains { $0.reach == reach } })
      #expect(steps.allSatisfy { !$0.windows.isEmpty })
      #expect((steps.first?.reach == .asked) == asked.overlaps(bookable))
    }
  }
}
