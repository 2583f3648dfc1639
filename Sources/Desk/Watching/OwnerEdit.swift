import Scheduling

/// What an owner has done to a booking's event by hand. Pure; nothing here is ever undone by the program.
enum OwnerEdit: Hashable, Sendable {
  case nothing
  /// Put elsewhere. With the revision that the event bears.
  case moved(Interval, revision: Int)
  case deleted

  /// `nil`: the calendar did not say.
  init?(of booking: Booking, found: FindOutcome) {
    switch found {
    // Marked as not taking time, it still is the appointment.
    case .standing(booking.period, _, _): self = .nothing
    // Our own writes only raise it: this is how the event was before the last of them, read late.
    case .standing(_, let revision, _) where revision < booking.revision: return nil
    case .standing(let period, let revision, _):
      self = .moved(period, revision: revision)
    case .missing: self = .deleted
    case .unknown: return nil
    }
  }
}
