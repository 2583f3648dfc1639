import Scheduling

extension Offering {
  var stored: JSONValue {
    [
      "key": .string(key.rawValue), "name": .string(name), "rules": rules.stored,
      "hosts": .array(hosts.map { .string($0.rawValue) }),
      "needs": .array(needs.map { .array($0.map { .string($0.rawValue) }) }), "needsOwner": .bool(needsOwner),
      "title": .ifAny(title.map { .string($0.text) }), "description": .ifAny(description.map { .string($0.text) }),
      "videoLink": .bool(videoLink),
    ]
  }

  init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let name = value["name"]?.string,
      let rules = value["rules"].flatMap(SlotRules.init(stored:)),
      let hosts = value["hosts"]?.elements({ $0.string.map(HostKey.init(rawValue:)) }),
      let needs = value.member("needs", or: [], { $0.elements(Self.need) }),
      let needsOwner = value.member("needsOwner", or: false, \.bool),
      let title = value.memberIfAny("title", EventTemplate.init(stored:)),
      let description = value.memberIfAny("description", EventTemplate.init(stored:)),
      let videoLink = value.member("videoLink", or: false, \.bool)
    else { return nil }
    self.init(
      key: OfferingKey(key), name: name, rules: rules, hosts: hosts, needs: needs, needsOwner: needsOwner, title: title,
      description: description, videoLink: videoLink)
  }

  private static func need(_ value: JSONValue) -> [RoomKey]? {
    value.elements { $0.string.map(RoomKey.init(rawValue:)) }
  }
}

extension EventTemplate {
  fileprivate init?(stored value: JSONValue) {
    guard let text = value.string else { return nil }
    do throws(EventTemplateError) { try self.init(text) } catch { return nil }
  }
}

extension SlotRules {
  fileprivate var stored: JSONValue {
    [
      "duration": duration.stored, "bufferBefore": bufferBefore.stored, "bufferAfter": bufferAfter.stored,
      "interval": interval.stored, "notice": notice.stored, "horizonDays": .integer(Int64(horizonDays)),
      "durations": .array(durations.map(\.stored)), "alignment": .string(alignment.rawValue),
      "window": .ifAny(window.map { ["from": .string("\($0.lowerBound)"), "until": .string("\($0.upperBound)")] }),
      "dailyLimit": .ifAny(dailyLimit.map { .integer(Int64($0)) }),
      "weeklyLimit": .ifAny(weeklyLimit.map { .integer(Int64($0)) }), "places": .integer(Int64(places)),
    ]
  }

  fileprivate init?(stored value: JSONValue) {
    guard let duration = value["duration"].flatMap(Duration.init(stored:)), duration > .zero,
      let before = value["bufferBefore"].flatMap(Duration.init(stored:)),
      let after = value["bufferAfter"].flatMap(Duration.init(stored:)),
      let interval = value["interval"].flatMap(Duration.init(stored:)), interval > .zero,
      let notice = value["notice"].flatMap(Duration.init(stored:)), let horizon = value["horizonDays"]?.whole,
      horizon >= 0, let durations = value["durations"]?.elements(Duration.init(stored:)),
      let alignment = value.member(
        "alignment", or: SlotAlignment.opening, { $0.string.flatMap(SlotAlignment.init(rawValue:)) }),
      let window = value.memberIfAny("window", Self.window),
      let daily = value.memberIfAny("dailyLimit", Self.count),
      let weekly = value.memberIfAny("weeklyLimit", Self.count),
      let places = value.member("places", or: 1, Self.count)
    else { return nil }
    self.init(
      duration: duration, bufferBefore: before, bufferAfter: after, interval: interval, alignment: alignment,
      notice: notice, horizonDays: horizon, window: window, dailyLimit: daily, weeklyLimit: weekly, places: places,
      durations: durations)
  }

  private static func window(_ value: JSONValue) -> ClosedRange<CivilDate>? {
    guard let from = value["from"]?.string.flatMap({ CivilDate(iso: $0) }),
      let until = value["until"]?.string.flatMap({ CivilDate(iso: $0) }), from <= until
    else { return nil }
    return from...until
  }

  private static func count(_ value: JSONValue) -> Int? { value.whole.flatMap { $0 >= 1 ? $0 : nil } }
}

extension Duration {
  var stored: JSONValue { .integer(wholeMilliseconds) }

  /// `nil` when it is no number, or below zero.
  init?(stored value: JSONValue) {
    guard let milliseconds = value.integer, milliseconds >= 0 else { return nil }
    self = .milliseconds(milliseconds)
  }
}
