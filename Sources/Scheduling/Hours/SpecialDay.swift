/// A date on which the hours of the week do not count: closed, or open at other hours.
package struct SpecialDay: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The owner says so for this date alone.
    case override
    /// A public holiday.
    case holiday
  }

  package let date: CivilDate
  /// Sorted and without overlap; empty: closed all day.
  package let hours: [OpenHours]
  package let reason: Reason
  /// What the day is called, such as `Christmas Day`; spoken.
  package let name: String?

  /// - Throws: ``HoursError/overlapOn(_:)`` when two of the intervals overlap.
  package init(
    date: CivilDate, hours: [OpenHours] = [], reason: Reason = .override, name: String? = nil
  ) throws(HoursError) {
    guard let ordered = hours.ordered else { throw HoursError.overlapOn(date) }
    self.init(date: date, ordered: ordered, reason: reason, name: name)
  }

  /// The same day with hours that are in order already.
  init(date: CivilDate, ordered hours: [OpenHours], reason: Reason, name: String?) {
    self.date = date
    self.hours = hours
    self.reason = reason
    self.name = name
  }
}
