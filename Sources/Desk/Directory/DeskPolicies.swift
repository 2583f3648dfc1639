import Scheduling

/// What becomes of a booking under way when the caller hangs up.
package enum HangUpPolicy: String, Sendable, CaseIterable {
  /// Finish it and let the caller know; without a way to let them know it is withdrawn.
  case finish
  /// Withdraw it.
  case withdraw
}

/// How a time that a caller has chosen is kept for their call before it is booked.
package struct KeepingPolicy: Hashable, Sendable {
  /// How long, from the last sign of life of the call.
  package let duration: Duration
  /// Whether its event is placed in the calendar meanwhile, so that booking it needs no calendar call. Off by default: the
  /// owner sees the placeholder.
  package let placesEvent: Bool

  package init(duration: Duration = .minutes(3), placesEvent: Bool = false) {
    self.duration = duration
    self.placesEvent = placesEvent
  }
}

/// How much one caller, and all callers together, may book, so that nobody fills a desk's calendar by telephone.
package struct BookingCaps: Hashable, Sendable {
  /// Times that are kept at once for one caller. At least 1; more than ``BookingLimits/keptForOneCall`` has no effect.
  package let holdsPerCaller: Int
  /// Appointments to come that one caller's number may have. At least 1.
  package let upcomingPerCaller: Int
  /// Appointments of the desk on one civil day, whichever service; `nil`: any number.
  package let perDay: Int?

  package static let usualUpcomingPerCaller = 10

  /// - Precondition: every cap is at least 1.
  package init(
    holdsPerCaller: Int = BookingLimits.keptForOneCall, upcomingPerCaller: Int = Self.usualUpcomingPerCaller,
    perDay: Int? = nil
  ) {
    precondition(holdsPerCaller >= 1 && upcomingPerCaller >= 1 && perDay ?? 1 >= 1, "something can be booked")
    self.holdsPerCaller = holdsPerCaller
    self.upcomingPerCaller = upcomingPerCaller
    self.perDay = perDay
  }
}
