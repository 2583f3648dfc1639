import Scheduling

/// The search for open times: 14 days, 5 hosts, each with so many busy periods.
struct SlotMeasure {
  let bench: Bench

  private struct Host {
    let periods: [Interval]
    let occupancy: Occupancy
  }

  func take() throws {
    let zone = bench.stage.town.zone
    // A fortnight in which the clocks change, the dearest there is.
    guard let date = CivilDate(year: 2026, month: 10, day: 25), let nine = ClockTime(hour: 9, minute: 0),
      let five = ClockTime(hour: 17, minute: 0), let day = OpenHours(opens: nine, closes: five)
    else { throw BenchFailure("the calendar has no such day") }
    let hours = OpeningHours(try WeeklyHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [day]) })))
    let start = zone.startOfDay(date)
    let window = Interval(start: start, duration: .days(14))
    func search(every interval: Duration, limit: Int? = nil) -> SlotSearch {
      let rules = SlotRules(duration: .minutes(30), interval: interval, dailyLimit: limit, weeklyLimit: limit)
      return SlotSearch(zone: zone, hours: hours, rules: rules, now: start)
    }

    Output.title("Slot search in this process: 14 days, 5 hosts, 9:00-17:00, 30 minutes every 15, µs")
    var rows = [["busy periods each", "starts found", "search", "merging the periods"]]
    let quarterly = search(every: .minutes(15))
    for count in [0, 200, 400, 800] {
      let hosts = Self.hosts(count, in: window)
      let searching = Repeated.microseconds { Self.search(hosts, quarterly, window) }
      let merging = Repeated.microseconds {
        hosts.reduce(0) { $0 + BusyTimeline($1.periods).intervals.count }
      }
      rows.append([String(count), String(Self.search(hosts, quarterly, window)), searching.brief, merging.brief])
      if count == 200 {
        bench.ledger.note(
          "slot search, 14 days, 5 hosts, 200 busy periods", "\(searching.brief) µs", target: "≤ 200 µs",
          met: searching <= 200)
      }
    }
    Output.table(rows)

    Output.title("The same with 200 busy periods each, other rules and more that is in the way, µs")
    rows = [["", "starts found", "search"]]
    let plain = Self.hosts(200, in: window)
    let roomy = Self.hosts(200, rooms: [2, 1], in: window)
    for (what, hosts, search) in [
      ("every 5 minutes", plain, search(every: .minutes(5))), ("every minute", plain, search(every: .minutes(1))),
      ("every 15, limits of 30", plain, search(every: .minutes(15), limit: 30)),
      ("every 15, one of two rooms and a device, 200 periods each", roomy, quarterly),
    ] {
      let searching = Repeated.microseconds { Self.search(hosts, search, window) }
      rows.append([what, String(Self.search(hosts, search, window)), searching.brief])
    }
    Output.table(rows)
  }

  private static func search(_ hosts: [Host], _ search: SlotSearch, _ window: Interval) -> Int {
    var found = 0
    for host in hosts {
      search.forEachStart(in: window, host.occupancy) { _ in
        found += 1
        return true
      }
    }
    return found
  }

  /// Hosts who are busy as often as `count` says, in no order, anywhere in the window; the same in every run.
  ///
  /// - Parameter rooms: how many rooms each group has, which are taken as often.
  private static func hosts(_ count: Int, rooms: [Int] = [], in window: Interval) -> [Host] {
    var state: UInt64 = 42
    func next(_ bound: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % bound
    }
    /// Of 5 to 20 minutes.
    func periods() -> [Interval] {
      (0..<count).map { _ in
        Interval(
          start: window.start + .milliseconds(next(window.duration.wholeMilliseconds)),
          duration: .minutes(Int(5 + next(16))))
      }
    }
    return (0..<5).map { _ in
      let own = periods()
      let groups = rooms.map { group in (0..<group).map { _ in BusyTimeline(periods()) } }
      return Host(periods: own, occupancy: Occupancy(busy: BusyTimeline(own), rooms: groups))
    }
  }
}
