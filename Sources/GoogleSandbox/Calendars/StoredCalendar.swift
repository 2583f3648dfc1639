/// A calendar with its events.
struct StoredCalendar: Sendable {
  let id: String
  var owner: String
  var summary: String
  var timeZone: String
  var isPrimary = false
  /// Roles by ACL scope: `user:mail`, `domain:name` or `default`.
  var acl: [String: AccessRole] = [:]
  var events: [String: StoredEvent] = [:]
  /// Ids of events in the order they were first stored: the order of a list that asks for none.
  private var order: [String] = []
  private var spans: [Span] = []
  /// The stamps of the last changes of its events, oldest first.
  private var changes: [Int64] = []
  static let mostChangesBack = 64
  var stamp: Int64 = 0

  init(id: String, owner: String, summary: String, timeZone: String, isPrimary: Bool = false) {
    self.id = id
    self.owner = owner
    self.summary = summary
    self.timeZone = timeZone
    self.isPrimary = isPrimary
  }

  /// The calendar's own zone; UTC where its name is not known.
  var zone: ZoneRules { ZoneRules(timeZone) ?? .utc }

  /// Stores an event's new state and keeps the former one for those who still see it.
  mutating func store(_ event: StoredEvent) {
    var event = event
    if let former = events[event.id] {
      event.place = former.place
      event.remember(former)
      spans[event.place] = Span(event).joined(with: spans[event.place])
    } else {
      event.place = order.count
      order.append(event.id)
      spans.append(Span(event))
    }
    events[event.id] = event
    stamp = event.stamp
    changes = Array((changes + [event.stamp]).suffix(Self.mostChangesBack + 1))
  }

  /// The stamp of the last change that counts where so many later ones do not yet.
  func stamp(before later: Int) -> Int64 {
    changes.dropLast(later).last ?? changes.first.map { $0 - 1 } ?? 0
  }

  /// The events that may lie in a window, in order, as they are seen. Every event that does lie there is among them.
  func candidates(in window: TimeWindow, _ sight: Sight) -> [StoredEvent] {
    spans.indices.compactMap { place in
      guard spans[place].mayOverlap(window), let event = events[order[place]] else { return nil }
      return sight.state(of: event)
    }
  }

  /// Where an event lies or ever lay, a day wider where it has no zone: a list need not look at the rest.
  private struct Span: Sendable {
    var first: Int64
    var last: Int64

    init(_ event: StoredEvent) {
      let slack: Int64 = event.start.isDay ? 86_400_000 : 0
      first = event.start.moment(in: .utc).milliseconds - slack
      last = event.isMaster ? .max : event.end.moment(in: .utc).milliseconds + slack
    }

    func joined(with other: Span) -> Span {
      var joined = self
      joined.first = min(first, other.first)
      joined.last = max(last, other.last)
      return joined
    }

    func mayOverlap(_ window: TimeWindow) -> Bool {
      (window.from.map { last >= $0.milliseconds } ?? true) && (window.to.map { first <= $0.milliseconds } ?? true)
    }
  }

  /// Changes with every change of an event or of the calendar.
  var etag: String { "\"p\(stamp * 2)\"" }
}
