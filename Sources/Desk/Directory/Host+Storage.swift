import Scheduling

extension Host {
  var stored: JSONValue {
    [
      "key": .string(key.rawValue), "name": .string(name), "calendar": calendar.stored,
      "blocking": .array(blocking.map(\.stored)), "hours": hours?.stored ?? .null,
      "special": .array(specialDays.map(\.stored)), "priority": .ifAny(priority.map { .integer(Int64($0)) }),
    ]
  }

  init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string,
      let calendar = value["calendar"].flatMap(CalendarReference.init(stored:)),
      let blocking = value["blocking"]?.elements(CalendarReference.init(stored:)), value["hours"] != nil,
      let hours = value.memberIfAny("hours", WeeklyHours.init(stored:)),
      let special = value.member("special", or: [], { $0.elements(SpecialDay.init(stored:)) }),
      let priority = value.memberIfAny("priority", \.whole)
    else { return nil }
    self.init(
      key: HostKey(key), name: name, calendar: calendar, blocking: blocking, hours: hours, specialDays: special,
      priority: priority)
  }
}

extension Room {
  var stored: JSONValue {
    [
      "key": .string(key.rawValue), "name": .string(name), "kind": .ifAny(kind.map { .string($0) }),
      "calendar": .ifAny(calendar?.stored),
    ]
  }

  init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string,
      let kind = value.memberIfAny("kind", \.string),
      let calendar = value.memberIfAny("calendar", CalendarReference.init(stored:))
    else { return nil }
    self.init(key: RoomKey(key), name: name, kind: kind, calendar: calendar)
  }
}

extension CalendarReference {
  /// The reference as JSON, for storage.
  package var stored: JSONValue {
    ["account": .string(account.rawValue), "calendar": .string(calendar.rawValue)]
  }

  /// `nil` when the value was not written by ``stored``.
  package init?(stored value: JSONValue) {
    guard let account = value["account"]?.string, let calendar = value["calendar"]?.string else { return nil }
    self.init(account: AccountID(account), calendar: CalendarID(calendar))
  }
}
