import Desk
import LedgerContract
import Scheduling
import Testing

/// A database as an earlier version left it: its whole schema and some of everything. What has been stored here is never
/// changed.
struct SchemaFixture: Sendable, CustomTestStringConvertible {
  let version: Int
  let sql: String
  let bookings: [Booking]
  let desks: [DeskEntry]

  var testDescription: String { "version \(version)" }

  static let all = [version1, version2, version3]
}

extension SchemaFixture {
  private static let version1 = SchemaFixture(
    version: 1, sql: version1SQL, bookings: [confirmed, inserted, released, Sample.booking("held", 90, 120), moving],
    desks: [Sample.desk("salon")])

  private static let version2 = SchemaFixture(
    version: 2, sql: version2SQL, bookings: version1.bookings + Sample.storedParticipants, desks: version1.desks)

  private static let version3 = SchemaFixture(
    version: 3, sql: version3SQL, bookings: version2.bookings, desks: version2.desks)

  private static var confirmed: Booking {
    let details = BookingDetails(
      summary: "Haircut", name: "Ada O'Neil", email: "ada@example.com", phone: PhoneNumber("+15550101"),
      notes: "Line one\nline two", guests: ["ada@example.com", "grace@example.com"])
    var booking = Sample.booking("confirmed", 0, 30, call: "call", caller: "+15550100", details: details)
    booking.state = .confirmed
    booking.event = Sample.event
    booking.code = Sample.code
    return booking
  }

  private static var inserted: Booking {
    var booking = Sample.booking("inserted", 30, 60)
    booking.state = .inserted
    booking.event = Sample.event
    return booking
  }

  private static var released: Booking {
    var booking = Sample.booking("released", 60, 90)
    booking.state = .released
    return booking
  }

  private static var moving: Booking {
    var booking = Sample.booking("moving", 120, 150, call: "call")
    booking.state = .moving
    booking.epoch = 2
    booking.revision = 2
    booking.announced = true
    booking.owesReport = CallID("call-2")
    booking.event = Sample.event
    booking.code = ConfirmationCode("M0VE")
    let calendar = CalendarReference(account: AccountID("ada@example.com"), calendar: CalendarID("second"))
    booking.move = Move(
      host: HostKey("ada"), period: Sample.interval(180, 210),
      claims: [Claim(resource: Sample.chair, interval: Sample.interval(180, 210))],
      attempt: Attempt(
        booking: BookingID("moving"), generation: 1, token: AttemptToken("token-next"), calendar: calendar),
      others: [], call: CallID("call-2"), askedAt: Sample.now)
    return booking
  }
}
