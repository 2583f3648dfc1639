/// Whether an appointment may be made, and if not, the first reason in this order that holds.
package enum SlotVerdict: Hashable, Sendable, CaseIterable {
  case open
  /// Its start is over.
  case past
  /// It starts before the notice that the service asks for.
  case tooSoon
  /// It starts after the last day that may be booked.
  case tooFar
  /// It is not within one stretch of opening hours.
  case closed
  /// With its buffers it overlaps something else.
  case fullyBooked
}
