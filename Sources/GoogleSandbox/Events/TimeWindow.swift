/// A list's bounds, both exclusive (facts 2.3): what ends after `from` and starts before `to` is in it.
struct TimeWindow: Sendable {
  var from: Moment?
  var to: Moment?

  func overlaps(start: Moment, end: Moment) -> Bool {
    (from.map { end > $0 } ?? true) && (to.map { start < $0 } ?? true)
  }

  func overlaps(_ event: StoredEvent, zone: ZoneRules) -> Bool {
    overlaps(start: event.start.moment(in: zone), end: event.end.moment(in: zone))
  }
}
