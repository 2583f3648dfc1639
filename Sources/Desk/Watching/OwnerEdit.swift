import Scheduling

/// What an owner has done to a booking's event by hand. Pure; nothing here is ever undone by the program.
enum OwnerEdit: Hashable, Sendable {
  case nothing
  /// Put elsewhere. The revision is the higher of the event's and the booking's, so that a later shift is newer than both.
  case moved(Interval, revision: Int)
  case deleted

  /// `nil`: the calendar did not say.
  init?(of booking: Booking, found: FindOutcome) {
    switch found {
    // Marked as not taking time, it still is the appointment.
    case .standing(booking.period, _, _): self = .nothing
    case .standing(let period, let revision, _):
      self = .moved(period, revision: max(revision, booking.revision))
    case .missing: self = .deleted
    case .unknown: return nil
    }
  }
}
