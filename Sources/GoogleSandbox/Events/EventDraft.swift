/// The writable part of an event in a request: which members count, and which values are refused.
struct EventDraft {
  var start: EventTime
  var end: EventTime
  var status: StoredEvent.Status
  var members: [String: JSON]
  var sequence: Int?

  /// Members that a caller may write and the sandbox keeps. Others, known and unknown, are ignored as Google does.
  static let writable: Set<String> = [
    "summary", "description", "location", "colorId", "attendees", "attendeesOmitted", "extendedProperties", "reminders",
    "transparency", "visibility", "guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests",
    "anyoneCanAddSelf", "source", "attachments", "conferenceData", "recurrence", "eventType", "outOfOfficeProperties",
    "focusTimeProperties", "workingLocationProperties", "birthdayProperties", "hangoutLink",
  ]

  static let eventTypes: Set<String> = [
    "birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation",
  ]

  /// What the request allows.
  struct Allowance {
    var calendarZone: ZoneRules
    var conferences = false
    var attachments = false
    /// Whether the link of a conference that exists stays.
    var keepsLink = false
    /// A person's own edit may make events of every type anywhere.
    var isPerson = false
  }

  init(_ body: JSON, _ allowance: Allowance) throws(APIError) {
    guard let object = body.object else { throw .parseError }
    start = try EventTime(object["start"], .start, calendarZone: allowance.calendarZone)
    end = try EventTime(object["end"], .end, calendarZone: allowance.calendarZone)
    guard start.isDay == end.isDay else {
      throw .invalid("Start and end times must either both be date or both be dateTime.")
    }
    let (first, last) = (start.moment(in: .utc), end.moment(in: .utc))
    guard start.isDay ? first < last : first <= last else { throw .timeRangeEmpty(nil) }

    status = .confirmed
    if let text = object["status"]?.string {
      guard let known = StoredEvent.Status(rawValue: text) else { throw .invalid("Invalid event status.") }
      status = known
    }
    sequence = object["sequence"]?.int
    members = object.filter { EventDraft.writable.contains($0.key) && $0.value != .null }
    if !allowance.attachments { members["attachments"] = nil }
    if !allowance.keepsLink { members["hangoutLink"] = nil }
    if !allowance.conferences { members["conferenceData"] = nil }
    try check(allowance, hasZones: object["start"]?["timeZone"]?.string != nil || start.isDay)
  }

  private mutating func check(_ allowance: Allowance, hasZones: Bool) throws(APIError) {
    let type = members["eventType"]?.string ?? "default"
    guard EventDraft.eventTypes.contains(type), allowance.isPerson || type != "fromGmail" else {
      throw .invalid("Invalid event type.")
    }
    members["eventType"] = .string(type)
    for (name, values) in EventDraft.closedValues {
      if let value = members[name], value.string.map(values.contains) != true {
        throw .invalid("Invalid \(name) value.")
      }
    }
    if let recurrence = members["recurrence"] {
      if recurrence.array?.isEmpty == true {
        members["recurrence"] = nil
      } else {
        guard hasZones else { throw .required("Missing time zone definition for start time.") }
        guard let lines = recurrence.array?.map(\.string), lines.allSatisfy({ $0 != nil }) else {
          throw .invalid("Invalid recurrence rule.")
        }
        for line in lines.compactMap({ $0 }) where !EventDraft.isRecurrence(line) {
          throw .invalid("Invalid recurrence rule.")
        }
      }
    }
    try checkAttendees()
    try trimProperties(isBirthday: type == "birthday")
  }

  private static let closedValues: [(String, Set<String>)] = [
    ("transparency", ["opaque", "transparent"]), ("visibility", ["default", "public", "private", "confidential"]),
  ]

  private static func isRecurrence(_ line: String) -> Bool {
    ["RRULE:", "EXRULE:", "RDATE", "EXDATE"].contains { line.hasPrefix($0) }
  }

  private mutating func checkAttendees() throws(APIError) {
    guard let rows = members["attendees"] else { return }
    guard let rows = rows.array else { throw .invalid("Invalid attendees.") }
    var kept: [JSON] = []
    for row in rows {
      guard let address = row["email"]?.string, !address.isEmpty else { throw .required("Missing attendee email.") }
      guard address.contains("@"), !address.contains(" ") else { throw .invalid("Invalid attendee email.") }
      var row = row
      row["responseStatus"] = row["responseStatus"] ?? "needsAction"
      for name in ["self", "organizer", "id"] { row[name] = nil }
      kept.append(row)
    }
    members["attendees"] = kept.isEmpty ? nil : .array(kept)
  }

  /// Too long keys are dropped and too long values cut, silently.
  ///
  /// Source: developers.google.com/workspace/calendar/api/guides/extended-properties#limits
  private mutating func trimProperties(isBirthday: Bool) throws(APIError) {
    guard let properties = members["extendedProperties"]?.object else { return }
    if isBirthday { throw .invalid("Extended properties are not supported for birthday events.") }
    var trimmed: [String: JSON] = [:]
    for kind in ["private", "shared"] {
      let values = (properties[kind]?.object ?? [:]).filter { $0.key.count <= 44 }
      let texts = values.compactMapValues { value in value.string.map { JSON.string(String($0.prefix(1024))) } }
      if texts.count > 300 { throw .invalid("Too many extended properties.") }
      if !texts.isEmpty { trimmed[kind] = .object(texts) }
    }
    members["extendedProperties"] = trimmed.isEmpty ? nil : .object(trimmed)
  }
}
