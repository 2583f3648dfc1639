extension StoredCalendar {
  /// A stored event, or an instance that a series makes and nobody has changed yet.
  func event(_ id: String) -> StoredEvent? {
    if let event = events[id] { return event }
    guard let mark = id.lastIndex(of: "_"), let master = events[String(id[..<mark])], master.isMaster, master.isLive
    else {
      return nil
    }
    return Series(master)?.instance(id, calendarZone: zone)
  }

  /// What the window holds with series expanded: single events, instances, and exceptions in place of instances.
  func occurrences(in window: TimeWindow, _ sight: Sight, horizon: Moment) throws(APIError) -> [StoredEvent] {
    var found: [StoredEvent] = []
    let rows = candidates(in: window, sight)
    for event in rows {
      guard event.isMaster else {
        if window.overlaps(event, zone: zone) { found.append(event) }
        continue
      }
      guard event.isLive else { continue }
      guard let series = Series(event) else { throw .notExpandable }
      found += series.instances(in: window, calendarZone: zone, horizon: horizon).filter { instance in
        events[instance.id].map { sight.state(of: $0) == nil } ?? true
      }
    }
    return found
  }
}

extension APIError {
  /// Not Google's: said where the sandbox would otherwise have to pretend.
  static let notExpandable = APIError(
    status: 501, reason: "notImplemented",
    message: "The sandbox expands one RRULE of FREQ=DAILY or WEEKLY with INTERVAL, COUNT, UNTIL and BYDAY, and EXDATE.")
  static let forbidden = APIError(status: 403, reason: "forbidden", message: "Forbidden")
}
