import Scheduling
import Testing

struct SlotSearchTests {
  private func starts(
    _ sample: SampleZone, _ hours: String, duration: Int, every: Int, from: String, to: String,
    busy: [Interval] = [], before: Int = 0, after: Int = 0
  ) throws -> [String] {
    let zone = try sample.zone
    let rules = SlotRules(
      duration: .minutes(duration), bufferBefore: .minutes(before), bufferAfter: .minutes(after),
      interval: .minutes(every), horizonDays: 365)
    let window = try interval(from, to)
    let search = try SlotSearch(zone: zone, hours: daily(hours), rules: rules, now: window.start - .days(1))
    return zone.texts(search.starts(in: window, busy: BusyTimeline(busy), limit: 1000)).map { String($0.dropFirst(11)) }
  }

  @Test func `starts are counted from each opening`() throws {
    let found = try starts(
      .newYork, "9:10-11:00 13:00-14:00", duration: 30, every: 45, from: "2026-11-24T00:00:00-05:00",
      to: "2026-11-25T00:00:00-05:00")
    #expect(found == ["09:10:00-05:00", "09:55:00-05:00", "13:00:00-05:00"])
  }

  @Test func `hours that touch are one stretch, across midnight too`() throws {
    let found = try starts(
      .newYork, "0:00-1:00 11:00-12:00 12:00-13:00 22:30-24:00", duration: 90, every: 30,
      from: "2026-11-24T00:00:00-05:00", to: "2026-11-25T00:00:00-05:00")
    #expect(
      found == ["11:00:00-05:00", "11:30:00-05:00", "22:30:00-05:00", "23:00:00-05:00", "23:30:00-05:00"])
  }

  @Test func `appointments go back to back, buffers keep their distance`() throws {
    let busy = try [interval("2026-11-24T10:00:00-05:00", "2026-11-24T10:30:00-05:00")]
    let day = (from: "2026-11-24T00:00:00-05:00", to: "2026-11-25T00:00:00-05:00")
    #expect(
      try starts(.newYork, "9:00-12:00", duration: 30, every: 30, from: day.from, to: day.to, busy: busy).map {
        String($0.prefix(5))
      } == ["09:00", "09:30", "10:30", "11:00", "11:30"])
    #expect(
      try starts(
        .newYork, "9:00-12:00", duration: 30, every: 15, from: day.from, to: day.to, busy: busy, before: 10, after: 5
      ).map { String($0.prefix(5)) } == ["09:00", "09:15", "10:45", "11:00", "11:15", "11:30"])
  }

  @Test func `a window bounds the starts, not the ends`() throws {
    let found = try starts(
      .newYork, "9:00-17:00", duration: 60, every: 30, from: "2026-11-24T09:10:00-05:00",
      to: "2026-11-24T10:30:00-05:00")
    #expect(found == ["09:30:00-05:00", "10:00:00-05:00"])
  }

  @Test(arguments: [
    // The clocks go from 2:00 to 3:00: what falls between is offered at 3:00, once.
    (
      SampleZone.newYork, "2026-03-08T00:00:00-05:00", "2026-03-08T05:00:00-04:00", 45,
      ["00:00:00-05:00", "00:45:00-05:00", "01:30:00-05:00", "03:00:00-04:00", "03:45:00-04:00", "04:30:00-04:00"]
    ),
    (
      .newYork, "2026-03-08T00:00:00-05:00", "2026-03-08T04:00:00-04:00", 30,
      ["00:00:00-05:00", "00:30:00-05:00", "01:00:00-05:00", "01:30:00-05:00", "03:00:00-04:00", "03:30:00-04:00"]
    ),
    // And back from 2:00 to 1:00: that hour is offered twice, in order.
    (
      .newYork, "2026-11-01T00:30:00-04:00", "2026-11-01T02:30:00-05:00", 30,
      [
        "00:30:00-04:00", "01:00:00-04:00", "01:30:00-04:00", "01:00:00-05:00", "01:30:00-05:00", "02:00:00-05:00",
      ]
    ),
    (.lordHowe, "2026-04-05T01:00:00+11:00", "2026-04-05T02:30:00+10:30", 60, ["01:00:00+11:00", "02:00:00+10:30"]),
    (
      .lordHowe, "2026-10-04T01:00:00+10:30", "2026-10-04T04:00:00+11:00", 60,
      ["01:00:00+10:30", "02:30:00+11:00", "03:00:00+11:00"]
    ),
    (
      .santiago, "2026-09-05T23:00:00-04:00", "2026-09-06T02:00:00-03:00", 30,
      ["23:00:00-04:00", "23:30:00-04:00", "01:00:00-03:00", "01:30:00-03:00"]
    ),
    (
      .stJohns, "2010-11-06T23:00:00-02:30", "2010-11-07T01:00:00-03:30", 30,
      ["23:00:00-02:30", "23:30:00-02:30", "00:00:00-02:30", "00:00:00-03:30", "00:30:00-03:30"]
    ),
    (
      .kolkata, "2024-02-28T23:30:00+05:30", "2024-02-29T00:31:00+05:30", 30,
      ["23:30:00+05:30", "00:00:00+05:30", "00:30:00+05:30"]
    ),
  ])
  func `where clocks change, starts keep to the clock`(
    sample: SampleZone, from: String, to: String, every: Int, expected: [String]
  ) throws {
    #expect(try starts(sample, "0:00-24:00", duration: 15, every: every, from: from, to: to) == expected)
  }

  @Test func `notice and horizon bound what is offered`() throws {
    let zone = try SampleZone.newYork.zone
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(30), notice: .hours(2), horizonDays: 1)
    let search = try SlotSearch(
      zone: zone, hours: daily("9:00-11:00"), rules: rules, now: instant("2026-11-24T07:15:00-05:00"))
    #expect(
      zone.texts([search.earliest, search.latest]) == ["2026-11-24T09:15:00-05:00", "2026-11-26T00:00:00-05:00"])
    let always = try interval("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
    let found = search.starts(in: always, busy: BusyTimeline(), limit: 100)
    #expect(found.count == 7)
    #expect(zone.texts(found).first == "2026-11-24T09:30:00-05:00")
    #expect(zone.texts(found).last == "2026-11-25T10:30:00-05:00")
    #expect(search.starts(in: always, busy: BusyTimeline(), limit: 2) == Array(found.prefix(2)))
    #expect(search.starts(in: always, busy: BusyTimeline(), limit: 0).isEmpty)
  }

  @Test(arguments: [
    ("2026-11-23T10:00:00-05:00", SlotVerdict.past), ("2026-11-24T07:14:59-05:00", .past),
    ("2026-11-24T07:15:00-05:00", .tooSoon), ("2026-11-24T09:14:59-05:00", .tooSoon),
    ("2026-11-24T09:15:00-05:00", .open), ("2026-11-24T09:22:00-05:00", .open), ("2026-11-24T11:30:00-05:00", .open),
    ("2026-11-24T11:31:00-05:00", .closed), ("2026-11-24T12:00:00-05:00", .closed),
    ("2026-11-25T08:59:00-05:00", .closed), ("2026-11-25T09:00:00-05:00", .open),
    ("2026-11-25T09:21:00-05:00", .fullyBooked), ("2026-11-25T09:20:00-05:00", .open),
    ("2026-11-25T10:29:00-05:00", .fullyBooked), ("2026-11-25T10:30:00-05:00", .open),
    ("2026-11-26T09:00:00-05:00", .tooFar), ("2026-11-26T00:00:00-05:00", .tooFar),
    ("2026-11-25T23:59:00-05:00", .closed),
  ])
  func `a time that somebody asks for has one verdict`(start: String, verdict: SlotVerdict) throws {
    let rules = SlotRules(
      duration: .minutes(30), bufferBefore: .zero, bufferAfter: .minutes(10), interval: .hours(1), notice: .hours(2),
      horizonDays: 1)
    let search = try SlotSearch(
      zone: SampleZone.newYork.zone, hours: daily("9:00-12:00"), rules: rules, now: instant("2026-11-24T07:15:00-05:00")
    )
    let busy = try BusyTimeline([interval("2026-11-25T10:00:00-05:00", "2026-11-25T10:30:00-05:00")])
    #expect(search.verdict(at: try instant(start), busy: busy) == verdict)
  }

  @Test func `an appointment longer than a day fits where nothing ever closes`() throws {
    let rules = SlotRules(duration: .hours(50), interval: .hours(12))
    let now = try instant("2026-03-06T00:00:00Z")
    let search = try SlotSearch(zone: SampleZone.newYork.zone, hours: daily("0:00-24:00"), rules: rules, now: now)
    #expect(search.starts(in: Interval(start: now, duration: .days(2)), busy: BusyTimeline(), limit: 9).count == 4)
    let part = try SlotSearch(zone: SampleZone.newYork.zone, hours: daily("0:00-23:00"), rules: rules, now: now)
    #expect(part.starts(in: Interval(start: now, duration: .days(9)), busy: BusyTimeline(), limit: 9).isEmpty)
  }

  @Test func `what is busy for ever ends the search, and starts may be a lifetime apart`() throws {
    let now = try instant("2026-11-24T00:00:00Z")
    let rules = SlotRules(
      duration: .minutes(30), bufferBefore: .minutes(5), bufferAfter: .days(.max), interval: .days(.max))
    let search = try SlotSearch(zone: .utc, hours: daily("9:00-17:00"), rules: rules, now: now)
    let week = Interval(start: now, duration: .days(7))
    #expect(search.starts(in: week, busy: BusyTimeline(), limit: 100).count == 7)
    let forEver = try #require(Interval(start: now + .days(3), end: Instant(milliseconds: .max)))
    let always = try #require(Interval(start: Instant(milliseconds: .min), end: Instant(milliseconds: .max)))
    #expect(search.starts(in: always, busy: BusyTimeline([forEver]), limit: 100).isEmpty)
    let plain = SlotSearch(
      zone: .utc, hours: search.hours, rules: SlotRules(duration: .minutes(30), interval: .hours(4)), now: now)
    #expect(plain.starts(in: always, busy: BusyTimeline([forEver]), limit: 100).count == 6)
  }

  @Test func `the end of the calendar is an end`() throws {
    let rules = SlotRules(duration: .minutes(30), interval: .hours(6), notice: .days(.max), horizonDays: .max)
    let now = try instant("9999-12-30T00:00:00Z")
    let search = try SlotSearch(zone: .utc, hours: daily("0:00-24:00"), rules: rules, now: now)
    let window = try #require(Interval(start: now, end: Instant(milliseconds: .max)))
    #expect(search.starts(in: window, busy: BusyTimeline(), limit: 100).isEmpty)
    let eager = SlotRules(duration: .hours(7), interval: .hours(6), horizonDays: .max)
    let last = try SlotSearch(zone: .utc, hours: daily("0:00-24:00"), rules: eager, now: now)
    #expect(last.starts(in: window, busy: BusyTimeline(), limit: 100).count == 7)
  }
}
