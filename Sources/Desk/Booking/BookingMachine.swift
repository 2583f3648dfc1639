package import Scheduling

/// The steps of a booking (DESIGN section 4) as a pure state machine: it is told what happened and says what to do next.
/// It performs nothing, knows no clock, and may be dropped at any point: what it has not stored has not happened.
///
/// ``BookingRunner`` performs the actions. `docs/booking-states.md` draws the states.
package struct BookingMachine: Hashable, Sendable {
  /// What the worker that runs the machine wants of the booking.
  package enum Purpose: Hashable, Sendable {
    /// Place the event and look, but confirm nothing: it is only kept for its call.
    case prepare
    /// Bring it, or its move, to *confirmed* if nothing stands in the way.
    case finish
    /// Bring it to *released*; take its move back.
    case withdraw
  }

  package enum Action: Hashable, Sendable {
    case place(Whereabouts)
    case look(Whereabouts)
    case shift(from: Interval, to: Interval, revision: Int)
    /// Whether the booking is still wanted: the caller may have hung up.
    case askWhetherWanted
    case store(BookingChange)
    /// Store ``BookingChange/nextAttempt(_:)`` with a fresh token.
    case storeNextAttempt
    /// Store ``BookingChange/confirmed(code:closing:)`` with a fresh code and the answer.
    case storeConfirmation
    /// Store ``BookingChange/moved(_:closing:)`` with the answer.
    case storeMove(PlacedEvent?)
    /// The owner has put the event elsewhere: store ``BookingChange/followed(_:claims:revision:notice:)``.
    case storeFollowing(Interval, revision: Int)
    /// The owner has deleted the event: store ``BookingChange/removed(notice:)``.
    case storeRemoval
    case extinguish(Attempt, tellingGuests: Bool)
    case end(Ending)
  }

  package enum Event: Hashable, Sendable {
    case start
    case placed(PlacementOutcome)
    case looked(LookOutcome)
    case shifted(ShiftOutcome)
    case wanted(Bool)
    case stored(AdvanceOutcome)
    /// The ledger could not store the change, or may have: read again before anything else.
    case storageFailed
    case extinguished(ExtinctionOutcome)
    /// No time is left for a further step.
    case outOfTime
  }

  package enum Ending: Hashable, Sendable {
    /// Placed, and nothing in its way; waits to be asked for.
    case prepared(Booking)
    /// It stands where it was to be.
    case confirmed(Booking)
    /// Something stands in the way, or the booking is not wanted; the time is free again, or will be.
    case withdrawn(WithdrawalReason)
    /// The move is taken back, or will be: the appointment stays where it was.
    case notMoved(Booking, WithdrawalReason)
    case cancelled(Booking)
    /// The owner has moved or deleted the event meanwhile: their will stands.
    case ownersWill(Booking)
    /// Not settled; whoever has the lease next goes on.
    case unsettled(CalendarTrouble?)
    /// Another worker has taken the booking over.
    case lost
  }

  /// A further id is tried when one is used up, but not for ever.
  static let maximumGeneration = 4

  package private(set) var booking: Booking
  let purpose: Purpose
  let isFresh: Bool
  var reason: WithdrawalReason?
  var hasPlacedAgain = false
  /// Whether a request that could still make the attempt's event appear may have been sent by anybody.
  var mayAppear: Bool
  /// The event in the other calendar to which the booking moves.
  var destination: PlacedEvent?
  /// Where the owner has put the event, until that is marked there.
  var edit: Interval?
  private var followsOwner = false

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
    case .placed(let outcome): booking.state == .moving ? arrived(outcome) : after(outcome)
    case .looked(let outcome): after(outcome)
    case .shifted(let outcome):
      if let edit {
        accepted(outcome, at: edit)
      } else {
        booking.state == .reverting ? returned(outcome) : after(outcome)
      }
    case .wanted(let isWanted): afterAsking(isWanted)
    case .stored(.advanced(let changed)): after(changed)
    case .stored(.refused): .end(.lost)
    case .stored(.inOwnWay), .stored(.taken), .stored(.full): .end(.unsettled(nil))
    case .storageFailed: .end(ending(.unreachable))
    case .extinguished(.gone): afterExtinction()
    case .extinguished(.unknown(let trouble)): .end(ending(trouble))
    case .outOfTime: .end(ending(nil))
    }
  }

  private mutating func proceed() -> Action {
    switch (booking.state, purpose) {
    case (.kept, .prepare): .store(.preparing)
    // Nothing was sent for it, so there is nothing to extinguish.
    case (.kept, .finish), (.kept, .withdraw): settle(.notWanted, by: .released)
    case (.held, .prepare), (.held, .finish): .place(booking.target)
    case (.inserted, .prepare): booking.isClear ? .end(.prepared(booking)) : .look(booking.target)
    case (.inserted, .finish): booking.isClear ? .askWhetherWanted : .look(booking.target)
    case (.held, .withdraw), (.inserted, .withdraw): settle(.notWanted, by: .withdrawing)
    case (.withdrawing, _): withdrawing()
    case (.moving, .withdraw): settle(.notWanted, by: .reverting)
    case (.moving, _): setOut()
    case (.reverting, _): goBack()
    case (.leaving, _): leave()
    case (.cancelling, _): .extinguish(booking.attempt, tellingGuests: booking.announced)
    case (.confirmed, _): .end(settled)
    case (.cancelled, _): .end(followsOwner ? .ownersWill(booking) : .cancelled(booking))
    case (.released, _): .end(.withdrawn(reason ?? .notWanted))
    }
  }

  private var settled: Ending {
    if followsOwner {
      .ownersWill(booking)
    } else if let reason {
      .notMoved(booking, reason)
    } else {
      .confirmed(booking)
    }
  }

  private mutating func after(_ changed: Booking) -> Action {
    let before = booking.state
    booking = changed
    // At its new place already; what is left of the old one is for whoever comes when there is time.
    if before == .moving, changed.state == .leaving { return .end(.confirmed(changed)) }
    return proceed()
  }

  private mutating func afterAsking(_ isWanted: Bool) -> Action {
    guard isWanted else { return settle(.notWanted, by: booking.state == .moving ? .reverting : .withdrawing) }
    return booking.state == .moving ? .storeMove(destination) : .storeConfirmation
  }

  private func afterExtinction() -> Action {
    switch booking.state {
    case .cancelling: .store(.cancelled)
    case .leaving: .store(.departed)
    case .reverting: .store(.reverted(revision: booking.revision))
    default: .store(.released)
    }
  }

  /// What the look found out, of a new booking or of a move.
  private mutating func after(_ outcome: LookOutcome) -> Action {
    switch outcome {
    case .looked(ownSeen: false, _):
      // Whoever comes back to the booking finds out whether the owner has deleted its event: the id then is spent.
      guard !isFresh, !hasPlacedAgain, booking.state == .inserted else { return .end(.unsettled(nil)) }
      hasPlacedAgain = true
      return .place(booking.target)
    case .looked(ownSeen: true, let sightings):
      guard !isBlocked(by: sightings) else { return settle(.inTheWay, by: giveUp) }
      return purpose == .prepare ? .store(.cleared) : .askWhetherWanted
    case .unknown(let trouble):
      // A calendar that cannot be read until somebody sets it up anew would keep the time blocked for nothing.
      return trouble.needsHand && (isFresh || !trouble.mayPass)
        ? settle(.refused(trouble), by: giveUp) : .end(.unsettled(trouble))
    }
  }

  private func isBlocked(by sightings: [Sighting]) -> Bool {
    let target = booking.target
    return sightings.contains { target.isBlocked(by: $0, of: booking.id) }
  }

  private var giveUp: BookingChange { booking.state == .moving ? .reverting : .withdrawing }

  mutating func settle(_ why: WithdrawalReason, by change: BookingChange) -> Action {
    reason = why
    return .store(change)
  }

  mutating func follow(_ action: Action) -> Action {
    followsOwner = true
    return action
  }

  /// Once a one-way state has begun the outcome for the caller is certain, even if the calendar has not answered yet.
  private func ending(_ trouble: CalendarTrouble?) -> Ending {
    guard let reason else { return .unsettled(trouble) }
    return switch booking.state {
    case .withdrawing: .withdrawn(reason)
    case .reverting: .notMoved(booking, reason)
    default: .unsettled(trouble)
    }
  }
}

/// Why a booking is withdrawn, or a move taken back.
package enum WithdrawalReason: Hashable, Sendable {
  /// The look found something in the way.
  case inTheWay
  /// The caller has gone, or the desk's policy says so.
  case notWanted
  /// The calendar refused the event for good.
  case refused(CalendarTrouble)
}
