extension Calendars {
  /// Whether guests can be told of the booking by mail, and the caller is one of them.
  func canTell(_ booking: Booking) async -> Bool {
    guard booking.details.email != nil else { return false }
    return await standing(of: booking.target.attempt.calendar.account).canInvite
  }
}
