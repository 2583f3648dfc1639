import Desk
import GRDB
import Scheduling

/// Why storage refuses what a booking was to claim.
enum ClaimRefusal: Error, Hashable {
  case taken
  case full(SeatKey)
  /// What is only kept for the same call has the last seat, and may have an event already.
  case inOwnWay(Booking)
}

/// Seats, each within a transaction that its caller began: there is one writer, so what is counted stays so until it ends.
extension Database {
  /// Gives the booking the lowest free number of each seat.
  ///
  /// - Throws: ``ClaimRefusal/full(_:)``.
  func takeSeats(_ seats: [SeatClaim], of booking: BookingID) throws {
    for seat in seats {
      let numbers: [Int] = try rows(
        "SELECT number FROM seat WHERE key = ? ORDER BY number", [seat.key.rawValue]
      ).map { try $0.required("number") }
      // Where the limit was lowered, numbers beyond it are taken: they count too.
      guard numbers.count < seat.places else { throw ClaimRefusal.full(seat.key) }
      let free = numbers.enumerated().first { $0.offset != $0.element }?.offset ?? numbers.count
      try run(
        "INSERT INTO seat (booking, key, places, number) VALUES (?, ?, ?, ?)",
        [booking.rawValue, seat.key.rawValue, seat.places, free])
    }
  }

  /// Lets go the seats that the booking needs no more, and gives it those that it needs now.
  func changeSeats(of before: Booking, to after: Booking) throws {
    let needed = Set(after.liveSeats.map(\.key))
    for seat in before.liveSeats where !needed.contains(seat.key) {
      try run("DELETE FROM seat WHERE booking = ? AND key = ?", [after.id.rawValue, seat.key.rawValue])
    }
    try takeSeats(after.seatsAdded(to: before), of: after.id)
  }

  /// Which of those that are only kept for the same call make way where no seat is free, the oldest first.
  ///
  /// - Throws: ``ClaimRefusal``, where it is not enough.
  func makingRoom(for seats: [SeatClaim], among kept: [Booking]) throws -> [Booking] {
    var leaving: [Booking] = []
    for seat in seats {
      let hasKey = { (booking: Booking) in booking.liveSeats.contains { $0.key == seat.key } }
      while try taken(seat.key) - leaving.count(where: hasKey) >= seat.places {
        let others = kept.filter { hasKey($0) && !leaving.contains($0) }
        guard let next = others.first(where: { $0.state == .kept }) else {
          throw others.first.map(ClaimRefusal.inOwnWay) ?? .full(seat.key)
        }
        leaving.append(next)
      }
    }
    return leaving
  }

  /// The keys of which no seat is free for the booking, among those that it did not have.
  func fullKeys(for booking: Booking, after before: Booking?) throws -> Set<SeatKey> {
    let added = booking.seatsAdded(to: before)
    return try Set(added.filter { try taken($0.key) >= $0.places }.map(\.key))
  }

  private func taken(_ key: SeatKey) throws -> Int {
    try row(Self.seatsTaken, [key.rawValue])?.required("taken") ?? 0
  }

  func taken(_ keys: [SeatKey]) throws -> [SeatKey: Int] {
    var counts: [SeatKey: Int] = [:]
    for key in Set(keys) { counts[key] = try taken(key) }
    return counts
  }

  static let seatsTaken = "SELECT count(*) AS taken FROM seat WHERE key = ?"

  func upcoming(of hosts: [ResourceID], after instant: Instant) throws -> [ResourceID: Int] {
    var counts: [ResourceID: Int] = [:]
    for host in Set(hosts) {
      counts[host] =
        try row(Self.upcomingOnResource, [host.rawValue, instant.milliseconds])?.required("bookings") ?? 0
    }
    return counts
  }

  static let upcomingOnResource = """
    SELECT count(DISTINCT booking) AS bookings FROM claim WHERE live = 1 AND resource = ? AND "end" > ?
    """
}
