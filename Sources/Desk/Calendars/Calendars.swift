package import Scheduling

/// Port: the calendars in which hosts are busy and bookings are written. It speaks of attempts, so that the desk knows
/// nothing of event ids, tombstones or ETags. *Unknown* is an outcome, not an error.
package protocol Calendars: Sendable {
  /// When each calendar is busy in that time. Every calendar asked for has a reading: known, or unknown with the reason.
  func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading]

  /// Writes the attempt's event, without guests and without telling anyone. Idempotent per attempt: any number of calls
  /// make at most one event.
  func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome

  /// Looks whether the attempt's own event is seen and what else stands in the window, in the booked calendar and in the
  /// others. All pages of all calendars, or unknown.
  func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome

  /// Makes sure that the attempt's event can never appear (again), whatever late request may still be under way: its id
  /// is used up and the event deleted. Repeatable. `tellingGuests`: whether guests were told of it and must hear that it
  /// is cancelled.
  func extinguish(_ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline) async -> ExtinctionOutcome

  /// Adds guests and details to the confirmed event and lets the guests know. Repeatable; keeps what the owner changed.
  func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome

  /// Changes the time of the attempt's event, if it is still where it was, and marks it with the revision. Idempotent; without
  /// telling anyone. An event that the owner has put elsewhere, or that a later revision was written to, stays as it is.
  func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome

  /// Where the attempt's event is now.
  func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome

  /// Every live event in the calendar that ends after that instant and bears this ledger's mark: to rebuild a lost ledger.
  func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome

  /// Whether the account is connected and what can be done with it, as far as is known without asking.
  func standing(of account: AccountID) async -> AccountStanding

  /// The call has begun: make sure that tokens for these accounts last. Returns at once or soon; never fails.
  func prepare(_ accounts: [AccountID], by deadline: Deadline) async
}

/// One calendar's busy periods, or why they are not known. Unknown is never free (promise P3).
package enum BusyReading: Hashable, Sendable {
  /// In any order; they may overlap, touch or reach beyond the window. `asOf` is when the calendar was asked.
  case known([Sighting], asOf: Instant)
  case unknown(CalendarTrouble)
}

/// Why a calendar could not be used.
package enum CalendarTrouble: String, Hashable, Sendable, CaseIterable {
  /// No grant for the account: it was never connected.
  case notConnected
  /// The grant has ended or was revoked: the owner must connect again.
  case needsReconnecting
  /// The account may not read or write this calendar, or there is no such calendar.
  case noAccess
  /// No answer in time, or a passing fault.
  case unreachable
  /// The provider's quota for this account is used up for now.
  case overQuota

  /// Whether it stays as it is until somebody sets something up.
  package var needsHand: Bool {
    switch self {
    case .notConnected, .needsReconnecting, .noAccess: true
    case .unreachable, .overQuota: false
    }
  }

  /// Whether the same request may be carried out later, without anything being set up anew in the calendar.
  package var mayPass: Bool {
    switch self {
    case .notConnected, .needsReconnecting, .unreachable, .overQuota: true
    case .noAccess: false
    }
  }
}

/// One try to put a booking into a calendar. The token is stored before it is used and never used for anything else.
package struct Attempt: Hashable, Sendable {
  package let booking: BookingID
  /// 1 for the first try, one higher for each further one.
  package let generation: Int
  package let token: AttemptToken
  package let calendar: CalendarReference

  package init(booking: BookingID, generation: Int, token: AttemptToken, calendar: CalendarReference) {
    self.booking = booking
    self.generation = generation
    self.token = token
    self.calendar = calendar
  }
}

/// 128 random bits in lower-case hexadecimal.
package struct AttemptToken: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// What is to be written for an attempt.
package struct Placement: Hashable, Sendable {
  package let attempt: Attempt
  package let desk: DeskKey
  package let offering: OfferingKey
  package let host: HostKey
  /// The appointment itself, without buffers.
  package let period: Interval
  package let zone: ZoneID
  /// The event's title.
  package let summary: String
  /// What the booking shares with others, to be marked in the event.
  package let sharing: Sharing

  package init(
    attempt: Attempt, desk: DeskKey, offering: OfferingKey, host: HostKey, period: Interval, zone: ZoneID,
    summary: String, sharing: Sharing = .none
  ) {
    self.attempt = attempt
    self.desk = desk
    self.offering = offering
    self.host = host
    self.period = period
    self.zone = zone
    self.summary = summary
    self.sharing = sharing
  }
}

