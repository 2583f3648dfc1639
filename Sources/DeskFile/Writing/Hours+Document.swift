import Desk
import Scheduling

extension WeeklyHours {
  var document: JSONValue {
    var members = Members()
    for day in Weekday.allCases { members[day.rawValue] = days[day]?.document }
    return members.value
  }
}

extension [OpenHours] {
  fileprivate var document: JSONValue {
    switch count {
    case 0: "closed"
    case 1: .string(self[0].text)
    default: .array(map { .string($0.text) })
    }
  }
}

extension OpenHours {
  fileprivate var text: String { "\(opens)-\(closes)" }
}

extension [SpecialDay] {
  /// `nil` when there is no such day.
  func document(of reason: SpecialDay.Reason) -> JSONValue? {
    var members = Members()
    for day in self where day.reason == reason { members["\(day.date)"] = day.document }
    return members.valueIfAny
  }
}

extension SpecialDay {
  fileprivate var document: JSONValue {
    switch (reason, name) {
    case (.override, nil): return hours.document
    case (.holiday, let name) where hours.isEmpty: return name.map { .string($0) } ?? .null
    case (_, let name):
      var members = Members()
      members["hours"] = hours.document
      members["name"] = name.map { .string($0) }
      return members.value
    }
  }
}
