import Scheduling

/// The time that a question is about: what was asked for and as much around it as alternatives may be named from, within
/// what may be booked at all.
struct SearchSpan: Hashable, Sendable {
  /// Starts are looked for here.
  let bookable: Interval
  /// Calendars are read here: an appointment's end and its buffers may reach beyond.
  let read: Interval

  init(around wanted: Interval, _ search: SlotSearch) {
    let rules = search.rules
    let first = search.earliest
    let last = max(search.latest, first + .minutes(1))
    let start = min(max(first, wanted.start - .days(1)), max(first, last - CheckAvailability.span))
    let end = min(last, max(wanted.end, start + CheckAvailability.span))
    bookable = Interval(start: start, end: end) ?? Interval(start: start, duration: .minutes(1))
    read = bookable.padded(before: rules.bufferBefore, after: rules.duration + rules.bufferAfter)
  }
}
