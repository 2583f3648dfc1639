package import Scheduling

/// An appointment and its state, as the ledger keeps it.
package struct Booking: Hashable, Sendable {
  package let id: BookingID
  package let desk: DeskKey
  package let offering: OfferingKey
  package var host: HostKey
  /// The appointment itself, without buffers.
  package var period: Interval
  /// What it takes up: one claim for each resource, buffers included. Empty where the owner has moved its event onto
  /// something that was claimed already.
  package var claims: [Claim]
  /// The counted places that it takes: of a class session, of a day's or a week's limit.
  package var seats: [SeatClaim]
  /// The current attempt; its generation counts the attempts.
  package var attempt: Attempt
  /// How often the time of the attempt's event was written: 1 when it is placed, one higher for each shift, there or back.
  package var revision: Int
  /// The host's further calendars, to be looked at before the booking is confirmed.
  package var others: [CalendarReference]
  package var details: BookingDetails
  /// Which call asked for it; `nil` when the platform named none.
  package let call: CallID?
  package let caller: PhoneNumber?
  /// When it was asked for; of what is only kept, since when.
  package var createdAt: Instant

  package var state: BookingState
  /// One higher each time that work on the booking begins anew or another worker takes it over. A change by an older epoch
  /// is refused.
  package var epoch: Int
  /// Until when the worker of this epoch is left alone.
  package var leaseUntil: Instant
  /// Only kept for its call: nobody has asked yet that it be booked.
  package var isOnlyKept: Bool
  /// A look after the insert has found nothing in the way: what comes to the calendar later came after the event.
  package var isClear: Bool
  /// Whether the caller was promised that they will be let known.
  package var promised: Bool
  /// The call that was left without the outcome: its next tool call is to hear it.
  package var owesReport: CallID?
  /// Guests may have been told of the event, so they must hear of its end.
  package var announced: Bool
  package var event: PlacedEvent?
  /// Set when confirmed.
  package var code: ConfirmationCode?
  /// Where the appointment is about to go; `nil` unless ``BookingState/moving`` or ``BookingState/reverting``.
  package var move: Move?
  /// What the appointment has left in another calendar; `nil` unless ``BookingState/leaving``.
  package var left: Remains?

  package init(
    id: BookingID, desk: DeskKey, offering: OfferingKey, host: HostKey, period: Interval, claims: [Claim],
    seats: [SeatClaim] = [], attempt: Attempt, revision: Int = 1, others: [CalendarReference],
    details: BookingDetails, call: CallID?, caller: PhoneNumber?, createdAt: Instant, state: BookingState = .held,
    epoch: Int = 1, leaseUntil: Instant,
    isOnlyKept: Bool = false, isClear: Bool = false, promised: Bool = false, owesReport: CallID? = nil,
    announced: Bool = false, event: PlacedEvent? = nil, code: ConfirmationCode? = nil, move: Move? = nil,
    left: Remains? = nil
  ) {
    self.id = id
    self.desk = desk
    self.offering = offering
    self.host = host
    self.period = period
    self.claims = claims
    self.seats = seats
    self.attempt = attempt
    self.revision = revision
    self.others = others
    self.details = details
    self.call = call
    self.caller = caller
    self.createdAt = createdAt
    self.state = state
    self.epoch = epoch
    self.leaseUntil = leaseUntil
    self.isOnlyKept = isOnlyKept
    self.isClear = isClear
    self.promised = promised
    self.owesReport = owesReport
    self.announced = announced
    self.event = event
    self.code = code
    self.move = move
    self.left = left
  }

  /// Everything in which storage must let no other booking overlap. One booking's own claims never stand in each other's
  /// way: a short move holds the old time and the new. Nor do those of one occasion.
  package var liveClaims: [Claim] {
    state.excludes ? claims + (move?.claims ?? []) + (left?.claims ?? []) : []
  }
}

/// The padded interval that a booking takes on one resource.
package struct Claim: Hashable, Sendable {
  package let resource: ResourceID
  package let interval: Interval
  /// Claims of the same occasion may overlap; `nil`: it is the booking's alone.
  package let occasion: OccasionID?

  package init(resource: ResourceID, interval: Interval, occasion: OccasionID? = nil) {
    self.resource = resource
    self.interval = interval
    self.occasion = occasion
  }
}
