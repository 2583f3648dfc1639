import Scheduling

extension DeskProfile {
  /// The desk as JSON, for storage: durations in milliseconds, times of day in seconds after midnight, dates as ISO 8601
  /// writes them. The same desk always gives the same text.
  package var stored: JSONValue {
    [
      "key": .string(key.rawValue),
      "name": .string(name),
      "zone": .string(zone.rawValue),
      "hours": hours.stored,
      "offerings": .array(offerings.map(\.stored)),
      "hosts": .array(hosts.map(\.stored)),
      "numbers": .array(numbers.map { .string($0.rawValue) }),
      "hangUp": .string(hangUp.rawValue),
      "keeping": keeping.stored,
      "region": .ifAny(region.map { .string($0.rawValue) }),
      "utcMeansLocal": .bool(treatsUTCAsLocal),
      "language": .string(language.rawValue),
      "special": .array(specialDays.map(\.stored)),
      "rooms": .array(rooms.map(\.stored)),
      "caps": caps.stored,
      "sharing": .string(sharing.rawValue),
      "retired": retired.stored,
    ]
  }

  /// `nil` when the value was not written by ``stored``. Desks that were stored by an older release lack members: they get
  /// what is usual.
  package init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string, let zone = value["zone"]?.string,
      let hours = value["hours"].flatMap(WeeklyHours.init(stored:)),
      let offerings = value["offerings"]?.elements(Offering.init(stored:)),
      let hosts = value["hosts"]?.elements(Host.init(stored:)),
      let numbers = value["numbers"]?.elements({ $0.string.flatMap(PhoneNumber.init) }),
      let hangUp = value["hangUp"]?.string.flatMap(HangUpPolicy.init(rawValue:)),
      let keeping = value.member("keeping", or: KeepingPolicy(), KeepingPolicy.init(stored:)),
      let region = value.memberIfAny("region", { $0.string.flatMap(RegionCode.init) }),
      let treatsUTCAsLocal = value.member("utcMeansLocal", or: false, \.bool),
      let language = value.member("language", or: LanguageTag(.english), { $0.string.flatMap(LanguageTag.init) }),
      let special = value.member("special", or: [], { $0.elements(SpecialDay.init(stored:)) }),
      let rooms = value.member("rooms", or: [], { $0.elements(Room.init(stored:)) }),
      let caps = value.member("caps", or: BookingCaps(), BookingCaps.init(stored:)),
      let sharing = value.member(
        "sharing", or: HostChoice.Sharing.priority, { $0.string.flatMap(HostChoice.Sharing.init(rawValue:)) }),
      let retired = value.member("retired", or: RetiredParts(), RetiredParts.init(stored:))
    else { return nil }
    self.init(
      key: DeskKey(key), name: name, zone: ZoneID(zone), hours: hours, offerings: offerings, hosts: hosts,
      numbers: numbers, hangUp: hangUp, keeping: keeping, region: region, treatsUTCAsLocal: treatsUTCAsLocal,
      language: language, specialDays: special, rooms: rooms, caps: caps, sharing: sharing, retired: retired)
  }
}

extension KeepingPolicy {
  fileprivate var stored: JSONValue { ["duration": duration.stored, "placesEvent": .bool(placesEvent)] }

  fileprivate init?(stored value: JSONValue) {
    guard let duration = value["duration"].flatMap(Duration.init(stored:)), let places = value["placesEvent"]?.bool
    else { return nil }
    self.init(duration: duration, placesEvent: places)
  }
}

extension BookingCaps {
  fileprivate var stored: JSONValue {
    [
      "holdsPerCaller": .integer(Int64(holdsPerCaller)), "upcomingPerCaller": .integer(Int64(upcomingPerCaller)),
      "perDay": .ifAny(perDay.map { .integer(Int64($0)) }),
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let holds = value["holdsPerCaller"]?.whole, let upcoming = value["upcomingPerCaller"]?.whole,
      let perDay = value.memberIfAny("perDay", \.whole), holds >= 1, upcoming >= 1, perDay ?? 1 >= 1
    else { return nil }
    self.init(holdsPerCaller: holds, upcomingPerCaller: upcoming, perDay: perDay)
  }
}

extension RetiredParts {
  fileprivate var stored: JSONValue {
    [
      "hosts": .array(hosts.map(\.stored)), "offerings": .array(offerings.map(\.stored)),
      "rooms": .array(rooms.map(\.stored)),
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let hosts = value["hosts"]?.elements(Host.init(stored:)),
      let offerings = value["offerings"]?.elements(Offering.init(stored:)),
      let rooms = value["rooms"]?.elements(Room.init(stored:))
    else { return nil }
    self.init(hosts: hosts, offerings: offerings, rooms: rooms)
  }
}
