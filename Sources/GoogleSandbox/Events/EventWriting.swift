/// Writes of the API (facts 2.4, 2.5).
enum EventWriting {
  static func insert(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    let updates = try SendUpdates(call.query)
    let new = try prepareInsert(call, in: &world)
    let event = world.insert(
      new.draft, id: new.id, iCalUID: new.iCalUID, into: new.calendar, creator: call.caller.account,
      organizer: new.calendar)
    world.mail(updates, from: nil, to: event, in: new.calendar)
    return try call.answer(event, in: world)
  }

  /// What an insert comes to. It keeps no copy of the calendar, which storing would have to split from.
  private static func prepareInsert(
    _ call: Call, in world: inout World
  ) throws(APIError) -> (draft: EventDraft, id: String, iCalUID: String?, calendar: String) {
    let calendar = try call.writableCalendar(in: world)
    guard let body = JSON(parsing: call.inquiry.body), body.object != nil else { throw .parseError }
    try refuseInvitations(body, by: call.caller)
    let draft = try EventDraft(body, call.allowance(for: calendar))
    if draft.status == .cancelled { throw .invalid("Invalid event status.") }
    if draft.members["eventType"] != "default", !calendar.isPrimary {
      throw .invalid("Event type is not supported for secondary calendars.")
    }
    let id = try freeID(body, in: calendar, &world)
    return (draft, id, body["iCalUID"]?.string, calendar.id)
  }

  /// The caller's id where it is legal and free, else one of the server's.
  private static func freeID(_ body: JSON, in calendar: StoredCalendar, _ world: inout World) throws(APIError) -> String
  {
    if let uid = body["iCalUID"]?.string, calendar.hasLiveEvent(iCalUID: uid) { throw .duplicate }
    guard let id = body["id"], id != .null else { return world.random.word(26) }
    guard let id = id.string, EventID.isLegal(id) else { throw .invalidID }
    // The id of a deleted event stays taken.
    if calendar.events[id] != nil, !world.settings.duplicatesUnnoticed { throw .duplicate }
    return id
  }

  private static func refuseInvitations(_ body: JSON, by caller: Caller) throws(APIError) {
    let invites = body["attendees"]?.array.map { !$0.isEmpty } ?? false
    if invites && caller.isBareServiceAccount { throw .serviceAccountInvites }
  }

  static func patch(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    try change(call, in: &world) { body, current, calendar in
      current.writableJSON(in: calendar.zone).merging(.object(body))
    }
  }

  static func update(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    try change(call, in: &world) { body, current, _ in
      // The type of an event never changes, so leaving it out of a replacement keeps it.
      JSON.object(["eventType": .string(current.eventType)].merging(body) { _, given in given })
    }
  }

  private static func change(
    _ call: Call, in world: inout World, _ combine: ([String: JSON], StoredEvent, StoredCalendar) -> JSON
  ) throws(APIError) -> Reply {
    let updates = try SendUpdates(call.query)
    let (current, calendar, draft) = try prepareChange(call, in: world, combine)
    let event = try world.apply(draft, to: current, in: calendar)
    if !current.isGuestCopy(in: calendar) { world.mail(updates, from: current, to: event, in: calendar) }
    return try call.answer(event, in: world)
  }

  private static func prepareChange(
    _ call: Call, in world: World, _ combine: ([String: JSON], StoredEvent, StoredCalendar) -> JSON
  ) throws(APIError) -> (current: StoredEvent, calendar: String, draft: EventDraft) {
    let calendar = try call.writableCalendar(in: world)
    guard let current = calendar.event(call.ids["eventId"] ?? "") else { throw .notFound }
    try call.checkPrecondition(current)
    guard let body = JSON(parsing: call.inquiry.body)?.object else { throw .parseError }
    try refuseInvitations(.object(body), by: call.caller)
    var combined: JSON
    if current.isGuestCopy(in: calendar.id) {
      combined = try GuestCopy.merge(body, into: current, account: calendar.owner, zone: calendar.zone)
    } else {
      combined = combine(body, current, calendar)
    }
    // Without conferenceDataVersion=1 a conference is neither changed nor lost.
    if call.query["conferenceDataVersion"] != "1" { combined["conferenceData"] = current.members["conferenceData"] }
    combined["hangoutLink"] = combined["conferenceData"] == nil ? nil : current.members["hangoutLink"]
    let draft = try EventDraft(combined, call.allowance(for: calendar, keepsConference: true))
    if !current.isLive, draft.status != .cancelled, !world.settings.undelete, current.series == nil { throw .forbidden }
    return (current, calendar.id, draft)
  }

  static func delete(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    let updates = try SendUpdates(call.query)
    let (current, calendar) = try living(call, in: world)
    let event = world.cancel(current, in: calendar)
    if !current.isGuestCopy(in: calendar) { world.mail(updates, from: current, to: event, in: calendar) }
    return .empty(204)
  }

  /// The event in the path, for those methods that a deleted one refuses.
  private static func living(_ call: Call, in world: World) throws(APIError) -> (event: StoredEvent, calendar: String) {
    let calendar = try call.writableCalendar(in: world)
    guard let event = calendar.event(call.ids["eventId"] ?? "") else { throw .notFound }
    guard event.isLive else { throw .deleted }
    try call.checkPrecondition(event)
    return (event, calendar.id)
  }

  static func move(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    let updates = try SendUpdates(call.query)
    guard let text = call.query["destination"] else { throw .required("Missing destination parameter.") }
    let (current, source) = try living(call, in: world)
    let destination = world.resolve(text, for: call.caller.account)
    guard let role = world.role(of: call.caller.account, in: destination) else { throw .notFound }
    guard role.canWrite else { throw .needsWriter }
    guard current.eventType == "default", !current.isGuestCopy(in: source), current.series == nil else {
      throw .invalid("Only default events can be moved.")
    }
    if destination == source { return try call.answer(current, in: world) }
    _ = world.cancel(current, in: source)
    var moved = current
    moved.organizer = destination
    moved.touch(at: world.clock.now, stamp: world.nextStamp())
    world.calendars[destination]?.store(moved)
    world.mail(updates, from: current, to: moved, in: destination)
    var there = call
    there.ids["calendarId"] = destination
    return try there.answer(moved, in: world)
  }
}
