import Scheduling

/// The search for open times: 14 days, 5 hosts, each with so many busy periods.
struct SlotMeasure {
  let bench: Bench

  private struct Host {
    let periods: [Interval]
    let timeline: BusyTimeline
  }

  func take() throws {
    let zone = bench.stage.town.zone
    // A fortnight in which the clocks change, the dearest there is.
    guard let date = CivilDate(year: 2026, month: 10, day: 25), let nine = ClockTime(hour: 9, minute: 0),
      let five = ClockTime(hour: 17, minute: 0), let day = OpenHours(opens: nine, closes: five)
    else { throw BenchFailure("the calendar has no such day") }
    let hours = try WeeklyHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [day]) }))
    let start = zone.startOfDay(date)
    let window = Interval(start: start, duration: .days(14))
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(15))
    let search = SlotSearch(zone: zone, hours: hours, rules: rules, now: start)
    Output.title("Slot search in this process: 14 days, 5 hosts, 9:00-17:00, 30 minutes every 15, µs")
    var rows = [["busy periods each", "starts found", "search", "merging the periods"]]
    for count in [0, 200, 400, 800] {
      let hosts = Self.hosts(count, in: window)
      let found = Self.search(hosts, search, window)
      let searching = Repeated.microseconds { Self.search(hosts, search, window) }
      let merging = Repeated.microseconds {
        hosts.reduce(0) { $0 + BusyTimeline($1.periods).intervals.count }
      }
      rows.append([String(count), String(found), searching.brief, merging.brief])
      if count == 200 {
        bench.ledger.note(
          "slot search, 14 days, 5 hosts, 200 busy periods", "\(searching.brief) µs", target: "≤ 200 µs",
          met: searching <= 200)
      }
    }
    Output.table(rows)
  }

  private static func search(_ hosts: [Host], _ search: SlotSearch, _ window: Interval) -> Int {
    var found = 0
    for host in hosts {
      search.forEachStart(in: window, busy: host.timeline) { _ in
        found += 1
        return true
      }
    }
    return found
  }

  /// Periods of 5 to 20 minutes, in no order, anywhere in the window; the same in every run.
  private static func hosts(_ count: Int, in window: Interval) -> [Host] {
    var state: UInt64 = 42
    func next(_ bound: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % bound
    }
    return (0..<5).map { _ in
      let periods = (0..<count).map { _ in
        Interval(
          start: window.start + .milliseconds(next(window.duration.wholeMilliseconds)),
          duration: .minutes(Int(5 + next(16))))
      }
      return Host(periods: periods, timeline: BusyTimeline(periods))
    }
  }
}
