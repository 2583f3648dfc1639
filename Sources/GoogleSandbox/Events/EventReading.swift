/// `events.get` and `events.list` (facts 2.3, 2.5).
enum EventReading {
  static func get(_ call: Call, in world: World) throws(APIError) -> Reply {
    let (calendar, role) = try call.calendar(in: world)
    let zone = try call.zone()
    guard let event = calendar.event(call.ids["eventId"] ?? "") else { throw .notFound }
    if call.inquiry.headers["if-none-match"] == event.etag { return .empty(304, etag: event.etag) }
    let view = Viewpoint(calendar: calendar, role: role, zone: zone ?? calendar.zone, settings: world.settings)
    return .json(event.json(view), etag: event.etag)
  }

  static func list(_ call: Call, in world: World) throws(APIError) -> Reply {
    let (calendar, role) = try call.calendar(in: world)
    let question = try ListQuestion(call, role: role, settings: world.settings, now: world.clock.now)
    let etag = "\"p\(calendar.stamp * 2)e\""
    if call.inquiry.headers["if-none-match"] == etag { return .empty(304, etag: etag) }

    let sight = Sight(calendar, world)
    let horizon = world.clock.now.adding(seconds: Series.horizonSeconds)
    let rows =
      question.singleEvents
      ? try calendar.occurrences(in: question.window, sight, horizon: horizon)
      : mastersAndExceptions(calendar, question, sight, horizon: horizon)
    let ordered = rows.filter { question.admits($0, zone: calendar.zone, seesDetails: role > .freeBusyReader) }
      .map { (key: question.key($0, zone: calendar.zone), event: $0) }
      .sorted { $0.key < $1.key }

    let view = Viewpoint(
      calendar: calendar, role: role, zone: question.zone ?? calendar.zone, settings: world.settings)
    let page = ListPage(ordered.map(\.key), question, emptyPages: world.settings.emptyPages)
    var body: JSON = [
      "kind": "calendar#events", "etag": .string(etag), "summary": .string(calendar.summary),
      "updated": .string(Timestamp.writeUTC(Moment(milliseconds: calendar.stamp / 1000))),
      "timeZone": .string((question.zone ?? calendar.zone).name), "accessRole": .string(role.rawValue),
      "defaultReminders": calendar.isPrimary && role == .owner ? CalendarAPI.defaultReminders : [],
      "items": .array(ordered[page.range].map { question.shorten($0.event.json(view)) }),
    ]
    if let next = page.next {
      body["nextPageToken"] = .string(next)
    } else if question.canSync {
      body["nextSyncToken"] = .string(SyncToken.make(calendar.stamp))
    }
    return .json(body, etag: etag)
  }

  /// Without `singleEvents`: a series is in the window when one of its instances is.
  private static func mastersAndExceptions(
    _ calendar: StoredCalendar, _ question: ListQuestion, _ sight: Sight, horizon: Moment
  ) -> [StoredEvent] {
    calendar.candidates(in: question.window, sight).filter { event in
      if event.isMaster, event.isLive, let series = Series(event) {
        return !series.instances(in: question.window, calendarZone: calendar.zone, horizon: horizon).isEmpty
      }
      // A rule that cannot be expanded may have an instance anywhere after its start.
      if event.isMaster { return question.window.to.map { event.start.moment(in: calendar.zone) < $0 } ?? true }
      return question.window.overlaps(event, zone: calendar.zone)
    }
  }
}
