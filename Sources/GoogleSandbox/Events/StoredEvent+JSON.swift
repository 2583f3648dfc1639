/// Who looks at an event, and where.
struct Viewpoint {
  var calendar: StoredCalendar
  var role: AccessRole
  /// The zone that times are shown in.
  var zone: ZoneRules
  var settings: SandboxSettings
}

extension StoredEvent {
  /// The resource as Google answers it (facts 2.6): members at their defaults are left out.
  func json(_ view: Viewpoint) -> JSON {
    var body: JSON = [
      "kind": "calendar#event", "etag": .string(etag), "id": .string(id), "status": .string(status.rawValue),
    ]
    if let series {
      body["recurringEventId"] = .string(series.master)
      body["originalStartTime"] = series.originalStart.json(in: view.zone)
    }
    if !isLive && (series != nil || view.settings.bareTombstones) { return body }

    body["htmlLink"] = .string(htmlLink(in: view.calendar.id))
    body["created"] = .string(Timestamp.writeUTC(created))
    body["updated"] = .string(Timestamp.writeUTC(updated))
    body["start"] = start.json(in: view.zone)
    body["end"] = end.json(in: view.zone)
    body["iCalUID"] = .string(iCalUID)
    body["sequence"] = .int(sequence)
    body["eventType"] = .string(eventType)
    if hidesDetails(from: view.role) {
      body["visibility"] = "private"
      if view.settings.busyRowsHaveSummary { body["summary"] = "busy" }
      return body
    }
    body["creator"] = person(creator, seenFrom: view.calendar)
    body["organizer"] = person(organizer, seenFrom: view.calendar)
    body["reminders"] = ["useDefault": true]
    for (name, value) in members { body[name] = shown(name, value, view) }
    return body
  }

  /// Private events are bare blocks below writer, and all but public ones are below reader.
  private func hidesDetails(from role: AccessRole) -> Bool {
    role == .freeBusyReader ? visibility != "public" : isPrivate && !role.seesPrivateDetails
  }

  /// A secondary calendar is itself the organizer of its events and goes by its title.
  private func person(_ address: String, seenFrom calendar: StoredCalendar) -> JSON {
    var person: JSON = ["email": .string(address)]
    guard address == calendar.id else { return person }
    person["self"] = true
    if !calendar.isPrimary { person["displayName"] = .string(calendar.summary) }
    return person
  }

  private func shown(_ name: String, _ value: JSON, _ view: Viewpoint) -> JSON? {
    switch name {
    case "transparency" where value == "opaque" && eventType == "default": return nil
    case "visibility" where value == "default": return nil
    case "guestsCanInviteOthers", "guestsCanSeeOtherGuests": return value == true ? nil : value
    case "guestsCanModify", "anyoneCanAddSelf": return value == false ? nil : value
    case "eventType": return value
    case "attendees":
      let rows = value.array ?? []
      return rows.isEmpty ? nil : .array(rows.map { row($0, seenFrom: view.calendar.id) })
    case "extendedProperties":
      let kinds = (value.object ?? [:]).filter { !($0.value.object ?? [:]).isEmpty }
      return kinds.isEmpty ? nil : .object(kinds)
    default: return value
    }
  }

  private func row(_ attendee: JSON, seenFrom calendar: String) -> JSON {
    var row = attendee
    let address = attendee["email"]?.string?.lowercased()
    row["responseStatus"] = attendee["responseStatus"] ?? "needsAction"
    row["self"] = address == calendar ? true : nil
    row["organizer"] = address == organizer ? true : nil
    return row
  }

  /// `eid` is base64url of the event's and the calendar's id, the latter shortened (facts 2.4).
  private func htmlLink(in calendar: String) -> String {
    let short =
      calendar
      .replacing("@gmail.com", with: "@m").replacing("@group.calendar.google.com", with: "@g")
    return "https://www.google.com/calendar/event?eid=" + Base64URL.encode(Array("\(id) \(short)".utf8))
  }
}
