package import Scheduling

/// An appointment and its state, as the ledger keeps it.
package struct Booking: Hashable, Sendable {
  package let id: BookingID
  package let desk: DeskKey
  package let offering: OfferingKey
  package let host: HostKey
  /// The appointment itself, without buffers.
  package let period: Interval
  /// What it takes up: one claim for each resource, buffers included.
  package let claims: [Claim]
  /// The current attempt; its generation counts the attempts.
  package var attempt: Attempt
  /// The host's further calendars, to be looked at before the booking is confirmed.
  package let others: [CalendarReference]
  package let details: BookingDetails
  /// Which call asked for it; `nil` when the platform named none.
  package let call: CallID?
  package let caller: PhoneNumber?
  package let createdAt: Instant

  package var state: BookingState
  /// One higher each time that another worker takes the booking over. A change by an older epoch is refused.
  package var epoch: Int
  /// Until when the worker of this epoch is left alone.
  package var leaseUntil: Instant
  /// Whether the caller was promised that they will be let known.
  package var promised: Bool
  package var event: PlacedEvent?
  /// Set when confirmed.
  package var code: ConfirmationCode?

  package init(
    id: BookingID, desk: DeskKey, offering: OfferingKey, host: HostKey, period: Interval, claims: [Claim],
    attempt: Attempt, others: [CalendarReference], details: BookingDetails, call: CallID?, caller: PhoneNumber?,
    createdAt: Instant, state: BookingState = .held, epoch: Int = 1, leaseUntil: Instant, promised: Bool = false,
    event: PlacedEvent? = nil, code: ConfirmationCode? = nil
  ) {
    self.id = id
    self.desk = desk
    self.offering = offering
    self.host = host
    self.period = period
    self.claims = claims
    self.attempt = attempt
    self.others = others
    self.details = details
    self.call = call
    self.caller = caller
    self.createdAt = createdAt
    self.state = state
    self.epoch = epoch
    self.leaseUntil = leaseUntil
    self.promised = promised
    self.event = event
    self.code = code
  }
}

/// The states of a booking. While a booking is in a state that ``excludes``, storage lets no other claim overlap its own.
package enum BookingState: String, Hashable, Sendable, CaseIterable {
  /// Claimed in the ledger; its event may or may not have reached the calendar.
  case held
  /// The calendar has its event; whether something stands in the way is not known yet.
  case inserted
  /// Final until the appointment is moved or cancelled. Only now the caller hears *booked*.
  case confirmed
  /// One-way: the event is being extinguished.
  case withdrawing
  /// Final: the event cannot appear and the time is free again.
  case released

  package var excludes: Bool { self != .released }

  /// At rest: nothing is left to be done by anybody.
  package var isAtRest: Bool { self == .confirmed || self == .released }
}

/// The padded interval that a booking takes on one resource.
package struct Claim: Hashable, Sendable {
  package let resource: ResourceID
  package let interval: Interval

  package init(resource: ResourceID, interval: Interval) {
    self.resource = resource
    self.interval = interval
  }
}

/// What the caller said about the appointment. Personal data.
package struct BookingDetails: Hashable, Sendable {
  package let summary: String
  package let name: String?
  package let email: String?
  package let phone: PhoneNumber?
  package let notes: String?
  /// E-mail addresses to invite, the caller's own among them.
  package let guests: [String]

  package init(
    summary: String, name: String? = nil, email: String? = nil, phone: PhoneNumber? = nil, notes: String? = nil,
    guests: [String] = []
  ) {
    self.summary = summary
    self.name = name
    self.email = email
    self.phone = phone
    self.notes = notes
    self.guests = guests
  }

  /// Whether both may be the same person's: neither a name nor an address says otherwise. A telephone number may be shared.
  package func mayBeSamePerson(as other: BookingDetails) -> Bool {
    Self.agree(name?.lowercased(), other.name?.lowercased()) && Self.agree(email, other.email)
  }

  /// Whether everything that is said here is in `stored` already.
  func isContained(in stored: BookingDetails) -> Bool {
    (name == nil || name == stored.name) && Set(guests).isSubset(of: stored.guests)
  }

  private static func agree(_ one: String?, _ other: String?) -> Bool { one == nil || other == nil || one == other }
}
