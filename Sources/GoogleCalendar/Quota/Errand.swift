import Desk

/// What a call to Google is for, which decides how much of the budget it may use: live calls go first.
enum Errand: Hashable, Sendable {
  /// What can wait or be done without: availability, guests and details, reconciliation. A part of every budget is not for
  /// it.
  case routine
  /// A step of a booking under way.
  case booking
  /// A write after which the calendar must be looked at, or it was for nothing: room for the look is kept at once, under the
  /// id of the event.
  case beforeLook(EventID)
  /// That look. It may use what was kept for it.
  case look(EventID)

  var event: EventID? {
    switch self {
    case .routine, .booking: nil
    case .beforeLook(let event), .look(let event): event
    }
  }
}
