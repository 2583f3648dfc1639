package import Scheduling

/// A person, or whatever else has a calendar, that can be booked.
package struct Host: Hashable, Sendable {
  package let key: HostKey
  package let name: String
  /// Where bookings are written.
  package let calendar: CalendarReference
  /// Further calendars in which the host may be busy, each through a connection of its own.
  package let blocking: [CalendarReference]
  /// When the host works in an ordinary week; `nil`: whenever the desk is open. See ``DeskProfile/openingHours(of:)``.
  package let hours: WeeklyHours?
  /// Dates on which the host's own week does not count: vacations, or work on a holiday of the desk.
  package let specialDays: [SpecialDay]
  /// Who goes first where several hosts have a time: 1 before 2; `nil`: after all that have one.
  package let priority: Int?

  package init(
    key: HostKey, name: String, calendar: CalendarReference, blocking: [CalendarReference] = [],
    hours: WeeklyHours? = nil, specialDays: [SpecialDay] = [], priority: Int? = nil
  ) {
    self.key = key
    self.name = name
    self.calendar = calendar
    self.blocking = blocking
    self.hours = hours
    self.specialDays = specialDays.sorted { ($0.date, $0.reason.rawValue) < ($1.date, $1.reason.rawValue) }
    self.priority = priority
  }

  package var resource: ResourceID { ResourceID(calendar) }
  /// Every calendar in which something may stand in the way; the booking calendar first.
  package var calendars: [CalendarReference] { [calendar] + blocking.filter { $0 != calendar } }
}
