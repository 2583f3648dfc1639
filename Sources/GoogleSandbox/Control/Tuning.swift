/// Faults, settings, the clock and the latency.
enum Tuning {
  /// Replaces the list of faults; counts begin anew.
  static func setFaults(_ body: [UInt8], _ realm: Realm) throws(ControlError) -> Reply {
    guard let json = JSON(parsing: body), let rows = json.array else {
      throw ControlError("expected \(Fault.expected)")
    }
    for row in rows {
      try refuseStrangers(row, ["match", "after", "times", "probability", "do"])
      try refuseStrangers(row["match"] ?? [:], ["method", "path"])
      try refuseStrangers(
        row["do"] ?? [:],
        ["status", "reason", "delayMs", "awaitsRelease", "drop", "body", "trickleMs", "commits", "headers"])
    }
    let faults = try decode([Fault].self, from: json, Fault.expected)
    if let mistake = faults.compactMap(\.mistake).first { throw ControlError("\(mistake); expected \(Fault.expected)") }
    realm.change { $0.faults = faults.map(ArmedFault.init) }
    return .json(["faults": .int(faults.count)])
  }

  private static func refuseStrangers(_ json: JSON, _ names: Set<String>) throws(ControlError) {
    guard let members = json.object else { throw ControlError("expected \(Fault.expected)") }
    if let stranger = Set(members.keys).subtracting(names).min() {
      throw ControlError("there is no member \(stranger); expected \(Fault.expected)")
    }
  }

  static func faults(_ world: World) -> JSON {
    .array(
      world.faults.map { armed in
        var row: JSON = ["met": .int(armed.met), "struck": .int(armed.struck)]
        if let method = armed.fault.match?.method { row["method"] = .string(method) }
        if let path = armed.fault.match?.path { row["path"] = .string(path) }
        return row
      })
  }

  static func settings(_ world: World) -> JSON {
    let settings = world.settings
    var body: JSON = [
      "listLagMs": .int(settings.listLagMs), "listLagEvents": .int(settings.listLagEvents),
      "unlisted": .array(settings.unlisted.map { .string($0) }), "quietNoChange": .bool(settings.quietNoChange),
      "emptyPages": .int(settings.emptyPages),
      "duplicatesUnnoticed": .bool(settings.duplicatesUnnoticed), "testingMode": .bool(settings.testingMode),
      "accessTokenSeconds": .int(settings.accessTokenSeconds), "undelete": .bool(settings.undelete),
      "bareTombstones": .bool(settings.bareTombstones), "mergesBusy": .bool(settings.mergesBusy),
      "declinedIsBusy": .bool(settings.declinedIsBusy), "anyPropertySuffices": .bool(settings.anyPropertySuffices),
      "sequenceBumps": .bool(settings.sequenceBumps), "busyRowsHaveSummary": .bool(settings.busyRowsHaveSummary),
    ]
    body["pageSize"] = settings.pageSize.map { .int($0) } ?? .null
    body["quota"] = settings.quota.map { .int($0) } ?? .null
    return body
  }

  /// Members that are left out keep their value; `null` brings the default back.
  static func setSettings(_ body: [UInt8], _ realm: Realm) throws(ControlError) -> Reply {
    let names = SandboxSettings.CodingKeys.allCases.map(\.rawValue).sorted()
    let expected = "an object with any of \(names.joined(separator: ", "))"
    guard let change = JSON(parsing: body), let members = change.object else {
      throw ControlError("expected \(expected)")
    }
    if let stranger = Set(members.keys).subtracting(names).min() {
      throw ControlError("there is no setting \(stranger); expected \(expected)")
    }
    let merged = realm.change { Tuning.settings($0) }.merging(change)
    let settings = try decode(SandboxSettings.self, from: merged, expected)
    let numbers = [
      settings.listLagMs, settings.listLagEvents, settings.emptyPages, settings.quota ?? 0,
      settings.accessTokenSeconds - 1,
    ]
    guard settings.listLagEvents <= StoredCalendar.mostChangesBack else {
      throw ControlError("listLagEvents is \(StoredCalendar.mostChangesBack) at most")
    }
    guard numbers.allSatisfy({ $0 >= 0 }), settings.pageSize.map({ $0 > 0 }) ?? true else {
      throw ControlError("numbers are 0 or more, pageSize and accessTokenSeconds 1 or more")
    }
    return realm.change { world in
      world.settings = settings
      return .json(Tuning.settings(world))
    }
  }

  static func clock(_ world: World) -> JSON {
    ["now": .string(Timestamp.writeUTC(world.clock.now)), "rate": .double(world.clock.rate)]
  }

  static func setClock(_ body: [UInt8], _ realm: Realm) throws(ControlError) -> Reply {
    let asked = try ControlBodies.Time.read(body)
    var now: Moment?
    if let text = asked.now {
      guard let moment = Timestamp.readMoment(text) else {
        throw ControlError("now is not a time; expected \(ControlBodies.Time.expected)")
      }
      now = moment
    }
    if let rate = asked.rate, !(0...1_000_000).contains(rate) {
      throw ControlError("rate is out of range; expected \(ControlBodies.Time.expected)")
    }
    return realm.change { world in
      world.clock.set(now: now, rate: asked.rate)
      return .json(clock(world))
    }
  }

  static func setLatency(_ body: [UInt8], _ realm: Realm) throws(ControlError) -> Reply {
    let milliseconds = try ControlBodies.Latency.read(body).ms
    guard (0...600_000).contains(milliseconds) else { throw ControlError("expected \(ControlBodies.Latency.expected)") }
    realm.change { $0.latency = milliseconds }
    return .json(["ms": .int(milliseconds)])
  }
}
