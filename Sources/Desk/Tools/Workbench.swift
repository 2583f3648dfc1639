import Logging
import Scheduling

/// What the tools work with: the ports, and how a booking is worked on within a caller's time.
struct Workbench: Sendable {
  /// How long after the request's own deadline nobody else touches its booking.
  static let leaseReserve = Duration.seconds(5)
  /// Kept back from the deadline for the ledger's commit and the reply.
  static let commitReserve = Duration.milliseconds(300)
  /// How long one booking waits for another that is being written to the same calendar.
  static let courtesy = Duration.milliseconds(1500)

  let ledger: any Ledger
  let calendars: any Calendars
  let openings: Openings
  let runner: BookingRunner
  let watch: CalendarWatch
  let reports: Reports
  let door: LedgerDoor
  let zones: any ZoneSource
  let clock: any Timekeeper
  let randomness: Randomness
  let logger: Logger
  /// Writes to one calendar go one after another (DESIGN section 4, *Order*).
  let calendarLanes: Lanes<CalendarReference>

  init(
    ledger: any Ledger, calendars: any Calendars, watch: CalendarWatch, zones: any ZoneSource, clock: any Timekeeper,
    randomness: Randomness, logger: Logger
  ) {
    self.ledger = ledger
    self.calendars = calendars
    self.watch = watch
    self.zones = zones
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
    openings = Openings(ledger: ledger, calendars: calendars, clock: clock, watch: watch)
    door = LedgerDoor(ledger: ledger, clock: clock)
    reports = Reports(ledger: ledger, clock: clock, logger: logger)
    runner = BookingRunner(
      ledger: ledger, calendars: calendars, zones: zones, clock: clock, randomness: randomness, logger: logger)
    calendarLanes = Lanes(clock: clock)
  }

  var alternatives: Alternatives { Alternatives(openings: openings, door: door, clock: clock) }
  var search: BookingSearch {
    BookingSearch(
      ledger: ledger, clock: clock, notices: NoticeWriter(zones: zones, randomness: randomness),
      raising: NoticeRaising(ledger: ledger, clock: clock, logger: logger), logger: logger)
  }

  /// Until when the calendar may be worked with.
  func limit(_ request: ToolRequest) -> Deadline { request.deadline.less(Self.commitReserve) }

  /// Until when nobody else works on what the request works on.
  func lease(_ request: ToolRequest) -> Instant {
    clock.now() + request.deadline.remaining(on: clock) + Self.leaseReserve
  }

  /// Runs the booking in its calendar's lane. The lane is a courtesy: whoever would wait too long for it goes ahead.
  func run(_ booking: Booking, _ job: BookingRunner.Job) async -> BookingMachine.Ending {
    let patience = job.deadline.capped(to: Self.courtesy, on: clock)
    let ending = await calendarLanes.run(in: booking.target.attempt.calendar, by: patience) {
      await runner.run(booking, job)
    }
    if let ending { return ending }
    return await runner.run(booking, job)
  }

  /// Why the host's calendars cannot be used, as far as is known without asking them.
  func trouble(of host: Host) async -> CalendarTrouble? {
    for account in Set(host.calendars.map(\.account)).sorted() {
      if let trouble = await calendars.standing(of: account).trouble { return trouble }
    }
    return nil
  }

  /// A new booking as the wish says, not stored yet.
  func newBooking(_ request: ToolRequest, _ wish: BookingWish) -> Booking {
    let id = randomness.bookingID()
    return Booking(
      id: id, desk: request.desk.key, offering: wish.choice.offering.key, host: wish.host.key,
      period: Interval(start: wish.start, duration: wish.choice.rules.duration),
      claims: [Claim(resource: wish.host.resource, interval: wish.choice.rules.padded(start: wish.start))],
      attempt: Attempt(
        booking: id, generation: 1, token: randomness.attemptToken(), calendar: wish.host.calendar),
      others: wish.host.calendars.filter { $0 != wish.host.calendar }, details: wish.details,
      call: request.context.call, caller: request.context.caller, createdAt: clock.now(), leaseUntil: lease(request))
  }

  /// What is said when the ledger failed: what cannot be settled now may be settled by asking again, unless nothing can be
  /// booked at all.
  func failed(_ failure: LedgerFailure, _ request: ToolRequest, else answer: Answer) -> Answer {
    logger.error(
      "the ledger failed a tool call",
      metadata: ["desk": "\(request.desk.key)", "tool": "\(request.tool.rawValue)", "error": "\(failure)"])
    return switch failure {
    case .closed: request.writer.closed
    case .lost: request.writer.outOfOrder
    case .busy, .unavailable, .unknown, .corrupt: answer
    }
  }
}
