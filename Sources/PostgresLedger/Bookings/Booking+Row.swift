import Desk
import Scheduling

/// A booking and the number under which other tables know it.
struct StoredBooking {
  let number: Int64
  let booking: Booking

  init(_ row: Row) throws {
    number = try row.required("number")
    let id = try BookingID(row.required("id"))
    do {
      booking = try Booking(row, id: id)
    } catch LedgerFailure.corrupt(let what) {
      throw LedgerFailure.corrupt("booking \(id): \(what)")
    }
  }
}

extension Booking {
  fileprivate init(_ row: Row, id: BookingID) throws {
    guard let state = try BookingState(rawValue: row.required("state")) else {
      throw LedgerFailure.corrupt("its state is unknown")
    }
    let calendar = try CalendarReference(
      account: AccountID(row.required("account")), calendar: CalendarID(row.required("calendar")))
    try self.init(
      id: id, desk: DeskKey(row.required("desk")), offering: OfferingKey(row.required("offering")),
      host: HostKey(row.required("host")), period: row.interval(),
      claims: row.stored("claims") { $0.elements(Claim.init(stored:)) },
      seats: row.stored("seats") { [SeatClaim](stored: $0) },
      attempt: Attempt(
        booking: id, generation: row.required("generation"), token: AttemptToken(row.required("token")),
        calendar: calendar),
      revision: row.required("revision"),
      others: row.stored("others") { $0.elements(CalendarReference.init(stored:)) }, details: BookingDetails(row),
      call: row.optional("call").map(CallID.init), caller: row.optional("caller").flatMap(PhoneNumber.init),
      createdAt: row.instant("created_at"), state: state, epoch: row.required("epoch"),
      leaseUntil: row.instant("lease_until"), isOnlyKept: row.required("only_kept"), isClear: row.required("clear"),
      promised: row.required("promised"), owesReport: row.optional("owes_report").map(CallID.init),
      announced: row.required("announced"), event: PlacedEvent(row),
      code: row.optional("code").map(ConfirmationCode.init),
      move: row.storedIfAny("move") { Move(stored: $0, of: id) },
      left: row.storedIfAny("remains") { Remains(stored: $0, of: id) })
  }

  /// Everything that is stored of it, by column.
  var columns: [(name: String, value: Parameter)] {
    [
      ("id", .id(id)), ("desk", .id(desk)), ("offering", .id(offering)), ("host", .id(host)),
      ("start", .instant(period.start)), ("end", .instant(period.end)),
      ("claims", .json(.array(claims.map(\.stored)))), ("seats", .json(seats.stored)), ("state", .text(state.rawValue)),
      ("epoch", .integer(epoch)),
      ("lease_until", .instant(leaseUntil)), ("only_kept", .flag(isOnlyKept)), ("clear", .flag(isClear)),
      ("promised", .flag(promised)), ("announced", .flag(announced)), ("owes_report", .text(owesReport?.rawValue)),
      ("generation", .integer(attempt.generation)), ("token", .id(attempt.token)), ("revision", .integer(revision)),
      ("account", .id(attempt.calendar.account)), ("calendar", .id(attempt.calendar.calendar)),
      ("others", .json(.array(others.map(\.stored)))), ("event", .text(event?.event.rawValue)),
      ("link", .text(event?.link)), ("code", .text(code?.rawValue)), ("move", .json(move?.stored)),
      ("remains", .json(left?.stored)), ("call", .text(call?.rawValue)), ("caller", .text(caller?.rawValue)),
      ("created_at", .instant(createdAt)), ("summary", .text(details.summary)), ("name", .text(details.name)),
      ("email", .text(details.email)), ("phone", .text(details.phone?.rawValue)), ("notes", .text(details.notes)),
      ("guests", .json(.array(details.guests.map(JSONValue.string)))),
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