package enum PlacementOutcome: Hashable, Sendable {
  /// The event is there, by this call or by an earlier one of the same attempt.
  case placed(PlacedEvent)
  /// The attempt's id is used up (its event was deleted, or somebody else's event has it): a new attempt is needed.
  case spent
  /// The calendar refused for good; nothing was written by this call.
  case refused(CalendarTrouble)
  /// The event may or may not appear, now or later.
  case unknown(CalendarTrouble)
}

package struct PlacedEvent: Hashable, Sendable {
  package let event: EventID
  /// A web page that shows the event to those who may see it.
  package let link: String?

  package init(event: EventID, link: String?) {
    self.event = event
    self.link = link
  }
}

/// What to look at after an event was placed.
package struct Inspection: Hashable, Sendable {
  package let attempt: Attempt
  /// The appointment itself: the own event counts as seen only at this very time.
  package let period: Interval
  /// The padded period.
  package let window: Interval
  /// The host's further calendars.
  package let others: [CalendarReference]

  package init(attempt: Attempt, period: Interval, window: Interval, others: [CalendarReference]) {
    self.attempt = attempt
    self.period = period
    self.window = window
    self.others = others
  }
}

package enum LookOutcome: Hashable, Sendable {
  /// `ownSeen`: the attempt's own event is in the list, live and at its time; without it the list proves nothing.
  /// `inTheWay`: what else blocks within the window, never with a title.
  case looked(ownSeen: Bool, inTheWay: [Sighting])
  case unknown(CalendarTrouble)
}

/// Something that blocks, seen in a calendar.
package struct Sighting: Hashable, Sendable {
  package enum Mark: Hashable, Sendable {
    /// Written from this ledger for that booking: its event, and not a copy that somebody has made of it. With the occasion
    /// that the booking shares with others.
    case ours(BookingID, occasion: OccasionID? = nil)
    case foreign

    /// The booking that it was written for.
    package var booking: BookingID? { if case .ours(let booking, _) = self { booking } else { nil } }

    package func isOf(_ booking: BookingID) -> Bool { self.booking == booking }
  }

  package let period: Interval
  package let mark: Mark
  /// Whether the mark names this very ledger. Events of the first versions name none, and whoever forges a mark may leave it
  /// out: such a mark is believed in a booking's favour, and proves nothing.
  package let isSigned: Bool

  package init(period: Interval, mark: Mark, isSigned: Bool = true) {
    self.period = period
    self.mark = mark
    self.isSigned = isSigned
  }
}

package enum ExtinctionOutcome: Hashable, Sendable {
  /// The event is not there and cannot appear.
  case gone
  /// Not known yet: try again later.
  case unknown(CalendarTrouble)
}

/// What an event gets once its booking is confirmed.
package struct EventDress: Hashable, Sendable {
  package let summary: String
  package let description: String
  /// E-mail addresses of those to be invited.
  package let guests: [String]
  /// Which writing of the event's time the guests are told of: one that they were told of already is no news.
  package let revision: Int
  /// For the mark, from which a lost ledger is rebuilt.
  package let code: ConfirmationCode?
  package let caller: PhoneNumber?

  package init(
    summary: String, description: String, guests: [String], revision: Int, code: ConfirmationCode?,
    caller: PhoneNumber?
  ) {
    self.summary = summary
    self.description = description
    self.guests = guests
    self.revision = revision
    self.code = code
    self.caller = caller
  }
}

package enum DressOutcome: Hashable, Sendable {
  case dressed
  /// The details are there, but this account cannot invite guests.
  case withoutGuests
  /// The event is no longer there: the owner deleted it.
  case missing
  case refused(CalendarTrouble)
  case unknown(CalendarTrouble)
}

/// What is known of an account's connection.
package struct AccountStanding: Hashable, Sendable {
  /// `nil`: it works, as far as is known.
  package let trouble: CalendarTrouble?
  /// Whether events written through it may have guests.
  package let canInvite: Bool
  /// When the grant ends by itself, if it does.
  package let ends: Instant?

  package init(trouble: CalendarTrouble?, canInvite: Bool, ends: Instant? = nil) {
    self.trouble = trouble
    self.canInvite = canInvite
    self.ends = ends
  }
}
