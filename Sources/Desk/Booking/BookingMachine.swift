import Scheduling

/// The steps of a booking (DESIGN section 4) as a pure state machine: it is told what happened and says what to do next.
/// It performs nothing, knows no clock, and may be dropped at any point: what it has not stored has not happened.
///
/// ``BookingRunner`` performs the actions. `docs/booking-states.md` draws the states.
package struct BookingMachine: Sendable {
  /// What the worker that runs the machine wants of the booking.
  package enum Purpose: Hashable, Sendable {
    /// Bring it to *confirmed* if nothing stands in the way.
    case finish
    /// Bring it to *released*.
    case withdraw
  }

  package enum Action: Hashable, Sendable {
    case place(Attempt)
    case look(Attempt)
    /// Whether the booking is still wanted: the caller may have hung up.
    case askWhetherWanted
    case store(BookingChange)
    /// Store ``BookingChange/nextAttempt(_:)`` with a fresh token.
    case storeNextAttempt
    /// Store ``BookingChange/confirmed(code:closing:)`` with a fresh code and the answer.
    case storeConfirmation
    case extinguish(Attempt)
    case end(Ending)
  }

  package enum Event: Hashable, Sendable {
    case start
    case placed(PlacementOutcome)
    case looked(LookOutcome)
    case wanted(Bool)
    case stored(AdvanceOutcome)
    /// The ledger could not store the change, or may have: read again before anything else.
    case storageFailed
    case extinguished(ExtinctionOutcome)
    /// No time is left for a further step.
    case outOfTime
  }

  package enum Ending: Hashable, Sendable {
    case confirmed(Booking)
    /// Something stands in the way, or the booking is not wanted; the time is free again, or will be.
    case withdrawn(WithdrawalReason)
    /// Not settled; whoever has the lease next goes on.
    case unsettled(CalendarTrouble?)
    /// Another worker has taken the booking over.
    case lost
  }

  /// A further id is tried when one is used up, but not for ever.
  static let maximumGeneration = 4

  package private(set) var booking: Booking
  private let purpose: Purpose
  private let isFresh: Bool
  private var reason: WithdrawalReason?
  /// Whether a request that could still make the attempt's event appear may have been sent by anybody.
  private var mayAppear: Bool

  /// - Parameter isFresh: the hold was made by this worker a moment ago, so nobody has sent anything for it yet.
  package init(_ booking: Booking, purpose: Purpose, isFresh: Bool) {
    self.booking = booking
    self.purpose = purpose
    self.isFresh = isFresh
    mayAppear = !isFresh
  }

  package mutating func next(after event: Event) -> Action {
    switch event {
    case .start: proceed()
    case .placed(let outcome): after(outcome)
    case .looked(let outcome): after(outcome)
    case .wanted(let isWanted): isWanted ? .storeConfirmation : withdraw(.notWanted)
    case .stored(.advanced(let changed)): after(changed)
    case .stored(.refused): .end(.lost)
    case .storageFailed: .end(ending(.unreachable))
    case .extinguished(.gone): .store(.released)
    case .extinguished(.unknown(let trouble)): .end(ending(trouble))
    case .outOfTime: .end(ending(nil))
    }
  }

  private mutating func proceed() -> Action {
    switch (booking.state, purpose) {
    case (.held, .finish):
      let attempt = booking.attempt
      return .place(attempt)
    case (.inserted, .finish): return .look(booking.attempt)
    case (.held, .withdraw), (.inserted, .withdraw): return withdraw(.notWanted)
    case (.withdrawing, _):
      reason = reason ?? .notWanted
      return mayAppear ? .extinguish(booking.attempt) : .store(.released)
    case (.confirmed, _): return .end(.confirmed(booking))
    case (.released, _): return .end(.withdrawn(reason ?? .notWanted))
    }
  }

  private mutating func after(_ outcome: PlacementOutcome) -> Action {
    switch outcome {
    case .placed(let event):
      mayAppear = true
      return .store(.inserted(event))
    case .spent:
      // The event that had the id is gone or is not ours: nothing of this attempt can appear any more.
      mayAppear = false
      return booking.attempt.generation < Self.maximumGeneration
        ? .storeNextAttempt : withdraw(.refused(.noAccess))
    case .refused(let trouble):
      // Who comes back to a booking may have a promise to keep: trouble that passes is waited out.
      return trouble.mayPass && !isFresh ? .end(.unsettled(trouble)) : withdraw(.refused(trouble))
    case .unknown(let trouble):
      mayAppear = true
      return .end(.unsettled(trouble))
    }
  }

  private mutating func after(_ outcome: LookOutcome) -> Action {
    switch outcome {
    case .looked(ownSeen: false, _): .end(.unsettled(nil))
    case .looked(ownSeen: true, let sightings):
      sightings.contains { sighting in booking.claims.contains { $0.interval.overlaps(sighting.period) } }
        ? withdraw(.inTheWay) : .askWhetherWanted
    case .unknown(let trouble): .end(.unsettled(trouble))
    }
  }

  private mutating func after(_ changed: Booking) -> Action {
    booking = changed
    return proceed()
  }

  private mutating func withdraw(_ why: WithdrawalReason) -> Action {
    reason = why
    return .store(.withdrawing)
  }

  /// Once withdrawing has begun the outcome for the caller is certain, even if the calendar has not answered yet.
  private func ending(_ trouble: CalendarTrouble?) -> Ending {
    if booking.state == .withdrawing, let reason { .withdrawn(reason) } else { .unsettled(trouble) }
  }
}

/// Why a booking is withdrawn.
package enum WithdrawalReason: Hashable, Sendable {
  /// The look found something in the way.
  case inTheWay
  /// The caller has gone, or the desk's policy says so.
  case notWanted
  /// The calendar refused the event for good.
  case refused(CalendarTrouble)
}
