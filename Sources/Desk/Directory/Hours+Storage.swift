package import Scheduling

extension WeeklyHours {
  var stored: JSONValue {
    .object(
      Weekday.allCases.compactMap { day in
        days[day].map { JSONValue.Member(day.rawValue, .array($0.map(\.stored))) }
      })
  }

  init?(stored value: JSONValue) {
    guard case .object(let members) = value else { return nil }
    var days: [Weekday: [OpenHours]] = [:]
    for member in members {
      guard let day = Weekday(rawValue: member.name), let intervals = member.value.elements(OpenHours.init(stored:))
      else { return nil }
      days[day] = intervals
    }
    do throws(HoursError) { try self.init(days) } catch { return nil }
  }
}

extension SpecialDay {
  var stored: JSONValue {
    [
      "date": .string("\(date)"), "hours": .array(hours.map(\.stored)), "reason": .string(reason.rawValue),
      "name": .ifAny(name.map { .string($0) }),
    ]
  }

  init?(stored value: JSONValue) {
    guard let date = value["date"]?.string.flatMap({ CivilDate(iso: $0) }),
      let hours = value["hours"]?.elements(OpenHours.init(stored:)),
      let reason = value["reason"]?.string.flatMap(Reason.init(rawValue:)),
      let name = value.memberIfAny("name", \.string)
    else { return nil }
    do throws(HoursError) { try self.init(date: date, hours: hours, reason: reason, name: name) } catch { return nil }
  }
}

extension OpenHours {
  fileprivate var stored: JSONValue { [opens.stored, closes.stored] }

  fileprivate init?(stored value: JSONValue) {
    guard let times = value.elements(ClockTime.init(stored:)), times.count == 2 else { return nil }
    self.init(opens: times[0], closes: times[1])
  }
}

extension ClockTime {
  fileprivate var stored: JSONValue { .integer(Int64(secondOfDay)) }

  fileprivate init?(stored value: JSONValue) {
    guard let seconds = value.whole else { return nil }
    self.init(hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60)
  }
}

extension CivilDate {
  /// ISO 8601, just as ``description`` writes it: `2026-11-24`. `nil` for anything else, and for a day that there is not.
  package init?(iso text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }
}
