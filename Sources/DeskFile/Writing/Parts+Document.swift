import Desk
import Scheduling

extension Offering {
  var document: JSONValue {
    var members = Members()
    members["key"] = .string(key.rawValue)
    members["name"] = .string(name)
    rules.write(into: &members)
    members["hosts"] = .list(hosts.map { .string($0.rawValue) })
    members["needs"] = .list(needs.map { need in .array(need.map { .string($0.rawValue) }) })
    if needsOwner { members["confirm"] = "owner" }
    members["title"] = title.map { .string($0.text) }
    members["description"] = description.map { .string($0.text) }
    if videoLink { members["video"] = true }
    return members.value
  }
}

extension SlotRules {
  fileprivate func write(into members: inout Members) {
    members["duration"] = .length(duration)
    members["durations"] = .list(durations.map(JSONValue.length))
    var buffer = Members()
    if bufferBefore > .zero { buffer["before"] = .length(bufferBefore) }
    if bufferAfter > .zero { buffer["after"] = .length(bufferAfter) }
    members["buffer"] = buffer.valueIfAny
    if interval != duration { members["interval"] = .length(interval) }
    if alignment != .opening { members["align"] = .string(alignment.rawValue) }
    if notice > .zero { members["notice"] = .length(notice) }
    if horizonDays != 60 { members["horizon"] = .count(horizonDays) }
    if let window {
      var ends = Members()
      if window.lowerBound != .first { ends["from"] = .string("\(window.lowerBound)") }
      if window.upperBound != .last { ends["until"] = .string("\(window.upperBound)") }
      members["window"] = ends.valueIfAny
    }
    var limit = Members()
    limit["day"] = dailyLimit.map(JSONValue.count)
    limit["week"] = weeklyLimit.map(JSONValue.count)
    members["limit"] = limit.valueIfAny
    if places > 1 { members["places"] = .count(places) }
  }
}

extension Host {
  var document: JSONValue {
    var members = Members()
    members["key"] = .string(key.rawValue)
    members["name"] = .string(name)
    members["calendar"] = calendar.document
    members["blocking"] = .list(blocking.map(\.document))
    members["hours"] = hours?.document
    members["special"] = specialDays.document(of: .override)
    members["priority"] = priority.map(JSONValue.count)
    return members.value
  }
}

extension Room {
  var document: JSONValue {
    var members = Members()
    members["key"] = .string(key.rawValue)
    members["name"] = .string(name)
    members["kind"] = kind.map { .string($0) }
    members["calendar"] = calendar?.document
    return members.value
  }
}

extension CalendarReference {
  fileprivate var document: JSONValue {
    ["account": .string(account.rawValue), "id": .string(calendar.rawValue)]
  }
}
