/// A start or an end: a day, or a moment with the zone it was written in.
enum EventTime: Hashable, Sendable {
  case day(Day)
  case moment(Moment, zone: String)

  var isDay: Bool {
    if case .day = self { return true }
    return false
  }

  /// Where it lies on the time line; a day begins at midnight in the calendar's zone.
  func moment(in zone: ZoneRules) -> Moment {
    switch self {
    case .day(let day): zone.midnight(day)
    case .moment(let moment, _): moment
    }
  }

  /// Shown in a zone; the `timeZone` member stays the event's own.
  func json(in zone: ZoneRules) -> JSON {
    switch self {
    case .day(let day): ["date": .string(Timestamp.write(day))]
    case .moment(let moment, let name):
      ["dateTime": .string(Timestamp.write(moment, in: zone)), "timeZone": .string(name)]
    }
  }

  /// What the instance id of a series says after the underscore.
  var instanceSuffix: String {
    switch self {
    case .day(let day): Timestamp.writeBasic(day)
    case .moment(let moment, _): Timestamp.writeBasic(moment)
    }
  }

  enum End: String { case start, end }

  /// Reads the member `start` or `end` of an event (facts 6). An offset decides the moment, and the zone only names
  /// itself; without an offset the zone decides.
  init(_ json: JSON?, _ which: End, calendarZone: ZoneRules) throws(APIError) {
    guard let json, json.object != nil else { throw .required("Missing \(which.rawValue) time.") }
    let malformed = APIError.invalid("Invalid \(which.rawValue) time.")
    let day = try EventTime.text(json["date"], malformed)
    let dateTime = try EventTime.text(json["dateTime"], malformed)
    switch (day, dateTime) {
    case (nil, nil): throw .required("Missing \(which.rawValue) time.")
    case (.some, .some): throw malformed
    case (let text?, nil):
      guard let day = Timestamp.readDay(text) else { throw malformed }
      self = .day(day)
    case (nil, let text?):
      var zone: ZoneRules?
      if let name = try EventTime.text(json["timeZone"], malformed) {
        zone = ZoneRules(name)
        if zone == nil { throw .invalid("Invalid time zone definition for \(which.rawValue) time.") }
      }
      switch Timestamp.read(text) {
      case nil: throw malformed
      case .moment(let moment): self = .moment(moment, zone: (zone ?? calendarZone).name)
      case .local(let wall):
        guard let zone else { throw .required("Missing time zone definition for \(which.rawValue) time.") }
        self = .moment(zone.moment(of: wall), zone: zone.name)
      }
    }
  }

  private static func text(_ json: JSON?, _ malformed: APIError) throws(APIError) -> String? {
    guard let json, json != .null else { return nil }
    guard let text = json.string else { throw malformed }
    return text
  }
}
