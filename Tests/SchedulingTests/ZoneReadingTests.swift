import Scheduling
import Testing

struct ZoneReadingTests {
  @Test(arguments: [
    (SampleZone.newYork, "2026-03-08T01:59:59", "once 2026-03-08T01:59:59-05:00"),
    (.newYork, "2026-03-08T02:00:00", "skipped 2026-03-08T03:00:00-04:00"),
    (.newYork, "2026-03-08T02:59:59", "skipped 2026-03-08T03:00:00-04:00"),
    (.newYork, "2026-03-08T03:00:00", "once 2026-03-08T03:00:00-04:00"),
    (.newYork, "2026-11-01T00:59:59", "once 2026-11-01T00:59:59-04:00"),
    (.newYork, "2026-11-01T01:00:00", "twice 2026-11-01T01:00:00-04:00 2026-11-01T01:00:00-05:00"),
    (.newYork, "2026-11-01T01:59:59", "twice 2026-11-01T01:59:59-04:00 2026-11-01T01:59:59-05:00"),
    (.newYork, "2026-11-01T02:00:00", "once 2026-11-01T02:00:00-05:00"),
    (.london, "2026-03-29T01:30:00", "skipped 2026-03-29T02:00:00+01:00"),
    (.london, "2026-10-25T01:30:00", "twice 2026-10-25T01:30:00+01:00 2026-10-25T01:30:00+00:00"),
    (.dublin, "2026-10-25T01:30:00", "twice 2026-10-25T01:30:00+01:00 2026-10-25T01:30:00+00:00"),
    (.lordHowe, "2026-10-04T02:15:00", "skipped 2026-10-04T02:30:00+11:00"),
    (.lordHowe, "2026-10-04T02:30:00", "once 2026-10-04T02:30:00+11:00"),
    (.lordHowe, "2026-04-05T01:45:00", "twice 2026-04-05T01:45:00+11:00 2026-04-05T01:45:00+10:30"),
    (.troll, "2026-03-29T02:59:00", "skipped 2026-03-29T03:00:00+02:00"),
    (.chatham, "2026-09-27T03:00:00", "skipped 2026-09-27T03:45:00+13:45"),
    (.santiago, "2026-09-06T00:30:00", "skipped 2026-09-06T01:00:00-03:00"),
    (.santiago, "2026-04-04T23:30:00", "twice 2026-04-04T23:30:00-03:00 2026-04-04T23:30:00-04:00"),
    (.kolkata, "2026-03-08T02:30:00", "once 2026-03-08T02:30:00+05:30"),
    (.apia2011, "2011-12-30T12:00:00", "skipped 2011-12-31T00:00:00+14:00"),
  ])
  func `a reading exists once, never or twice`(sample: SampleZone, text: String, expected: String) throws {
    let zone = try sample.zone
    let described =
      switch zone.reading(of: try civil(text)) {
      case .once(let instant): ["once"] + zone.texts([instant])
      case .skipped(let next): ["skipped"] + zone.texts([next])
      case .twice(let earlier, let later): ["twice"] + zone.texts([earlier, later])
      }
    #expect(described.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    (SampleZone.newYork, "2026-03-08", "2026-03-08T00:00:00-05:00", 23.0),
    (.newYork, "2026-11-01", "2026-11-01T00:00:00-04:00", 25),
    (.newYork, "2026-11-24", "2026-11-24T00:00:00-05:00", 24),
    (.lordHowe, "2026-10-04", "2026-10-04T00:00:00+10:30", 23.5),
    (.lordHowe, "2026-04-05", "2026-04-05T00:00:00+11:00", 24.5),
    (.troll, "2026-03-29", "2026-03-29T00:00:00+00:00", 22),
    // Midnight does not exist on these days.
    (.saoPaulo2018, "2018-11-04", "2018-11-04T01:00:00-02:00", 23),
    (.cairo, "2026-04-24", "2026-04-24T01:00:00+03:00", 23), (.santiago, "2026-09-06", "2026-09-06T01:00:00-03:00", 23),
    (.havana, "2026-03-08", "2026-03-08T01:00:00-04:00", 23),
    // On these evenings the hour before midnight, or the hour after it, comes twice.
    (.saoPaulo2018, "2019-02-16", "2019-02-16T00:00:00-02:00", 25),
    (.saoPaulo2018, "2019-02-17", "2019-02-17T00:00:00-03:00", 24),
    (.cairo, "2026-10-29", "2026-10-29T00:00:00+03:00", 25), (.havana, "2026-11-01", "2026-11-01T00:00:00-04:00", 25),
    // At 0:01 the clocks go back to 23:01: the new day has begun by then.
    (.stJohns, "2010-11-06", "2010-11-06T00:00:00-02:30", 24),
    (.stJohns, "2010-11-07", "2010-11-07T00:00:00-02:30", 25),
    (.kolkata, "2024-02-29", "2024-02-29T00:00:00+05:30", 24),
    (.apia2011, "2011-12-29", "2011-12-29T00:00:00-10:00", 24),
    (.apia2011, "2011-12-30", "2011-12-31T00:00:00+14:00", 24),
    (.kolkata, "9999-12-31", "9999-12-31T00:00:00+05:30", 24),
  ])
  func `a civil day begins with its first instant and has its own length`(
    sample: SampleZone, day: String, start: String, hours: Double
  ) throws {
    let zone = try sample.zone
    let whole = zone.day(try date(day))
    #expect(zone.texts([whole.start]) == [start])
    #expect(whole.duration == .seconds(hours * 3600))
    #expect(whole.start == zone.startOfDay(try date(day)))
  }

  @Test(arguments: SampleZone.allCases)
  func `every instant is among the meanings of what the clock shows`(sample: SampleZone) throws {
    let zone = try sample.zone
    var random = SeededGenerator(seed: 5)
    var instants = (0..<500).map { _ in
      Instant(seconds: Int64.random(in: 1_200_000_000...2_500_000_000, using: &random))
    }
    // And close to every change.
    var cursor = Instant(seconds: 1_200_000_000)
    while let change = zone.change(after: cursor), change.seconds < 1_900_000_000 {
      instants += [-7200, -1800, -1, 0, 1, 1800, 7200].map { change + .seconds($0) }
      cursor = change
    }
    for instant in instants {
      switch zone.reading(of: zone.civilTime(at: instant)) {
      case .once(let only): #expect(only == instant)
      case .twice(let earlier, let later): #expect(earlier < later && (instant == earlier || instant == later))
      case .skipped: Issue.record("a clock showed \(instant.rfc3339(in: zone)), which it had skipped")
      }
    }
  }

  @Test(arguments: SampleZone.allCases)
  func `later readings never mean earlier instants, and days follow without a hole`(sample: SampleZone) throws {
    let zone = try sample.zone
    let first = try date("2010-01-01")
    var last = zone.startOfDay(first)
    for day in 0..<7000 {
      let next = zone.startOfDay(first.adding(days: day + 1))
      #expect(next >= last)
      if next > last { #expect(zone.day(first.adding(days: day)) == Interval(start: last, end: next)) }
      last = next
    }
  }
}
