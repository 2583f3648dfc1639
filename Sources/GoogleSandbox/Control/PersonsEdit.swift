/// What a person does in the calendar with his own hands. Some rules that hold for programs do not hold here: an id may
/// have any form, events of every type go anywhere, the organizer may be somebody else, and what was deleted can be
/// brought back.
extension World {
  /// The body is an event as the API has it, with optional `id`, `iCalUID` and `organizer.email`.
  mutating func addEvent(_ body: JSON, by person: String, to requested: String) throws(ControlError) -> StoredEvent {
    let calendar = try writable(requested, by: person)
    let id = body["id"]?.string ?? random.word(26)
    if calendar.events[id] != nil { throw ControlError("there is an event \(id) already", status: 409) }
    let draft = try PersonsEdit.draft(body, in: calendar)
    return insert(
      draft, id: id, iCalUID: body["iCalUID"]?.string, into: calendar.id, creator: person.lowercased(),
      organizer: body["organizer"]?["email"]?.string?.lowercased() ?? calendar.id)
  }

  mutating func changeEvent(
    _ id: String, _ body: JSON, by person: String, in requested: String
  ) throws(ControlError) -> StoredEvent {
    let calendar = try writable(requested, by: person)
    guard let current = calendar.event(id) else { throw ControlError("there is no event \(id)", status: 404) }
    let draft = try PersonsEdit.draft(current.writableJSON(in: calendar.zone).merging(body), in: calendar)
    do throws(APIError) {
      return try apply(draft, to: current, in: calendar.id)
    } catch {
      throw ControlError(error.message)
    }
  }

  mutating func removeEvent(_ id: String, by person: String, in requested: String) throws(ControlError) {
    let calendar = try writable(requested, by: person)
    guard let current = calendar.event(id) else { throw ControlError("there is no event \(id)", status: 404) }
    guard current.isLive else { throw ControlError("event \(id) is deleted already", status: 410) }
    _ = cancel(current, in: calendar.id)
  }

  private func writable(_ requested: String, by person: String) throws(ControlError) -> StoredCalendar {
    let person = person.lowercased()
    guard accounts[person] != nil else { throw .noAccount(person) }
    let id = resolve(requested, for: person)
    guard let calendar = calendars[id] else { throw .noCalendar(requested) }
    guard role(of: person, in: id)?.canWrite == true else {
      throw ControlError("\(person) may not write in \(id); POST /sandbox/acl gives roles", status: 403)
    }
    return calendar
  }

  /// The event as its calendar's owner sees it.
  func shown(_ event: StoredEvent, in requested: String, by person: String) -> JSON {
    guard let calendar = calendars[resolve(requested, for: person.lowercased())] else { return .null }
    return event.json(Viewpoint(calendar: calendar, role: .owner, zone: calendar.zone, settings: settings))
  }
}

private enum PersonsEdit {
  static func draft(_ body: JSON, in calendar: StoredCalendar) throws(ControlError) -> EventDraft {
    do throws(APIError) {
      return try EventDraft(
        body, .init(calendarZone: calendar.zone, conferences: true, attachments: true, keepsLink: true, isPerson: true))
    } catch {
      throw ControlError("\(error.message) Expected an event as the Calendar API has it, with start and end.")
    }
  }
}
