/// Changes to stored events, whoever makes them.
extension World {
  mutating func insert(
    _ draft: EventDraft, id: String, iCalUID: String?, into calendarID: String, creator: String, organizer: String
  ) -> StoredEvent {
    var event = StoredEvent(
      id: id, start: draft.start, end: draft.end, creator: creator, organizer: organizer,
      iCalUID: iCalUID ?? "\(id)@google.com", now: clock.now, stamp: nextStamp())
    event.status = draft.status
    event.sequence = draft.sequence ?? 0
    event.members = draft.members
    Conference.create(in: &event, random: &random)
    calendars[calendarID]?.store(event)
    return event
  }

  /// Gives an event a new state. An instance of a series becomes an exception by it.
  mutating func apply(_ draft: EventDraft, to current: StoredEvent, in calendarID: String) throws(APIError)
    -> StoredEvent
  {
    guard draft.members["eventType"]?.string == current.eventType else {
      throw .invalid("Event type cannot be changed.")
    }
    if draft.status == .cancelled, current.isLive { return cancel(current, in: calendarID) }
    var event = current
    event.start = draft.start
    event.end = draft.end
    event.status = draft.status
    event.members = draft.members
    if settings.quietNoChange, event.isSame(as: current) { return current }
    let isFresh = current.series != nil && calendars[calendarID]?.events[current.id] == nil
    let hasMoved = event.start != current.start || event.end != current.end
    if isFresh || (hasMoved && settings.sequenceBumps) { event.sequence += 1 }
    event.sequence = max(event.sequence, draft.sequence ?? 0)
    Conference.create(in: &event, random: &random)
    event.touch(at: clock.now, stamp: nextStamp())
    calendars[calendarID]?.store(event)
    return event
  }

  /// Deletes: the id and the details stay as a tombstone. A series takes its exceptions with it.
  mutating func cancel(_ current: StoredEvent, in calendarID: String) -> StoredEvent {
    var event = current
    event.status = .cancelled
    event.touch(at: clock.now, stamp: nextStamp())
    calendars[calendarID]?.store(event)
    if current.isMaster {
      let exceptions =
        calendars[calendarID]?.events.values.filter { $0.series?.master == current.id && $0.isLive } ?? []
      for exception in exceptions.sorted(by: { $0.place < $1.place }) { _ = cancel(exception, in: calendarID) }
    }
    return event
  }
}

extension StoredEvent {
  /// What a patch is merged into: every writable member as it stands.
  func writableJSON(in zone: ZoneRules) -> JSON {
    var body = JSON.object(members)
    body["start"] = start.json(in: zone)
    body["end"] = end.json(in: zone)
    body["status"] = .string(status.rawValue)
    return body
  }

  /// Whether a change from the other has changed nothing.
  fileprivate func isSame(as other: StoredEvent) -> Bool {
    start == other.start && end == other.end && status == other.status && members == other.members
  }

  /// Whether the event was only invited into this calendar. Status events name an organizer that does not exist.
  func isGuestCopy(in calendar: String) -> Bool {
    organizer != calendar && organizer != "unknownorganizer@calendar.google.com"
  }
}

extension StoredCalendar {
  func hasLiveEvent(iCalUID: String) -> Bool { events.values.contains { $0.iCalUID == iCalUID && $0.isLive } }
}

extension Call {
  func allowance(for calendar: StoredCalendar, keepsConference: Bool = false) -> EventDraft.Allowance {
    EventDraft.Allowance(
      calendarZone: calendar.zone, conferences: keepsConference || query["conferenceDataVersion"] == "1",
      attachments: query.flag("supportsAttachments"), keepsLink: keepsConference)
  }

  /// `If-Match`: without it the last writer wins (facts 2.5).
  func checkPrecondition(_ event: StoredEvent) throws(APIError) {
    guard let wanted = inquiry.headers["if-match"], wanted != "*" else { return }
    guard wanted == event.etag else { throw .conditionNotMet }
  }

  func answer(_ event: StoredEvent, in world: World) throws(APIError) -> Reply {
    guard let calendar = world.calendars[world.resolve(ids["calendarId"] ?? "", for: caller.account)],
      let role = world.role(of: caller.account, in: calendar.id)
    else { throw .notFound }
    let view = Viewpoint(
      calendar: calendar, role: role, zone: try zone() ?? calendar.zone, settings: world.settings)
    return .json(event.json(view), etag: event.etag)
  }
}

/// Ids that a caller may choose.
enum EventID {
  /// base32hex in lower case, 5 to 1024 characters.
  static func isLegal(_ id: String) -> Bool {
    (5...1024).contains(id.utf8.count) && id.utf8.allSatisfy { (48...57).contains($0) || (97...118).contains($0) }
  }
}
