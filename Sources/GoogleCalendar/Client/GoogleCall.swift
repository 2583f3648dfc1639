import Desk

/// One call of the Calendar API, before it has a token and a time.
struct GoogleCall: Sendable {
  enum Kind: Sendable {
    case read
    /// A write that does no harm when it is sent again: by an id of ours, or on condition of an ETag.
    case write(CalendarReference)
  }

  /// As Google names it, such as `events.insert`.
  let name: String
  let account: AccountID
  let kind: Kind
  var errand = Errand.routine
  let method: HTTPExchangeRequest.Method
  /// Below `/calendar/v3`, with every segment encoded.
  let path: String
  var query: [(name: String, value: String)] = []
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  /// What it costs of the quota (facts 3.3).
  var units: Int { method == .patch ? 3 : 1 }

  var isWrite: Bool { if case .write = kind { true } else { false } }

  func url(below base: String) -> String {
    let query = query.map { "\($0.name)=\($0.value.percentEncoded)" }.joined(separator: "&")
    return base + "/calendar/v3" + path + (query.isEmpty ? "" : "?" + query)
  }

  static func eventsPath(_ calendar: CalendarID, _ event: EventID? = nil) -> String {
    "/calendars/\(calendar.rawValue.percentEncoded)/events" + (event.map { "/" + $0.rawValue.percentEncoded } ?? "")
  }
}

/// Why a call failed, and whether a write among its attempts may have been carried out all the same.
struct CallFailure: Error, Hashable, Sendable {
  let cause: GoogleFailure
  let mayHaveHappened: Bool
}
