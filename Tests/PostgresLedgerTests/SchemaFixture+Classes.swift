import Desk
import LedgerContract
import Scheduling

/// Bookings of class sessions, which the second version knows.
extension SchemaFixture {
  static func participant(_ id: String, _ start: Int) -> Booking {
    var booking = Sample.participant(id, start, start + 60, of: 8, resources: [Sample.chair, Sample.room])
    booking.seats.append(SeatClaim(key: SeatKey("day/1"), places: 9))
    return booking
  }

  /// Into the session two hours later.
  static func classMove(_ booking: Booking, to calendar: CalendarReference? = nil) -> Move {
    booking.move(
      by: 120, to: calendar, occasion: Sample.occasion(520),
      seats: [SeatClaim(key: SeatKey(Sample.occasion(520)), places: 8), SeatClaim(key: SeatKey("day/1"), places: 9)])
  }

  static var participants: [Booking] {
    var moving = confirmed(participant("class-a", 400))
    moving.state = .moving
    moving.move = classMove(moving)
    moving.epoch = 2
    var released = participant("class-b", 400)
    released.state = .released
    var leaving = confirmed(participant("class-d", 400))
    let move = classMove(leaving, to: Sample.elsewhere)
    leaving.state = .leaving
    leaving.left = Remains(attempt: leaving.attempt, claims: leaving.claims, seats: leaving.seats)
    leaving.host = move.host
    leaving.period = move.period
    leaving.claims = move.claims
    leaving.seats = move.seats
    leaving.attempt = move.attempt ?? leaving.attempt
    leaving.others = move.others
    leaving.epoch = 2
    return [moving, released, participant("class-c", 400), leaving]
  }

  private static func confirmed(_ participant: Booking) -> Booking {
    var booking = participant
    booking.state = .confirmed
    booking.event = Sample.event
    booking.code = ConfirmationCode("CODE-\(booking.id)")
    return booking
  }
}
