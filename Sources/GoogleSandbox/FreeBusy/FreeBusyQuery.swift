/// `freeBusy.query` (facts 2.7): always 200 once the request itself is right; what fails for one calendar is said beside
/// that calendar.
enum FreeBusyQuery {
  /// Windows above this were refused.
  private static let longest: Int64 = 90 * 86_400

  static func answer(_ call: Call, in world: World) throws(APIError) -> Reply {
    guard let body = JSON(parsing: call.inquiry.body), body.object != nil else { throw .parseError }
    let from = try bound("timeMin", body)
    let to = try bound("timeMax", body)
    guard from < to else { throw .timeRangeEmpty() }
    if to.seconds - from.seconds > longest { throw .timeRangeTooLong }
    var zone = ZoneRules.utc
    if let name = body["timeZone"]?.string, !name.isEmpty {
      guard let named = ZoneRules(name) else { throw .invalid("Invalid time zone definition.") }
      zone = named
    }
    let ids = (body["items"]?.array ?? []).compactMap { $0["id"]?.string }
    let cap = body["calendarExpansionMax"]?.int
    if let cap, !(1...50).contains(cap) { throw .invalid("Invalid value for calendarExpansionMax.") }

    var calendars: [String: JSON] = [:]
    for (index, id) in ids.enumerated() {
      if let cap, index >= cap {
        calendars[id] = failure("tooManyCalendarsRequested", domain: "calendar")
      } else {
        calendars[id] = entry(id, TimeWindow(from: from, to: to), zone, call, world)
      }
    }
    return .json([
      "kind": "calendar#freeBusy", "timeMin": .string(Timestamp.writeUTC(from)),
      "timeMax": .string(Timestamp.writeUTC(to)),
      "calendars": .object(calendars),
    ])
  }

  private static func bound(_ name: String, _ body: JSON) throws(APIError) -> Moment {
    guard let value = body[name], value != .null else { throw .required("Missing \(name) parameter.") }
    guard let moment = value.string.flatMap(Timestamp.readMoment) else { throw .badRequest }
    return moment
  }

  private static func entry(
    _ requested: String, _ window: TimeWindow, _ zone: ZoneRules, _ call: Call, _ world: World
  ) -> JSON {
    let id = world.resolve(requested, for: call.caller.account)
    guard let calendar = world.calendars[id], world.role(of: call.caller.account, in: id) != nil else {
      return failure("notFound", domain: "global")
    }
    do {
      return [
        "busy": .array(
          try busy(calendar, window, world).map { period in
            [
              "start": .string(Timestamp.write(period.start, in: zone)),
              "end": .string(Timestamp.write(period.end, in: zone)),
            ]
          })
      ]
    } catch {
      return failure("internalError", domain: "global")
    }
  }

  private static func failure(_ reason: String, domain: String) -> JSON {
    ["errors": [["domain": .string(domain), "reason": .string(reason)]], "busy": []]
  }

  private struct Period {
    var start: Moment
    var end: Moment
  }

  /// Opaque and not cancelled counts; days count from midnight to midnight in the calendar's zone.
  private static func busy(_ calendar: StoredCalendar, _ window: TimeWindow, _ world: World) throws(APIError)
    -> [Period]
  {
    let horizon = world.clock.now.adding(seconds: Series.horizonSeconds)
    let periods = try calendar.occurrences(in: window, Sight(calendar, world), horizon: horizon)
      .filter { event in
        event.isLive && event.isOpaque && (world.settings.declinedIsBusy || !event.isDeclined(by: calendar.owner))
      }
      .map { Period(start: $0.start.moment(in: calendar.zone), end: $0.end.moment(in: calendar.zone)) }
      .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    return world.settings.mergesBusy ? merge(periods, window) : periods
  }

  private static func merge(_ periods: [Period], _ window: TimeWindow) -> [Period] {
    var merged: [Period] = []
    for period in periods {
      var period = period
      period.start = max(period.start, window.from ?? period.start)
      period.end = min(period.end, window.to ?? period.end)
      if let last = merged.last, last.end >= period.start {
        merged[merged.count - 1].end = max(last.end, period.end)
      } else {
        merged.append(period)
      }
    }
    return merged
  }
}
