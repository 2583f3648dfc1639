import Scheduling
import Testing

struct BusyTimelineTests {
  private func at(_ start: Int64, _ end: Int64) throws -> Interval {
    try #require(Interval(start: Instant(seconds: start), end: Instant(seconds: end)))
  }

  @Test func `periods are sorted, and those that overlap or touch are one`() throws {
    let timeline = try BusyTimeline([at(50, 60), at(0, 10), at(10, 20), at(5, 12), at(30, 49), at(31, 40)])
    #expect(try timeline.intervals == [at(0, 20), at(30, 49), at(50, 60)])
    #expect(BusyTimeline().intervals.isEmpty)
  }

  @Test(arguments: [
    (0, 10, false), (20, 30, false), (9, 11, true), (19, 21, true), (12, 13, true), (0, 100, true), (40, 50, false),
  ])
  func `what touches a period does not overlap it`(start: Int64, end: Int64, overlaps: Bool) throws {
    #expect(try BusyTimeline([at(10, 20), at(30, 40)]).overlaps(at(start, end)) == overlaps)
  }

  @Test func `what is free is what is left`() throws {
    let timeline = try BusyTimeline([at(10, 20), at(30, 40)])
    #expect(try timeline.free(within: at(0, 50)) == [at(0, 10), at(20, 30), at(40, 50)])
    #expect(try timeline.free(within: at(15, 35)) == [at(20, 30)])
    #expect(try timeline.free(within: at(12, 18)).isEmpty)
    #expect(try timeline.free(within: at(40, 41)) == [at(40, 41)])
    #expect(try BusyTimeline().free(within: at(0, 1)) == [at(0, 1)])
  }

  @Test func `second by second, a timeline says what its periods say`() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<300 {
      let periods = try (0..<Int.random(in: 0...8, using: &random)).map { _ in
        let start = Int64.random(in: 0...60, using: &random)
        return try at(start, start + Int64.random(in: 1...15, using: &random))
      }
      let half = periods.count / 2
      let timeline = BusyTimeline(Array(periods[..<half])).union(BusyTimeline(Array(periods[half...])))
      #expect(timeline == BusyTimeline(periods.shuffled(using: &random)))
      for (earlier, later) in zip(timeline.intervals, timeline.intervals.dropFirst()) {
        #expect(earlier.end < later.start)
      }
      let free = try timeline.free(within: at(0, 80))
      for second in Int64(0)..<80 {
        let moment = try at(second, second + 1)
        let isBusy = periods.contains { $0.overlaps(moment) }
        #expect(timeline.overlaps(moment) == isBusy)
        #expect(free.contains { $0.contains(moment) } == !isBusy)
      }
    }
  }
}
