import Scheduling
import Testing

// Short ways to write times in tests. They throw where a test is written wrongly.

func instant(_ text: String) throws -> Instant {
  guard case .instant(let instant, _) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
  return instant
}

func civil(_ text: String) throws -> CivilTime {
  guard case .civil(let civil) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
  return civil
}

func date(_ text: String) throws -> CivilDate {
  guard case .date(let date) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
  return date
}

func clock(_ text: String) throws -> ClockTime {
  if text == "24:00", let midnight = ClockTime(hour: 24, minute: 0) { return midnight }
  guard case .time(let time) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
  return time
}

func interval(_ start: String, _ end: String) throws -> Interval {
  try #require(Interval(start: instant(start), end: instant(end)))
}

/// Hours as `9:00-12:00 13:00-17:00`.
func open(_ text: String) throws -> [OpenHours] {
  try text.split(separator: " ").map { part in
    let ends = part.split(separator: "-").map(String.init)
    return try #require(OpenHours(opens: clock(ends[0]), closes: clock(ends[1])))
  }
}

/// The same hours every day.
func daily(_ text: String) throws -> WeeklyHours {
  let hours = try open(text)
  return try WeeklyHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) }))
}

extension Zone {
  /// Instants as this zone's clocks show them, short: `2026-11-01T01:30:00-04:00`.
  func texts(_ instants: [Instant]) -> [String] { instants.map { $0.rfc3339(in: self) } }

  func texts(_ intervals: [Interval]) -> [String] {
    intervals.map { "\($0.start.rfc3339(in: self))/\($0.end.rfc3339(in: self))" }
  }
}

/// SplitMix64: the same numbers for the same seed, so that a property that fails can be looked at.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
