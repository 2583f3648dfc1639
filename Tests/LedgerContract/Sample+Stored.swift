package import Desk
import Scheduling

/// Bookings of class sessions, as databases of the version that first knew them have them. What has been stored is never
/// changed.
extension Sample {
  private static func storedParticipant(_ id: String, _ start: Int) -> Booking {
    var booking = participant(id, start, start + 60, of: 8, resources: [chair, room])
    booking.seats.append(SeatClaim(key: SeatKey("day/1"), places: 9))
    return booking
  }

  /// Into the session two hours later.
  private static func classMove(_ booking: Booking, to calendar: CalendarReference? = nil) -> Move {
    booking.move(
      by: 120, to: calendar, occasion: occasion(520),
      seats: [SeatClaim(key: SeatKey(occasion(520)), places: 8), SeatClaim(key: SeatKey("day/1"), places: 9)])
  }

  package static var storedParticipants: [Booking] {
    var moving = confirmed(storedParticipant("class-a", 400))
    moving.state = .moving
    moving.move = classMove(moving)
    moving.epoch = 2
    var released = storedParticipant("class-b", 400)
    released.state = .released
    var leaving = confirmed(storedParticipant("class-d", 400))
    let move = classMove(leaving, to: elsewhere)
    leaving.state = .leaving
    leaving.left = Remains(attempt: leaving.attempt, claims: leaving.claims, seats: leaving.seats)
    leaving.host = move.host
    leaving.period = move.period
    leaving.claims = move.claims
    leaving.seats = move.seats
    leaving.attempt = move.attempt ?? leaving.attempt
    leaving.others = move.others
    leaving.epoch = 2
    return [moving, released, storedParticipant("class-c", 400), leaving]
  }

  private static func confirmed(_ participant: Booking) -> Booking {
    var booking = participant
    booking.state = .confirmed
    booking.event = event
    booking.code = ConfirmationCode("CODE-\(booking.id)")
    return booking
  }
}
