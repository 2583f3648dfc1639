import Desk
import Scheduling

extension Move {
  /// The move as JSON, without its claims, which are rows of their own.
  var stored: JSONValue {
    [
      "host": .string(host.rawValue), "start": .integer(period.start.milliseconds),
      "end": .integer(period.end.milliseconds), "attempt": attempt?.stored ?? .null,
      "others": .array(others.map(\.stored)), "call": call.map { .string($0.rawValue) } ?? .null,
      "askedAt": .integer(askedAt.milliseconds), "seats": seats.stored,
    ]
  }

  /// `nil` when the value was not written by ``stored``.
  init?(stored value: JSONValue, of booking: BookingID, claims: [Claim]) {
    guard let host = value["host"]?.string, let start = value["start"]?.integer, let end = value["end"]?.integer,
      let period = Interval(start: Instant(milliseconds: start), end: Instant(milliseconds: end)),
      let attempt = value["attempt"], let others = value["others"]?.array, let call = value["call"],
      let askedAt = value["askedAt"]?.integer, let seats = [SeatClaim](stored: value["seats"])
    else { return nil }
    let references = others.compactMap(CalendarReference.init(stored:))
    let next = Attempt(stored: attempt, of: booking)
    guard references.count == others.count, next != nil || attempt == .null else { return nil }
    self.init(
      host: HostKey(host), period: period, claims: claims, seats: seats, attempt: next,
      others: references, call: call.string.map(CallID.init), askedAt: Instant(milliseconds: askedAt))
  }
}

extension Remains {
  /// The attempt and the seats, without the claims.
  var stored: JSONValue {
    [
      "generation": .integer(Int64(attempt.generation)), "token": .string(attempt.token.rawValue),
      "calendar": attempt.calendar.stored, "seats": seats.stored,
    ]
  }

  /// `nil` when the value was not written by ``stored``.
  init?(stored value: JSONValue, of booking: BookingID, claims: [Claim]) {
    guard let attempt = Attempt(stored: value, of: booking), let seats = [SeatClaim](stored: value["seats"])
    else { return nil }
    self.init(attempt: attempt, claims: claims, seats: seats)
  }
}

extension Attempt {
  /// The attempt as JSON, for storage with its booking.
  var stored: JSONValue {
    [
      "generation": .integer(Int64(generation)), "token": .string(token.rawValue), "calendar": calendar.stored,
    ]
  }

  /// `nil` when the value was not written by ``stored``.
  init?(stored value: JSONValue, of booking: BookingID) {
    guard let generation = value["generation"]?.integer, let token = value["token"]?.string,
      let calendar = value["calendar"].flatMap(CalendarReference.init(stored:))
    else { return nil }
    self.init(booking: booking, generation: Int(generation), token: AttemptToken(token), calendar: calendar)
  }
}
