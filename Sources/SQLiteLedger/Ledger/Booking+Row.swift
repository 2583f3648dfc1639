import Desk
import GRDB
import Scheduling

extension Database {
  func booking(_ id: BookingID) throws -> Booking? {
    try row("SELECT * FROM booking WHERE id = ?", [id.rawValue]).map { try booking(from: $0) }
  }

  func booking(from row: Row) throws -> Booking {
    let id = try BookingID(row.required("id"))
    do {
      return try Booking(row, id: id, claims: claims(of: id))
    } catch LedgerFailure.corrupt(let what) {
      throw LedgerFailure.corrupt("booking \(id): \(what)")
    }
  }

  private func claims(of booking: BookingID) throws -> [Claim] {
    let sql = #"SELECT resource, start, "end" FROM claim WHERE booking = ? ORDER BY position"#
    return try rows(sql, [booking.rawValue]).map {
      try Claim(resource: ResourceID($0.required("resource")), interval: $0.interval())
    }
  }

  func insert(_ booking: Booking) throws {
    try run(
      """
      INSERT INTO booking (id, desk, offering, host, start, "end", state, epoch, lease_until, promised, generation,
        token, account, calendar, others, event, link, code, call, caller, created_at, summary, name, email, phone,
        notes, guests)
      VALUES (:id, :desk, :offering, :host, :start, :end, :state, :epoch, :lease_until, :promised, :generation,
        :token, :account, :calendar, :others, :event, :link, :code, :call, :caller, :created_at, :summary, :name,
        :email, :phone, :notes, :guests)
      """, booking.columns)
    let live = booking.state.excludes
    for (position, claim) in booking.claims.enumerated() {
      try run(
        #"INSERT INTO claim (booking, position, resource, start, "end", live) VALUES (?, ?, ?, ?, ?, ?)"#,
        [
          booking.id.rawValue, position, claim.resource.rawValue, claim.interval.start.milliseconds,
          claim.interval.end.milliseconds, live,
        ])
    }
  }

  /// Stores what can change of a booking; the schema lets its claims follow.
  func update(_ booking: Booking) throws {
    try run(
      """
      UPDATE booking SET state = :state, epoch = :epoch, lease_until = :lease_until, promised = :promised,
        generation = :generation, token = :token, account = :account, calendar = :calendar, event = :event,
        link = :link, code = :code
      WHERE id = :id
      """,
      [
        "id": booking.id.rawValue, "state": booking.state.rawValue, "epoch": booking.epoch,
        "lease_until": booking.leaseUntil.milliseconds, "promised": booking.promised,
        "generation": booking.attempt.generation, "token": booking.attempt.token.rawValue,
        "account": booking.attempt.calendar.account.rawValue,
        "calendar": booking.attempt.calendar.calendar.rawValue, "event": booking.event?.event.rawValue,
        "link": booking.event?.link, "code": booking.code?.rawValue,
      ])
  }
}

extension Booking {
  fileprivate init(_ row: Row, id: BookingID, claims: [Claim]) throws {
    guard let state = try BookingState(rawValue: row.required("state")) else {
      throw LedgerFailure.corrupt("its state is unknown")
    }
    let calendar = try CalendarReference(
      account: AccountID(row.required("account")), calendar: CalendarID(row.required("calendar")))
    try self.init(
      id: id, desk: DeskKey(row.required("desk")), offering: OfferingKey(row.required("offering")),
      host: HostKey(row.required("host")), period: row.interval(), claims: claims,
      attempt: Attempt(
        booking: id, generation: row.required("generation"), token: AttemptToken(row.required("token")),
        calendar: calendar),
      others: row.calendars("others"), details: BookingDetails(row), call: row.optional("call").map(CallID.init),
      caller: row.optional("caller").flatMap(PhoneNumber.init), createdAt: row.instant("created_at"), state: state,
      epoch: row.required("epoch"), leaseUntil: row.instant("lease_until"), promised: row.required("promised"),
      event: PlacedEvent(row), code: row.optional("code").map(ConfirmationCode.init))
  }

  fileprivate var columns: StatementArguments {
    [
      "id": id.rawValue, "desk": desk.rawValue, "offering": offering.rawValue, "host": host.rawValue,
      "start": period.start.milliseconds, "end": period.end.milliseconds, "state": state.rawValue, "epoch": epoch,
      "lease_until": leaseUntil.milliseconds, "promised": promised, "generation": attempt.generation,
      "token": attempt.token.rawValue, "account": attempt.calendar.account.rawValue,
      "calendar": attempt.calendar.calendar.rawValue, "others": JSONValue.array(others.map(\.stored)).text,
      "event": event?.event.rawValue, "link": event?.link, "code": code?.rawValue, "call": call?.rawValue,
      "caller": caller?.rawValue, "created_at": createdAt.milliseconds, "summary": details.summary,
      "name": details.name, "email": details.email, "phone": details.phone?.rawValue, "notes": details.notes,
      "guests": JSONValue.array(details.guests.map(JSONValue.string)).text,
    ]
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
}
