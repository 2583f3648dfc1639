package import Logging
package import Scheduling

/// Performs what ``BookingMachine`` says: calendar calls, ledger changes. Shared by a caller's request and the settler.
package struct BookingRunner: Sendable {
  /// What a write to the calendar leaves of the time for the look after it: one list attempt (facts: booking protocol 4).
  static let lookReserve = Duration.seconds(1)

  let ledger: any Ledger
  let calendars: any Calendars
  let clock: any Timekeeper
  let randomness: Randomness
  let notices: NoticeWriter
  let logger: Logger

  package init(
    ledger: any Ledger, calendars: any Calendars, zones: any ZoneSource, clock: any Timekeeper,
    randomness: Randomness, logger: Logger
  ) {
    notices = NoticeWriter(zones: zones, randomness: randomness)
    self.ledger = ledger
    self.calendars = calendars
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
  }

  package func run(_ booking: Booking, _ job: Job) async -> BookingMachine.Ending {
    await runNotingTrouble(booking, job).ending
  }

  /// As ``run(_:_:)``, and what the calendar said last: what an ending means to the caller may be certain before the calendar
  /// has done it.
  func runNotingTrouble(
    _ booking: Booking, _ job: Job
  ) async -> (ending: BookingMachine.Ending, trouble: CalendarTrouble?) {
    var machine = BookingMachine(booking, purpose: job.purpose, isFresh: job.isFresh)
    var action = machine.next(after: .start)
    var trouble: CalendarTrouble?
    while true {
      let event: BookingMachine.Event
      switch action {
      case .end(let ending): return (ending, trouble)
      case .store(.inserted) where !job.deadline.hasPassed(on: clock):
        (event, action) = await storeAndLook(action, &machine, job)
        if event.isFromCalendar { trouble = event.trouble }
        continue
      // What is stored too late for the answer would be confirmed in silence.
      case .place, .look, .shift, .extinguish, .storeConfirmation, .storeMove:
        event = job.deadline.hasPassed(on: clock) ? .outOfTime : await perform(action, for: machine.booking, job)
      default: event = await keep(action, of: machine.booking, job)
      }
      if event.isFromCalendar { trouble = event.trouble }
      action = machine.next(after: event)
    }
  }

  private func perform(
    _ action: BookingMachine.Action, for booking: Booking, _ job: Job
  ) async -> BookingMachine.Event {
    switch action {
    case .storeConfirmation, .storeMove: await keep(action, of: booking, job)
    default: await call(action, for: booking, job)
    }
  }

  /// Stores that the event was placed, and reads the calendar meanwhile: the look that comes next. To the machine it is a list
  /// as old as the storing took, which shows the event all the same, since it was placed before; so it proves as much (rule
  /// R3), and nothing is said of it before the change is stored.
  ///
  /// - Returns: what happened last, and what is to be done next.
  private func storeAndLook(
    _ action: BookingMachine.Action, _ machine: inout BookingMachine, _ job: Job
  ) async -> (BookingMachine.Event, BookingMachine.Action) {
    let (booking, target) = (machine.booking, machine.booking.target)
    async let looked = call(.look(target), for: booking, job)
    let stored = await keep(action, of: booking, job)
    let next = machine.next(after: stored)
    guard case .look(target) = next else { return (stored, next) }
    let event = await looked
    return (event, machine.next(after: event))
  }

  private func call(
    _ action: BookingMachine.Action, for booking: Booking, _ job: Job
  ) async -> BookingMachine.Event {
    switch action {
    case .place(let target):
      let placement = Placement(
        attempt: target.attempt, desk: booking.desk, offering: booking.offering, host: target.host,
        period: target.period, zone: job.zone, summary: booking.details.summary, sharing: target.sharing)
      return .placed(await calendars.place(placement, by: callLimit(job.deadline)))
    case .look(let target):
      let inspection = Inspection(
        attempt: target.attempt, period: target.period, window: target.window, others: target.others)
      return .looked(await calendars.look(inspection, by: job.deadline))
    case .shift(let from, let to, let revision):
      let shift = Shift(
        attempt: booking.attempt, from: from, to: to, revision: revision, zone: job.zone,
        sharing: booking.sharing(at: to))
      return .shifted(await calendars.shift(shift, by: callLimit(job.deadline)))
    case .extinguish(let attempt, let tellingGuests):
      return .extinguished(await calendars.extinguish(attempt, tellingGuests: tellingGuests, by: job.deadline))
    default: preconditionFailure("only calls to the calendar come here")
    }
  }

  private func keep(
    _ action: BookingMachine.Action, of booking: Booking, _ job: Job
  ) async -> BookingMachine.Event {
    switch action {
    case .askWhetherWanted: return .wanted(await job.isWanted(booking))
    case .store(let change):
      if change.givesUp, await !job.mayGiveUp(booking) { return .storageFailed }
      return await store(change, for: booking)
    case .storeNextAttempt: return await store(.nextAttempt(randomness.attemptToken()), for: booking)
    case .storeConfirmation(let unheard): return await confirm(booking, unheard: unheard, job)
    case .storeMove(let event, let unheard):
      let change = BookingChange.moved(
        event, closing: job.closings.moved(booking.arrived(event)), unheard: unheard)
      return await store(change, for: booking, job.closings)
    case .storeFollowing(let period, let revision):
      let notice = notices.moved(booking, to: period, zone: job.zone, at: clock.now())
      let change = BookingChange.followed(
        period, claims: booking.claims(following: period), revision: revision, notice: notice)
      return await store(change, for: booking)
    case .storeRemoval:
      return await store(.removed(notice: notices.removed(booking, zone: job.zone, at: clock.now())), for: booking)
    case .place, .look, .shift, .extinguish, .end: preconditionFailure("only what the ledger keeps comes here")
    }
  }

  /// An event that is placed or shifted but not looked at helps nobody: the write leaves time for one good look.
  private func callLimit(_ deadline: Deadline) -> Deadline {
    let limit = deadline.less(Self.lookReserve)
    return limit.hasPassed(on: clock) ? deadline : limit
  }

  /// - Parameter closings: told which answer stands, where the change closes a delivery.
  private func store(
    _ change: BookingChange, for booking: Booking, _ closings: Closings? = nil
  ) async -> BookingMachine.Event {
    do throws(LedgerFailure) {
      let outcome = try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: clock.now())
      if case .advanced(_, let answer?) = outcome { closings?.stands(answer) }
      return .stored(outcome)
    } catch {
      logger.error("a booking's change was not stored", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
      return .storageFailed
    }
  }

  /// A code that another booking of the desk has already is refused by storage; then another one is tried.
  private func confirm(_ booking: Booking, unheard: Bool, _ job: Job) async -> BookingMachine.Event {
    var event = BookingMachine.Event.storageFailed
    for _ in 0..<4 {
      let code = ConfirmationCode.random(from: randomness)
      let change = BookingChange.confirmed(
        code: code, closing: job.closings.booked(booking, code), unheard: unheard)
      event = await store(change, for: booking, job.closings)
      guard case .stored(.refused(let current?)) = event, current.state == .inserted, current.epoch == booking.epoch
      else { return event }
    }
    return event
  }
}

extension Randomness {
  func attemptToken() -> AttemptToken { AttemptToken(hexadecimal(bytes: 16)) }
  func bookingID() -> BookingID { BookingID(hexadecimal(bytes: 16)) }
}
