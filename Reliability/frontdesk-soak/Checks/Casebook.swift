import Scheduling

/// The evidence, put in order once for all checks.
struct Casebook: Sendable {
  let evidence: Evidence
  let stories: [IntentStory]
  let bookings: [BookingStory]
  /// This program's events, by the booking in their mark.
  let marked: [String: [CalendarEvent]]
  /// When each server was disturbed, and a while afterwards.
  private let disturbances: [Int: BusyTimeline]
  private let bookingOfEvent: [String: String]
  private let foreign: [CalendarDay: [CalendarEvent]]
  private let editsOfEvent: [String: [OwnerEdit]]

  init(_ evidence: Evidence) {
    self.evidence = evidence
    let byIntent = Dictionary(grouping: evidence.exchanges, by: \.intent)
    stories = evidence.intents.map { IntentStory($0, byIntent[$0.id] ?? []) }
    bookings = Self.bookings(stories)
    let ours = evidence.events.filter { $0.mark != nil }
    marked = Dictionary(grouping: ours) { $0.mark?.booking ?? "" }
    bookingOfEvent = Dictionary(ours.map { ($0.id, $0.mark?.booking ?? "") }) { first, _ in first }
    editsOfEvent = Dictionary(grouping: evidence.edits, by: \.event)
    disturbances = Dictionary(grouping: evidence.disturbances, by: \.server)
      .mapValues { BusyTimeline($0.compactMap { Interval(start: $0.from, end: $0.to + Self.afterwards) }) }
    foreign = evidence.events.filter { $0.mark == nil }.reduce(into: [:]) { days, event in
      let touched = event.versions.flatMap { [$0.period.start, $0.period.end] }.map { CalendarDay(event.calendar, $0) }
      for day in Set(touched) { days[day, default: []].append(event) }
    }
  }

  /// A server that was killed or paused answers nobody for a while afterwards.
  private static let afterwards = Duration.seconds(2)

  /// Whether the server was killed or paused while it was asked.
  func isDisturbed(_ exchange: Exchange) -> Bool {
    let ended = max(exchange.ended, exchange.sent + .milliseconds(1))
    guard let disturbed = disturbances[exchange.server], let asked = Interval(start: exchange.sent, end: ended) else {
      return false
    }
    return disturbed.overlaps(asked)
  }

  private struct CalendarDay: Hashable {
    let calendar: String
    let day: Int64

    init(_ calendar: String, _ instant: Instant) {
      self.calendar = calendar
      day = instant.seconds / 86_400
    }
  }

  private static func bookings(_ stories: [IntentStory]) -> [BookingStory] {
    let changes = Dictionary(grouping: stories.filter { $0.intent.code != nil }) { $0.intent.code ?? "" }
    var seen: Set<String> = []
    return stories.compactMap { story in
      guard story.intent.kind == .book, let code = story.successes.first?.reply.booking?.code,
        seen.insert(code).inserted
      else { return nil }
      let own = (changes[code] ?? []).filter { !$0.exchanges.isEmpty }
      return BookingStory(
        code: code, made: story,
        changes: own.sorted { ($0.began ?? $0.exchanges[0].sent) < ($1.began ?? $1.exchanges[0].sent) })
    }
  }

  /// All events of a booking, also those that no answer named.
  func events(of booking: BookingStory) -> [CalendarEvent] {
    let keys = Set(booking.events.compactMap { bookingOfEvent[$0] })
    return keys.flatMap { marked[$0] ?? [] }
  }

  /// What the owner did to an event, as it took effect: an edit that the calendar refused, or that changed nothing, is not
  /// among them.
  func edits(of event: CalendarEvent) -> [OwnerEdit] {
    (editsOfEvent[event.id] ?? []).filter { edit in
      event.versions.indices.contains { index in
        guard edit.made(event.versions[index], of: event) else { return false }
        guard edit.kind == .move, index > 0 else { return true }
        return event.versions[index].period != event.versions[index - 1].period
      }
    }
  }

  /// Whether the state at that index is where the owner has put the event: whoever writes other things to it afterwards
  /// leaves it there.
  func isOwners(_ index: Int, of event: CalendarEvent) -> Bool {
    guard let edits = editsOfEvent[event.id] else { return false }
    var isOwners = false
    for place in 0...index {
      let version = event.versions[place]
      if edits.contains(where: { $0.made(version, of: event) }) {
        isOwners = true
      } else if place > 0,
        version.period != event.versions[place - 1].period || version.isLive != event.versions[place - 1].isLive
      {
        isOwners = false
      }
    }
    return isOwners
  }

  /// Events that people put into that calendar themselves, and that lie or lay in that time or near it. No appointment
  /// goes beyond its day.
  func foreign(in calendar: String, near period: Interval) -> [CalendarEvent] {
    let days = Set([period.start, period.end].map { CalendarDay(calendar, $0) })
    let events = days.flatMap { foreign[$0] ?? [] }
    return days.count == 1 ? events : Array(Set(events))
  }

  func host(of event: CalendarEvent) -> String {
    evidence.town.host(withCalendar: event.calendar)?.key ?? event.calendar
  }

  func padded(_ version: CalendarEvent.Version, of event: CalendarEvent) -> Interval {
    evidence.town.padded(version.period, event.mark?.service ?? "")
  }
}

extension CalendarEvent {
  /// One line for each state, as evidence.
  var lines: [String] {
    versions.map { version in
      "\(Instant(milliseconds: version.stamp / 1000).clock) \(calendar) \(mark == nil ? "the owner's" : "our") event \(id): "
        + "\(version.isLive ? "stands" : "gone") \(version.period.words)"
    }
  }
}
