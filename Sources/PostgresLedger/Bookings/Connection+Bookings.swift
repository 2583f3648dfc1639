import Desk
import Scheduling

/// Bookings in and out of their table, within a transaction that the caller began.
extension Connection {
  func booking(_ id: BookingID) throws -> StoredBooking? {
    try row("SELECT * FROM booking WHERE digest(id) = digest($1) AND id = $1", [.id(id)]).map(StoredBooking.init)
  }

  /// The same, and nobody else changes it until the transaction ends.
  func lockedBooking(_ id: BookingID) throws -> StoredBooking? {
    try row("SELECT * FROM booking WHERE digest(id) = digest($1) AND id = $1 FOR UPDATE", [.id(id)])
      .map(StoredBooking.init)
  }

  /// - Parameter condition: What follows `WHERE`, with the order and the limit.
  func bookings(where condition: String, _ parameters: [Parameter]) throws -> [Booking] {
    try rows("SELECT * FROM booking WHERE \(condition)", parameters).map { try StoredBooking($0).booking }
  }

  /// Stores a new booking without its claims.
  ///
  /// - Returns: its number; `nil` when its id or code is there already.
  func insert(_ booking: Booking) throws -> Int64? {
    let columns = booking.columns
    let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let values = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    return try row(
      "INSERT INTO booking (\(names)) VALUES (\(values)) ON CONFLICT DO NOTHING RETURNING number",
      columns.map(\.value)
    )?.required("number")
  }

  /// Stores everything of a booking but its claims.
  func update(_ booking: Booking, number: Int64) throws {
    let columns = booking.columns
    let changes = columns.enumerated().map { "\"\($1.name)\" = $\($0 + 2)" }.joined(separator: ", ")
    try change("UPDATE booking SET \(changes) WHERE number = $1", [.integer(number)] + columns.map(\.value))
  }

  func isInUse(_ code: ConfirmationCode, at desk: DeskKey, exceptOf booking: BookingID) throws -> Bool {
    try row(
      "SELECT 1 FROM booking WHERE desk = $1 AND code = $2 AND id <> $3", [.id(desk), .id(code), .id(booking)]) != nil
  }
}
