/// The states of a booking. While a booking is in a state that ``excludes``, storage lets no other claim overlap its own.
/// `docs/booking-states.md` draws them.
package enum BookingState: String, Hashable, Sendable, CaseIterable {
  /// Kept for one call, in the ledger alone: nothing was sent to the calendar. Lapses with its lease.
  case kept
  /// Claimed in the ledger; its event may or may not have reached the calendar.
  case held
  /// The calendar has its event; whether something stands in the way is not known yet.
  case inserted
  /// Stands until the appointment is moved or cancelled. Only now the caller hears *booked*.
  case confirmed
  /// On its way to another time: the old time and the new are both claimed, and the event is at one of them.
  case moving
  /// One-way: the move is taken back; both times stay claimed until the event is back.
  case reverting
  /// Booked at the new time in another calendar; the event in the old one is being extinguished.
  case leaving
  /// One-way: called off; the event is being deleted. The time stays claimed until it is.
  case cancelling
  /// Final: it was booked, and is no more.
  case cancelled
  /// One-way: the event of a booking that was never confirmed is being extinguished.
  case withdrawing
  /// Final: never confirmed; the event cannot appear and the time is free again.
  case released

  package var excludes: Bool { !isFinal }

  package var isFinal: Bool { self == .released || self == .cancelled }

  /// At rest: nothing is left to be done by anybody.
  package var isAtRest: Bool { self == .confirmed || isFinal }

  /// Whether the appointment stands, at the time that the booking names.
  package var stands: Bool {
    switch self {
    case .confirmed, .moving, .reverting, .leaving: true
    case .kept, .held, .inserted, .cancelling, .cancelled, .withdrawing, .released: false
    }
  }
}
