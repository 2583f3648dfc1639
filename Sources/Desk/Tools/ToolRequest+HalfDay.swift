import Scheduling

extension ToolRequest {
  /// What somebody probably meant who asked for a time outside opening hours: models confuse morning and afternoon, so at
  /// 3 AM it is 3 PM, if an appointment may start then. The time itself where nothing speaks for another.
  ///
  /// Only alternatives are sought around it: nothing is booked at a time that was not named.
  func meant(by start: Instant, _ choice: Choice) -> Instant {
    let asked = zone.civilTime(at: start)
    guard let time = ClockTime(hour: (asked.time.hour + 12) % 24, minute: asked.time.minute, second: asked.time.second)
    else { return start }
    let other = zone.reading(of: CivilTime(asked.date, time)).first
    func verdicts(at time: Instant) -> [SlotVerdict] {
      choice.hosts.map { verdict(at: time, with: $0, choice.rules) }
    }
    // Whether anybody works then is all that matters: it may be too soon or too far as well.
    let isClosed = verdicts(at: start).allSatisfy { ![.open, .fullyBooked].contains($0) }
    return isClosed && verdicts(at: other).contains(.open) ? other : start
  }
}
