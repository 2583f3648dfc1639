import LedgerContract
import Logging
import Scheduling
import Synchronization
import Testing
import ZoneFiles

@testable import Desk

/// What goes on behind the caller's back, on paper: bookings in any state, the settler, and an owner at their calendar.
struct Backstage: Sendable {
  static let kim = HostKey("kim")
  static let lee = HostKey("lee")
  static let caller = CallID("call-1")

  let clock: ManualClock
  let calendars: PaperCalendars
  let ledger: MemoryLedger
  let zones: TZifDirectory
  let desks: DeskBook
  let watch: CalendarWatch
  let settler: Settler
  let preparations: Preparations
  let rebuild: LedgerRebuild
  let randomness: Randomness
  let profile: DeskProfile

  /// - Parameter other: another such place whose clock and calendars this one shares; with a ledger of its own unless told.
  init(
    _ desk: DeskProfile? = nil, beside other: Backstage? = nil, ledger: MemoryLedger = MemoryLedger(), seed: UInt64 = 7
  ) async throws {
    profile = try desk ?? other?.profile ?? .clinic(hosts: Self.hosts)
    zones = try TZifDirectory(directory: nil)
    let clock = try other?.clock ?? ManualClock(.at("2026-11-24T08:00:00-05:00"))
    calendars = other?.calendars ?? PaperCalendars(clock: clock)
    randomness = .seeded(seed)
    let logger = Self.quiet
    try await ledger.apply(DeskEntry(profile: profile, secretDigests: [], source: ""))
    desks = DeskBook(directory: ledger, clock: clock)
    watch = CalendarWatch(
      ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    settler = Settler(
      ledger: ledger, calendars: calendars, desks: desks, watch: watch, zones: zones, clock: clock,
      randomness: randomness, logger: logger)
    preparations = Preparations(
      ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    rebuild = LedgerRebuild(
      ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    self.clock = clock
    self.ledger = ledger
  }

  static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  static let hosts = [
    Host(key: kim, name: "Dr. Kim", calendar: Office.owner), Host(key: lee, name: "Dr. Lee", calendar: Office.second),
  ]

  /// A booking for tomorrow's hour, held by a worker who has just gone.
  func booking(
    _ id: String = "b1", at hour: Int = 14, email: String? = "ada@example.com", call: CallID? = caller,
    from number: String = "+14155550123", promised: Bool = false, others: [CalendarReference] = []
  ) -> Booking {
    let now = clock.now()
    let period = Self.half(hour)
    return Booking(
      id: BookingID(id), desk: profile.key, offering: OfferingKey("consultation"), host: Self.kim, period: period,
      claims: [Claim(resource: ResourceID(Office.owner), interval: period)],
      attempt: Attempt(
        booking: BookingID(id), generation: 1, token: AttemptToken("t-\(id)"), calendar: Office.owner),
      others: others,
      details: BookingDetails(
        summary: "Consultation", name: "Ada", email: email, guests: email.map { [$0] } ?? []),
      call: call, caller: PhoneNumber(number), createdAt: now, leaseUntil: now, promised: promised)
  }

  /// Half an hour from the start of an hour of Wednesday, November 25, 2026, in New York.
  static func half(_ hour: Int) -> Interval {
    // 2026-11-25T00:00:00-05:00
    Interval(start: Instant(seconds: 1_795_582_800) + .hours(hour), duration: .minutes(30))
  }

  /// A move of a booking to another hour, in the same calendar or in Dr. Lee's.
  func move(_ booking: Booking, to hour: Int, away: Bool = false, call: CallID? = CallID("call-2")) -> Move {
    let period = Self.half(hour)
    let calendar = away ? Office.second : Office.owner
    return Move(
      host: away ? Self.lee : Self.kim, period: period,
      claims: [Claim(resource: ResourceID(calendar), interval: period)],
      attempt: away
        ? Attempt(
          booking: booking.id, generation: booking.attempt.generation + 1,
          token: AttemptToken("\(booking.attempt.token)-away"), calendar: calendar) : nil,
      others: [], call: call, askedAt: clock.now())
  }

  /// Stores the booking and brings it to a state, with the event where a worker who stopped there would have left it. On the
  /// move it goes to 4 PM.
  @discardableResult
  func store(
    _ booking: Booking, as state: BookingState, away: Bool = false, call: CallID? = CallID("call-2")
  ) async throws -> Booking {
    if state == .kept { return try await held(booking.onlyKept()) }
    var stored = try await held(booking)
    if state == .held { return stored }
    if state == .withdrawing || state == .released {
      await place(stored.target, of: stored)
      stored = try await advance(stored, .withdrawing)
      guard state == .released else { return stored }
      _ = await calendars.extinguish(stored.attempt, tellingGuests: false, by: deadline)
      return try await advance(stored, .released)
    }
    let event = await place(stored.target, of: stored)
    stored = try await advance(stored, .inserted(event))
    if state == .inserted { return stored }
    stored = try await advance(stored, .confirmed(code: code(for: stored), closing: nil))
    return try await lead(stored, to: state, away: away, call: call)
  }

  /// From confirmed.
  private func lead(
    _ booking: Booking, to state: BookingState, away: Bool, call: CallID?
  ) async throws -> Booking {
    let now = clock.now()
    switch state {
    case .moving, .reverting, .leaving:
      let away = away || state == .leaving
      let moving = try await advance(
        booking, .moving(move(booking, to: 16, away: away, call: call), leaseUntil: now))
      guard state != .moving else { return moving }
      let event = await arrive(moving)
      return try await advance(moving, state == .reverting ? .reverting : .moved(event, closing: nil))
    case .cancelling, .cancelled:
      let cancelling = try await advance(booking, .cancelling(leaseUntil: now, closing: nil))
      guard state == .cancelled else { return cancelling }
      _ = await calendars.extinguish(booking.attempt, tellingGuests: false, by: deadline)
      return try await advance(cancelling, .cancelled)
    default: return booking
    }
  }

  /// Puts the event where the move is to bring it.
  @discardableResult
  func arrive(_ booking: Booking) async -> PlacedEvent? {
    guard let move = booking.move else { return nil }
    if move.attempt != nil { return await place(booking.target, of: booking) }
    let shift = Shift(
      attempt: booking.attempt, from: booking.period, to: move.period, revision: booking.revision + 1,
      zone: profile.zone)
    _ = await calendars.shift(shift, by: deadline)
    return nil
  }

  private func held(_ booking: Booking) async throws -> Booking {
    try #require(await ledger.hold(booking, at: clock.now()) == .held(booking))
    return booking
  }

  @discardableResult
  func place(_ target: Whereabouts, of booking: Booking) async -> PlacedEvent {
    let placement = Placement(
      attempt: target.attempt, desk: booking.desk, offering: booking.offering, host: target.host,
      period: target.period, zone: profile.zone, summary: booking.details.summary, sharing: target.sharing)
    _ = await calendars.place(placement, by: deadline)
    return PlacedEvent(event: EventID(target.attempt.token.rawValue), link: nil)
  }

  @discardableResult
  func advance(_ booking: Booking, _ change: BookingChange) async throws -> Booking {
    try await ledger.advancing(booking, by: change, at: clock.now())
  }

  /// One of its own for each booking.
  private func code(for booking: Booking) -> ConfirmationCode { ConfirmationCode("K-\(booking.id)") }

  var deadline: Deadline { Deadline(in: .seconds(10), on: clock) }

  /// As it is in the ledger now.
  func current(_ booking: Booking) async throws -> Booking { try #require(await ledger.booking(booking.id)) }

  func notices(_ kind: Notice.Kind? = nil) async throws -> [Notice] {
    try await ledger.notices(of: nil, includingDone: true, limit: 10_000).filter { kind == nil || $0.kind == kind }
  }

  /// The times of our live events, in Dr. Kim's calendar or another.
  func events(in calendar: CalendarReference = Office.owner) -> [Interval] {
    calendars.ours(in: calendar).map(\.period).sorted { $0.start < $1.start }
  }

  /// How often the calendars were asked for that.
  func count(_ call: String) -> Int { calendars.calls.count { $0 == call } }

  /// One round each second, for so long.
  func rounds(for duration: Duration) async {
    var passed = Duration.zero
    while passed < duration {
      clock.advance(by: .seconds(1))
      passed += .seconds(1)
      await settler.round()
    }
  }
}

extension DeskProfile {
  /// The same desk, with the events of kept times placed in the calendar.
  func placingEvents() -> DeskProfile {
    DeskProfile(
      key: key, name: name, zone: zone, hours: hours, offerings: offerings, hosts: hosts, numbers: numbers,
      hangUp: hangUp, keeping: KeepingPolicy(placesEvent: true))
  }
}
