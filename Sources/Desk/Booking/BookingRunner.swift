package import Logging
package import Scheduling

/// Performs what ``BookingMachine`` says: calendar calls, ledger changes. Shared by a caller's request and the settler.
package struct BookingRunner: Sendable {
  /// What an insert leaves of the time for the look after it: one list attempt (facts: booking protocol 4).
  static let lookReserve = Duration.seconds(1)

  let ledger: any Ledger
  let calendars: any Calendars
  let clock: any Timekeeper
  let randomness: Randomness
  let logger: Logger

  package init(
    ledger: any Ledger, calendars: any Calendars, clock: any Timekeeper, randomness: Randomness, logger: Logger
  ) {
    self.ledger = ledger
    self.calendars = calendars
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
  }

  /// What a run needs to know beside the booking itself.
  package struct Job: Sendable {
    package let purpose: BookingMachine.Purpose
    /// See ``BookingMachine/init(_:purpose:isFresh:)``.
    package let isFresh: Bool
    package let zone: ZoneID
    package let deadline: Deadline
    /// Asked once, just before the booking is confirmed.
    package let isWanted: @Sendable (Booking) async -> Bool
    /// The answer that is stored with the confirmation, if a delivery waits for one.
    package let closing: @Sendable (Booking, ConfirmationCode) -> DeliveryClosing?

    package init(
      purpose: BookingMachine.Purpose, isFresh: Bool, zone: ZoneID, deadline: Deadline,
      isWanted: @escaping @Sendable (Booking) async -> Bool,
      closing: @escaping @Sendable (Booking, ConfirmationCode) -> DeliveryClosing?
    ) {
      self.purpose = purpose
      self.isFresh = isFresh
      self.zone = zone
      self.deadline = deadline
      self.isWanted = isWanted
      self.closing = closing
    }
  }

  package func run(_ booking: Booking, _ job: Job) async -> BookingMachine.Ending {
    var machine = BookingMachine(booking, purpose: job.purpose, isFresh: job.isFresh)
    var action = machine.next(after: .start)
    while true {
      let event: BookingMachine.Event
      switch action {
      case .end(let ending): return ending
      case .place, .look, .extinguish:
        event = job.deadline.hasPassed(on: clock) ? .outOfTime : await call(action, for: machine.booking, job)
      case .askWhetherWanted: event = .wanted(await job.isWanted(machine.booking))
      case .store(let change): event = await store(change, for: machine.booking)
      case .storeNextAttempt:
        event = await store(.nextAttempt(randomness.attemptToken()), for: machine.booking)
      case .storeConfirmation: event = await confirm(machine.booking, job)
      }
      action = machine.next(after: event)
    }
  }

  private func call(
    _ action: BookingMachine.Action, for booking: Booking, _ job: Job
  ) async -> BookingMachine.Event {
    switch action {
    case .place(let attempt):
      let placement = Placement(
        attempt: attempt, desk: booking.desk, offering: booking.offering, period: booking.period, zone: job.zone,
        summary: booking.details.summary)
      return .placed(await calendars.place(placement, by: placementLimit(job.deadline)))
    case .look(let attempt):
      let inspection = Inspection(
        attempt: attempt, period: booking.period, window: booking.window, others: booking.others)
      return .looked(await calendars.look(inspection, by: job.deadline))
    case .extinguish(let attempt):
      return .extinguished(await calendars.extinguish(attempt, tellingGuests: false, by: job.deadline))
    case .askWhetherWanted, .store, .storeNextAttempt, .storeConfirmation, .end:
      preconditionFailure("only calls to the calendar come here")
    }
  }

  /// An event that is placed but not looked at helps nobody: the insert leaves time for one good look.
  private func placementLimit(_ deadline: Deadline) -> Deadline {
    let limit = deadline.less(Self.lookReserve)
    return limit.hasPassed(on: clock) ? deadline : limit
  }

  private func store(_ change: BookingChange, for booking: Booking) async -> BookingMachine.Event {
    do throws(LedgerFailure) {
      return .stored(try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: clock.now()))
    } catch {
      logger.error("a booking's change was not stored", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
      return .storageFailed
    }
  }

  /// A code that another booking of the desk has already is refused by storage; then another one is tried.
  private func confirm(_ booking: Booking, _ job: Job) async -> BookingMachine.Event {
    var event = BookingMachine.Event.storageFailed
    for _ in 0..<4 {
      let code = ConfirmationCode.random(from: randomness)
      event = await store(.confirmed(code: code, closing: job.closing(booking, code)), for: booking)
      guard case .stored(.refused(let current?)) = event, current.state == .inserted, current.epoch == booking.epoch
      else { return event }
    }
    return event
  }
}

extension Booking {
  /// Everything from the earliest start to the latest end of its claims.
  var window: Interval {
    let start = claims.map(\.interval.start).min() ?? period.start
    let end = claims.map(\.interval.end).max() ?? period.end
    return Interval(start: min(start, period.start), end: max(end, period.end)) ?? period
  }
}

extension Randomness {
  func attemptToken() -> AttemptToken { AttemptToken(hexadecimal(bytes: 16)) }
  func bookingID() -> BookingID { BookingID(hexadecimal(bytes: 16)) }
}
