import Desk
import GRDB
import Scheduling

extension Database {
  func booking(_ id: BookingID) throws -> Booking? {
    try row("SELECT * FROM booking WHERE id = ?", [id.rawValue]).map { try booking(from: $0) }
  }

  func bookings(_ sql: String, _ arguments: StatementArguments) throws -> [Booking] {
    try rows(sql, arguments).map { try booking(from: $0) }
  }

  func booking(from row: Row) throws -> Booking {
    let id = try BookingID(row.required("id"))
    do {
      return try Booking(row, id: id, claims: claims(of: id))
    } catch LedgerFailure.corrupt(let what) {
      throw LedgerFailure.corrupt("booking \(id): \(what)")
    }
  }

  private func claims(of booking: BookingID) throws -> [ClaimPart: [Claim]] {
    let sql = #"SELECT part, resource, start, "end", occasion FROM claim WHERE booking = ? ORDER BY part, position"#
    var claims: [ClaimPart: [Claim]] = [:]
    for row in try rows(sql, [booking.rawValue]) {
      guard let part = try ClaimPart(rawValue: row.required("part")) else {
        throw LedgerFailure.corrupt("a claim is of no known part")
      }
      claims[part, default: []] += [
        try Claim(
          resource: ResourceID(row.required("resource")), interval: row.interval(),
          occasion: row.optional("occasion").map(OccasionID.init))
      ]
    }
    return claims
  }
}

extension Booking {
  fileprivate init(_ row: Row, id: BookingID, claims: [ClaimPart: [Claim]]) throws {
    guard let state = try BookingState(rawValue: row.required("state")) else {
      throw LedgerFailure.corrupt("its state is unknown")
    }
    let calendar = try CalendarReference(
      account: AccountID(row.required("account")), calendar: CalendarID(row.required("calendar")))
    try self.init(
      id: id, desk: DeskKey(row.required("desk")), offering: OfferingKey(row.required("offering")),
      host: HostKey(row.required("host")), period: row.interval(), claims: claims[.place] ?? [],
      seats: row.seats("seats"),
      attempt: Attempt(
        booking: id, generation: row.required("generation"), token: AttemptToken(row.required("token")),
        calendar: calendar),
      revision: row.required("revision"), others: row.calendars("others"), details: BookingDetails(row),
      call: row.optional("call").map(CallID.init), caller: row.optional("caller").flatMap(PhoneNumber.init),
      createdAt: row.instant("created_at"), state: state, epoch: row.required("epoch"),
      leaseUntil: row.instant("lease_until"), isOnlyKept: row.required("is_only_kept"),
      isClear: row.required("is_clear"), promised: row.required("promised"),
      owesReport: row.optional("owes_report").map(CallID.init), announced: row.required("announced"),
      event: PlacedEvent(row), code: row.optional("code").map(ConfirmationCode.init),
      move: row.value("move") { Move(stored: $0, of: id, claims: claims[.move] ?? []) },
      left: row.value("remains") {
        Remains(stored: $0, of: id, claims: claims[.remains] ?? [])
      })
  }
}

extension BookingDetails {
  fileprivate init(_ row: Row) throws {
    try self.init(
      summary: row.required("summary"), name: row.optional("name"), email: row.optional("email"),
      phone: row.optional("phone").flatMap(PhoneNumber.init), notes: row.optional("notes"),
      guests: row.texts("guests"))
  }
}

extension PlacedEvent {
  fileprivate init?(_ row: Row) throws {
    guard let event: String = try row.optional("event") else { return nil }
    try self.init(event: EventID(event), link: row.optional("link"))
  }
}

extension Row {
  fileprivate func calendars(_ column: String) throws -> [CalendarReference] {
    guard let values = try json(column).array else { throw LedgerFailure.corrupt("\(column) is no array") }
    return try values.map { value in
      guard let calendar = CalendarReference(stored: value) else {
        throw LedgerFailure.corrupt("\(column) holds no calendar")
      }
      return calendar
    }
  }

  fileprivate func seats(_ column: String) throws -> [SeatClaim] {
    guard let seats = try [SeatClaim](stored: json(column)) else {
      throw LedgerFailure.corrupt("\(column) holds something else than seats")
    }
    return seats
  }

  /// What is stored as JSON in a column that may be empty.
  fileprivate func value<Value>(_ column: String, _ read: (JSONValue) -> Value?) throws -> Value? {
    guard try (optional(column) as String?) != nil else { return nil }
    guard let value = try read(json(column)) else { throw LedgerFailure.corrupt("\(column) is not readable") }
    return value
  }
}
