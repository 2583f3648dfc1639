import Desk
import Scheduling

/// Parts of a booking as JSON, in its row.
extension Claim {
  var stored: JSONValue {
    [
      "resource": .string(resource.rawValue), "start": interval.start.stored, "end": interval.end.stored,
      "occasion": occasion.map { .string($0.rawValue) } ?? .null,
    ]
  }

  /// `nil` when the value was not written by ``stored``; so with those below.
  init?(stored value: JSONValue) {
    guard let resource = value["resource"]?.string, let interval = Interval(stored: value) else { return nil }
    self.init(
      resource: ResourceID(resource), interval: interval, occasion: value["occasion"]?.string.map(OccasionID.init))
  }
}

extension Move {
  var stored: JSONValue {
    [
      "host": .string(host.rawValue), "start": period.start.stored, "end": period.end.stored,
      "claims": .array(claims.map(\.stored)), "attempt": attempt?.stored ?? .null,
      "others": .array(others.map(\.stored)), "call": call.map { .string($0.rawValue) } ?? .null,
      "askedAt": askedAt.stored, "seats": seats.stored,
    ]
  }

  init?(stored value: JSONValue, of booking: BookingID) {
    guard let host = value["host"]?.string, let period = Interval(stored: value),
      let claims = value["claims"]?.elements(Claim.init(stored:)), let seats = [SeatClaim](stored: value["seats"]),
      let written = value["attempt"],
      let others = value["others"]?.elements(CalendarReference.init(stored:)),
      let askedAt = value["askedAt"].flatMap(Instant.init(stored:))
    else { return nil }
    let attempt = Attempt(stored: written, of: booking)
    guard attempt != nil || written == .null else { return nil }
    self.init(
      host: HostKey(host), period: period, claims: claims, seats: seats, attempt: attempt, others: others,
      call: value["call"]?.string.map(CallID.init), askedAt: askedAt)
  }
}

extension Remains {
  var stored: JSONValue {
    ["attempt": attempt.stored, "claims": .array(claims.map(\.stored)), "seats": seats.stored]
  }

  init?(stored value: JSONValue, of booking: BookingID) {
    guard let attempt = value["attempt"].flatMap({ Attempt(stored: $0, of: booking) }),
      let claims = value["claims"]?.elements(Claim.init(stored:)), let seats = [SeatClaim](stored: value["seats"])
    else { return nil }
    self.init(attempt: attempt, claims: claims, seats: seats)
  }
}

extension Attempt {
  fileprivate var stored: JSONValue {
    [
      "generation": .integer(Int64(generation)), "token": .string(token.rawValue), "calendar": calendar.stored,
    ]
  }

  fileprivate init?(stored value: JSONValue, of booking: BookingID) {
    guard let generation = value["generation"]?.integer, let token = value["token"]?.string,
      let calendar = value["calendar"].flatMap(CalendarReference.init(stored:))
    else { return nil }
    self.init(booking: booking, generation: Int(generation), token: AttemptToken(token), calendar: calendar)
  }
}

extension Interval {
  fileprivate init?(stored value: JSONValue) {
    guard let start = value["start"].flatMap(Instant.init(stored:)),
      let end = value["end"].flatMap(Instant.init(stored:))
    else { return nil }
    self.init(start: start, end: end)
  }
}

extension Instant {
  fileprivate var stored: JSONValue { .integer(milliseconds) }

  fileprivate init?(stored value: JSONValue) {
    guard let milliseconds = value.integer else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

extension JSONValue {
  /// Every element of an array, read; `nil` when this is no array or one of them cannot be read.
  func elements<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
    guard let array else { return nil }
    var elements: [Element] = []
    for value in array {
      guard let element = read(value) else { return nil }
      elements.append(element)
    }
    return elements
  }
}

extension Row {
  /// A column with JSON that this program wrote.
  func stored<Value>(_ column: String, _ read: (JSONValue) -> Value?) throws(LedgerFailure) -> Value {
    guard let value = try storedIfAny(column, read) else { throw .corrupt("\(column) is missing") }
    return value
  }

  func storedIfAny<Value>(_ column: String, _ read: (JSONValue) -> Value?) throws(LedgerFailure) -> Value? {
    guard try (optional(column) as String?) != nil else { return nil }
    guard let value = try read(json(column)) else { throw .corrupt("\(column) is not readable") }
    return value
  }
}
