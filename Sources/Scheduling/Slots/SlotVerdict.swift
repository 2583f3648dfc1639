/// Whether an appointment may be made, and if not, why.
///
/// The cases are in the order in which they are asked: one host's verdict on a time is the first that holds. What is
/// known for certain goes before what a calendar that cannot be read leaves open. Of several hosts' verdicts the greatest
/// says most: that of the host who came nearest to being free.
package enum SlotVerdict: Hashable, Sendable, CaseIterable, Comparable {
  /// Its start is over.
  case past
  /// It starts before the notice that the service asks for.
  case tooSoon
  /// It starts after the last day that may be booked.
  case tooFar
  /// It starts on a day outside the season of the service.
  case outOfSeason
  /// It is not within one stretch of opening hours.
  case closed
  /// The same, and the day is a public holiday.
  case holiday
  /// The host has as many bookings of the service that week as there may be.
  case weeklyLimit
  /// The host has as many bookings of the service that day as there may be.
  case dailyLimit
  /// With its buffers it overlaps something else of the host, or the class that starts then has no place left.
  case fullyBooked
  /// A room or a piece of equipment that it needs is taken.
  case roomsTaken
  /// Nothing known stands in its way, but a calendar could not be read.
  case unreachable
  case open
}
