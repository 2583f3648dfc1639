import Desk
import Scheduling

/// Seats. Whoever takes some locks their keys first, with all else that has no row and before any resource, counts who has
/// them, and only then writes.
extension Connection {
  /// The names to be locked (``lock(_:)``) by whoever takes these.
  static func names(of seats: [SeatClaim]) -> [String] { seats.map { "seat \($0.key)" } }

  /// A booking that has a seat.
  struct Occupant {
    /// Which of the seats asked for it has.
    let position: Int
    let booking: Int64
    /// Only kept for the call that asks.
    let isOwn: Bool
    /// Of those: whether it may have an event already.
    let mayHaveEvent: Bool
  }

  /// Who has seats of these keys, for each key the booking that was made first before the others.
  func occupants(of seats: [SeatClaim], askedBy call: CallID?, at desk: DeskKey) throws -> [Occupant] {
    guard !seats.isEmpty else { return [] }
    return try rows(
      """
      SELECT wanted.position - 1 AS position, seat.booking,
        booking.only_kept AND booking.state IN ('kept', 'held', 'inserted') AND booking.desk = $2
          AND coalesce(booking.call = $3, false) AS is_own,
        booking.state <> 'kept' AS may_have_event
      FROM unnest($1) WITH ORDINALITY AS wanted (key, position)
      JOIN seat ON digest(seat.key) = digest(wanted.key)
      JOIN booking ON booking.number = seat.booking
      ORDER BY wanted.position, booking.created_at, booking.id
      """, [.texts(seats.map(\.key.rawValue)), .id(desk), .text(call?.rawValue)]
    ).map {
      try Occupant(
        position: $0.required("position"), booking: $0.required("booking"), isOwn: $0.required("is_own"),
        mayHaveEvent: $0.required("may_have_event"))
    }
  }

  /// Those of the seats of which none is free. Their keys are locked.
  func full(_ seats: [SeatClaim]) throws -> [SeatKey] {
    guard !seats.isEmpty else { return [] }
    let taken = try taken(seats.map(\.key))
    return seats.filter { taken[$0.key, default: 0] >= $0.places }.map(\.key)
  }

  /// Gives the booking the lowest free number of each seat. Their keys are locked, and one of each is free.
  func takeSeats(_ seats: [SeatClaim], of booking: Int64) throws {
    guard !seats.isEmpty else { return }
    let written = try change(
      """
      INSERT INTO seat (booking, key, places, number)
      SELECT $1, key, places, number FROM (
        SELECT wanted.key, wanted.places, (
          SELECT candidate
          FROM generate_series(0, (SELECT count(*) FROM seat WHERE digest(seat.key) = digest(wanted.key))) AS candidate
          WHERE NOT EXISTS (
            SELECT FROM seat WHERE digest(seat.key) = digest(wanted.key) AND seat.number = candidate)
          ORDER BY candidate LIMIT 1) AS number
        FROM unnest($2, $3) AS wanted (key, places)) AS found
      WHERE number < places
      ON CONFLICT DO NOTHING
      """, [.integer(booking), .texts(seats.map(\.key.rawValue)), .integers(seats.map { Int64($0.places) })])
    // Somebody wrote a seat without the lock: a restored dump, a person.
    guard written == seats.count else { throw StatementFailure.overtaken }
  }

  /// Lets go the seats that a stored booking needs no more, and gives it those that it needs now, which are free.
  func changeSeats(of before: StoredBooking, to after: Booking) throws {
    let needed = Set(after.liveSeats.map(\.key))
    let given = before.booking.liveSeats.map(\.key).filter { !needed.contains($0) }
    if !given.isEmpty {
      try change(
        "DELETE FROM seat WHERE booking = $1 AND digest(key) IN (SELECT digest(given) FROM unnest($2) AS given)",
        [.integer(before.number), .texts(given.map(\.rawValue))])
    }
    try takeSeats(after.seatsAdded(to: before.booking), of: before.number)
  }

  func taken(_ keys: [SeatKey]) throws -> [SeatKey: Int] {
    let asked = Set(keys)
    guard !asked.isEmpty else { return [:] }
    let rows = try rows(
      """
      SELECT wanted.key, (SELECT count(*) FROM seat WHERE digest(seat.key) = digest(wanted.key)) AS taken
      FROM unnest($1) AS wanted (key)
      """, [.texts(asked.map(\.rawValue))])
    return try Dictionary(uniqueKeysWithValues: rows.map { try (SeatKey($0.required("key")), $0.required("taken")) })
  }

  func upcoming(of hosts: [ResourceID], after instant: Instant) throws -> [ResourceID: Int] {
    var counts = Dictionary(hosts.map { ($0, 0) }) { first, _ in first }
    let rows = try rows(
      """
      SELECT resource.name, count(DISTINCT claim.booking) AS bookings
      FROM resource
      JOIN claim ON claim.resource = resource.number
        AND int8range(claim."start", claim."end") && int8range($2, NULL)
      WHERE digest(resource.name) IN (SELECT digest(asked) FROM unnest($1) AS asked)
      GROUP BY resource.name
      """, [.texts(counts.keys.map(\.rawValue)), .instant(instant)])
    for row in rows { counts[try ResourceID(row.required("name"))] = try row.required("bookings") }
    return counts
  }
}

/// Whether there is a seat of every key.
enum Room {
  /// Once these have gone that are only kept for the same call.
  case free(released: [Int64])
  /// That is only kept for the same call, and may have an event already.
  case inOwnWay(Int64)
  case full(SeatKey)
}

extension [Connection.Occupant] {
  /// - Parameter leaving: who makes way for the claims.
  func makingRoom(for seats: [SeatClaim], beside leaving: Set<Int64>) -> Room {
    var released: [Int64] = []
    for (position, seat) in seats.enumerated() {
      var staying = filter {
        $0.position == position && !leaving.contains($0.booking) && !released.contains($0.booking)
      }
      while staying.count >= seat.places {
        let own = staying.filter(\.isOwn)
        guard let next = own.first(where: { !$0.mayHaveEvent })?.booking else {
          return own.first.map { .inOwnWay($0.booking) } ?? .full(seat.key)
        }
        staying.removeAll { $0.booking == next }
        released.append(next)
      }
    }
    return .free(released: released)
  }
}
