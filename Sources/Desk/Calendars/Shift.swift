package import Scheduling

/// An event's way to another time in the same calendar.
package struct Shift: Hashable, Sendable {
  package let attempt: Attempt
  /// Where the event is expected.
  package let from: Interval
  package let to: Interval
  /// Higher than any that was written before, also when the event goes back: a request that comes late then finds that it is
  /// out of date.
  package let revision: Int
  package let zone: ZoneID
  /// What the booking shares with others there; `nil`: the mark says nothing of it, and need not.
  package let sharing: Sharing?

  package init(
    attempt: Attempt, from: Interval, to: Interval, revision: Int, zone: ZoneID, sharing: Sharing? = nil
  ) {
    self.attempt = attempt
    self.from = from
    self.to = to
    self.revision = revision
    self.zone = zone
    self.sharing = sharing
  }
}

package enum ShiftOutcome: Hashable, Sendable {
  /// The event is at its new time with that revision, by this call or by an earlier one.
  case shifted
  /// The owner has put it elsewhere: there it stays.
  case edited(Interval, revision: Int)
  /// The owner has deleted it.
  case missing
  /// A later revision was written: somebody else has the booking.
  case superseded
  /// The calendar refused for good; this call wrote nothing.
  case refused(CalendarTrouble)
  /// It may or may not be, or come to be, at the new time.
  case unknown(CalendarTrouble)
}

package enum FindOutcome: Hashable, Sendable {
  /// Live, at that time; `isOpaque` unless the owner has marked it as not taking time.
  case standing(Interval, revision: Int, isOpaque: Bool)
  /// Deleted, while the calendar itself answers.
  case missing
  case unknown(CalendarTrouble)
}

package enum MarkedOutcome: Hashable, Sendable {
  case found([MarkedEvent])
  case unknown(CalendarTrouble)
}

/// An event of this program as the calendar shows it: what a booking can be rebuilt from.
package struct MarkedEvent: Hashable, Sendable {
  package let attempt: Attempt
  package let event: PlacedEvent
  package let desk: DeskKey
  package let offering: OfferingKey
  /// `nil` in events of versions that did not write it.
  package let host: HostKey?
  package let period: Interval
  package let revision: Int
  package let summary: String
  /// Whether the booking was seen to be confirmed: its event has been dressed.
  package let isConfirmed: Bool
  package let code: ConfirmationCode?
  package let caller: PhoneNumber?
  package let guests: [String]
  package let createdAt: Instant
  package let sharing: Sharing

  package init(
    attempt: Attempt, event: PlacedEvent, desk: DeskKey, offering: OfferingKey, host: HostKey?, period: Interval,
    revision: Int, summary: String, isConfirmed: Bool, code: ConfirmationCode?, caller: PhoneNumber?,
    guests: [String], createdAt: Instant, sharing: Sharing = .none
  ) {
    self.attempt = attempt
    self.event = event
    self.desk = desk
    self.offering = offering
    self.host = host
    self.period = period
    self.revision = revision
    self.summary = summary
    self.isConfirmed = isConfirmed
    self.code = code
    self.caller = caller
    self.guests = guests
    self.createdAt = createdAt
    self.sharing = sharing
  }
}
