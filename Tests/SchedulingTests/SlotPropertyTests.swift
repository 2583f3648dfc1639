import Scheduling
import Testing

/// The search against a slow reference that tries every reading of the grid and asks every rule in the plainest way.
struct SlotPropertyTests {
  @Test(arguments: SampleZone.allCases)
  func `what is offered is what the rules allow, no more and no less`(sample: SampleZone) throws {
    let zone = try sample.zone
    var random = SeededGenerator(seed: 42 + UInt64(sample.rawValue.utf8.count))
    let changes = Self.changes(of: zone)
    var offered = 0
    for round in 0..<60 {
      let near = changes.isEmpty ? Instant(seconds: 1_790_000_000) : changes[round % changes.count]
      let trial = try Trial(zone: zone, near: near, using: &random)
      let found = trial.search.starts(in: trial.window, busy: BusyTimeline(trial.busy), limit: .max)
      #expect(found == trial.expected, "round \(round): \(trial.search.rules) \(zone.texts([trial.search.now]))")
      offered += found.count
      for start in found {
        #expect(trial.search.verdict(at: start, busy: BusyTimeline(trial.busy)) == .open)
        #expect(!trial.busy.contains { $0.overlaps(trial.search.rules.padded(start: start)) })
      }
      for _ in 0..<20 {
        let start = near + .minutes(Int.random(in: -4000...8000, using: &random))
        #expect(trial.search.verdict(at: start, busy: BusyTimeline(trial.busy)) == trial.verdict(at: start))
      }
    }
    #expect(offered > 500)
  }

  @Test func `a search ends as soon as nobody wants more`() throws {
    let now = try instant("2026-11-01T03:30:00Z")
    let search = try SlotSearch(
      zone: SampleZone.newYork.zone, hours: daily("0:00-9:00 13:00-15:00"),
      rules: SlotRules(duration: .minutes(30), interval: .minutes(45)), now: now)
    let window = Interval(start: now, duration: .days(2))
    let all = search.starts(in: window, busy: BusyTimeline(), limit: .max)
    #expect(all.count > 20)
    for wanted in 1..<all.count {
      var asked: [Instant] = []
      search.forEachStart(in: window, busy: BusyTimeline()) { start in
        asked.append(start)
        return asked.count < wanted
      }
      #expect(asked == Array(all.prefix(wanted)))
    }
  }

  private static func changes(of zone: Zone) -> [Instant] {
    var changes: [Instant] = []
    var cursor = Instant(seconds: 1_280_000_000)
    while let change = zone.change(after: cursor), changes.count < 12 {
      changes.append(change)
      cursor = change
    }
    return changes
  }
}

private struct Trial {
  let search: SlotSearch
  let window: Interval
  let busy: [Interval]
  private let days: [(civilStart: Int64, civilEnd: Int64, interval: Interval)]

  init(zone: Zone, near: Instant, using random: inout SeededGenerator) throws {
    func pick(_ values: [Int]) -> Int { values.randomElement(using: &random) ?? values[0] }
    let rules = SlotRules(
      duration: .minutes(pick([5, 15, 30, 50, 60, 90, 400])), bufferBefore: .minutes(pick([0, 0, 5, 15])),
      bufferAfter: .minutes(pick([0, 0, 10, 20])), interval: .minutes(pick([5, 10, 15, 30, 45, 60, 70])),
      notice: .minutes(pick([0, 0, 30, 600])), horizonDays: pick([0, 1, 2, 5]))
    var week: [Weekday: [OpenHours]] = [:]
    for weekday in Weekday.allCases {
      var hours: [OpenHours] = []
      let marks = Set(
        [0, 1440].filter { _ in Bool.random(using: &random) }
          + (0..<4).map { _ in
            pick([0, 30, 60, 75, 90, 105, 120, 130, 150, 180, 540, 720, 780, 1020, 1380, 1410, 1440])
          }
      ).sorted()
      // Neighbours sometimes touch.
      for (opens, closes) in zip(marks, marks.dropFirst()) where Int.random(in: 0..<3, using: &random) > 0 {
        let opens = try #require(ClockTime(hour: opens / 60, minute: opens % 60))
        let closes = try #require(ClockTime(hour: closes / 60, minute: closes % 60))
        hours.append(try #require(OpenHours(opens: opens, closes: closes)))
      }
      week[weekday] = hours
    }
    let now = near - .minutes(pick([0, 45, 600, 2000, 4000]))
    search = SlotSearch(zone: zone, hours: try WeeklyHours(week), rules: rules, now: now)
    let start = now + .minutes(pick([-3000, 0, 333, 1000]))
    window = Interval(start: start, duration: .minutes(pick([30, 600, 3000, 9000])))
    busy = (0..<pick([0, 1, 5, 30])).map { _ in
      let start = now + .minutes(Int.random(in: -500...9000, using: &random))
      return Interval(start: start, duration: .minutes(Int.random(in: 1...200, using: &random)))
    }
    days = Self.openings(of: week, in: zone, around: zone.civilTime(at: now).date)
  }

  /// Hours of the days around, those that touch within a day taken together.
  private static func openings(
    of week: [Weekday: [OpenHours]], in zone: Zone, around date: CivilDate
  ) -> [(civilStart: Int64, civilEnd: Int64, interval: Interval)] {
    var found: [(civilStart: Int64, civilEnd: Int64, interval: Interval)] = []
    for date in (-4...16).map({ date.adding(days: $0) }) {
      let midnight = CivilTime(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400).secondsSinceEpoch
      let hours = week[date.weekday] ?? []
      for first in hours where !hours.contains(where: { $0.closes == first.opens }) {
        var last = first
        while let next = hours.first(where: { $0.opens == last.closes }) { last = next }
        let start = midnight + Int64(first.opens.secondOfDay)
        let end = midnight + Int64(last.closes.secondOfDay)
        let opens = zone.reading(of: CivilTime(secondsSinceEpoch: start)).first
        let closes = zone.reading(of: CivilTime(secondsSinceEpoch: end)).first
        guard let interval = Interval(start: opens, end: closes) else { continue }
        found.append((start, end, interval))
      }
    }
    return found
  }

  var expected: [Instant] {
    var starts: Set<Instant> = []
    for day in days {
      for reading in stride(from: day.civilStart, to: day.civilEnd, by: Int(search.rules.interval.wholeMinutes * 60)) {
        let meanings =
          switch search.zone.reading(of: CivilTime(secondsSinceEpoch: reading)) {
          case .once(let only): [only]
          case .skipped(let next): [next]
          case .twice(let earlier, let later): [earlier, later]
          }
        for start in meanings where day.interval.contains(start) && window.contains(start) {
          if verdict(at: start) == .open { starts.insert(start) }
        }
      }
    }
    return starts.sorted()
  }

  func verdict(at start: Instant) -> SlotVerdict {
    let today = search.zone.civilTime(at: search.now).date
    if start < search.now { return .past }
    if start < search.now + search.rules.notice { return .tooSoon }
    if start >= search.zone.startOfDay(today.adding(days: search.rules.horizonDays + 1)) { return .tooFar }
    let appointment = Interval(start: start, duration: search.rules.duration)
    // Minute by minute: the hours and the appointments of a trial are whole minutes.
    for minute in stride(from: 0, to: search.rules.duration.wholeMinutes, by: 1) {
      let moment = appointment.start + .minutes(minute)
      guard days.contains(where: { $0.interval.contains(moment) }) else { return .closed }
    }
    let padded = search.rules.padded(start: start)
    return busy.contains { $0.start < padded.end && padded.start < $0.end } ? .fullyBooked : .open
  }
}
