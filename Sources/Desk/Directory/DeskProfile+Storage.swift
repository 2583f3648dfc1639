import Scheduling

extension DeskProfile {
  /// The desk as JSON, for storage: durations in milliseconds, times of day in seconds after midnight. The same desk always
  /// gives the same text.
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
      "region": region.map { .string($0.rawValue) } ?? .null,
      "utcMeansLocal": .bool(treatsUTCAsLocal),
    ]
  }

  /// `nil` when the value was not written by ``stored``. Desks that were stored by an older release lack policies: they get the
  /// usual ones.
  package init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string, let zone = value["zone"]?.string,
      let hours = value["hours"].flatMap(WeeklyHours.init(stored:)),
      let offerings = value["offerings"]?.elements(Offering.init(stored:)),
      let hosts = value["hosts"]?.elements(Host.init(stored:)),
      let numbers = value["numbers"]?.elements({ $0.string.flatMap(PhoneNumber.init) }),
      let hangUp = value["hangUp"]?.string.flatMap(HangUpPolicy.init(rawValue:)),
      let keeping = value["keeping"].map(KeepingPolicy.init(stored:)) ?? KeepingPolicy()
    else { return nil }
    let region = value["region"]?.string.flatMap(RegionCode.init)
    guard region != nil || value["region"] ?? .null == .null else { return nil }
    guard let treatsUTCAsLocal = (value["utcMeansLocal"] ?? false).bool else { return nil }
    self.init(
      key: DeskKey(key), name: name, zone: ZoneID(zone), hours: hours, offerings: offerings, hosts: hosts,
      numbers: numbers, hangUp: hangUp, keeping: keeping, region: region, treatsUTCAsLocal: treatsUTCAsLocal)
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

extension Offering {
  fileprivate var stored: JSONValue {
    [
      "key": .string(key.rawValue), "name": .string(name), "rules": rules.stored,
      "hosts": .array(hosts.map { .string($0.rawValue) }),
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string,
      let rules = value["rules"].flatMap(SlotRules.init(stored:)),
      let hosts = value["hosts"]?.elements({ $0.string.map(HostKey.init(rawValue:)) })
    else { return nil }
    self.init(key: OfferingKey(key), name: name, rules: rules, hosts: hosts)
  }
}

extension Host {
  fileprivate var stored: JSONValue {
    [
      "key": .string(key.rawValue), "name": .string(name), "calendar": calendar.stored,
      "blocking": .array(blocking.map(\.stored)), "hours": hours?.stored ?? .null,
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string,
      let calendar = value["calendar"].flatMap(CalendarReference.init(stored:)),
      let blocking = value["blocking"]?.elements(CalendarReference.init(stored:)), let hours = value["hours"]
    else { return nil }
    let ownHours = WeeklyHours(stored: hours)
    guard hours == .null || ownHours != nil else { return nil }
    self.init(key: HostKey(key), name: name, calendar: calendar, blocking: blocking, hours: ownHours)
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

extension SlotRules {
  fileprivate var stored: JSONValue {
    [
      "duration": duration.stored, "bufferBefore": bufferBefore.stored, "bufferAfter": bufferAfter.stored,
      "interval": interval.stored, "notice": notice.stored, "horizonDays": .integer(Int64(horizonDays)),
      "durations": .array(durations.map(\.stored)),
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let duration = value["duration"].flatMap(Duration.init(stored:)),
      let before = value["bufferBefore"].flatMap(Duration.init(stored:)),
      let after = value["bufferAfter"].flatMap(Duration.init(stored:)),
      let interval = value["interval"].flatMap(Duration.init(stored:)),
      let notice = value["notice"].flatMap(Duration.init(stored:)), let horizon = value["horizonDays"]?.integer,
      let durations = value["durations"]?.elements(Duration.init(stored:))
    else { return nil }
    self.init(
      duration: duration, bufferBefore: before, bufferAfter: after, interval: interval, notice: notice,
      horizonDays: Int(horizon), durations: durations)
  }
}

extension WeeklyHours {
  fileprivate var stored: JSONValue {
    .object(
      Weekday.allCases.compactMap { day in
        days[day].map { intervals in
          JSONValue.Member(day.rawValue, .array(intervals.map { [$0.opens.stored, $0.closes.stored] }))
        }
      })
  }

  fileprivate init?(stored value: JSONValue) {
    guard case .object(let members) = value else { return nil }
    var days: [Weekday: [OpenHours]] = [:]
    for member in members {
      guard let day = Weekday(rawValue: member.name),
        let intervals = member.value.elements(OpenHours.init(stored:))
      else { return nil }
      days[day] = intervals
    }
    do throws(HoursError) { try self.init(days) } catch { return nil }
  }
}

extension OpenHours {
  fileprivate init?(stored value: JSONValue) {
    guard let times = value.elements(ClockTime.init(stored:)), times.count == 2 else { return nil }
    self.init(opens: times[0], closes: times[1])
  }
}

extension ClockTime {
  fileprivate var stored: JSONValue { .integer(Int64(secondOfDay)) }

  fileprivate init?(stored value: JSONValue) {
    guard let seconds = value.integer.map(Int.init) else { return nil }
    self.init(hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60)
  }
}

extension Duration {
  fileprivate var stored: JSONValue { .integer(wholeMilliseconds) }

  fileprivate init?(stored value: JSONValue) {
    guard let milliseconds = value.integer else { return nil }
    self = .milliseconds(milliseconds)
  }
}

extension JSONValue {
  /// Every element of an array, read; `nil` when this is no array or one of them cannot be read.
  fileprivate func elements<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
    guard let array else { return nil }
    var elements: [Element] = []
    for value in array {
      guard let element = read(value) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
