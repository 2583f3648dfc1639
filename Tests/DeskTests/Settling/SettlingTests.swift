import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

@Suite struct `Settling` {
  /// Where each state ends when nobody is on the line and a mail can tell the caller, and where the event is then.
  static let ends: [(state: BookingState, end: BookingState, hour: Int?)] = [
    (.kept, .released, nil), (.held, .confirmed, 14), (.inserted, .confirmed, 14), (.confirmed, .confirmed, 14),
    (.moving, .confirmed, 16), (.reverting, .confirmed, 14), (.cancelling, .cancelled, nil),
    (.cancelled, .cancelled, nil), (.withdrawing, .released, nil), (.released, .released, nil),
  ]

  @Test(arguments: ends) func `a worker that was killed in any state is taken over, and the booking comes to rest`(
    row: (state: BookingState, end: BookingState, hour: Int?)
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(call: nil), as: row.state, call: nil)
    await stage.settler.round()
    let settled = try await stage.current(booking)
    #expect(settled.state == row.end)
    #expect(stage.events() == (row.hour.map { [Backstage.half($0)] } ?? []))
    #expect(settled.period == Backstage.half(row.hour ?? 14))
    // The old time of a move is free, and the new one of a move that was taken back.
    let other = stage.booking("other", at: row.hour == 16 ? 14 : 16, call: CallID("other"))
    #expect(try await stage.ledger.hold(other, at: stage.clock.now()) == .held(other))
  }

  @Test func `what has left another calendar is cleared away there`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .leaving)
    #expect(stage.events().count == 1)
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(stage.events() == [])
    #expect(stage.events(in: Office.second) == [Backstage.half(16)])
  }

  @Test func `a move to another calendar is finished there, and its old event is deleted`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .moving, away: true, call: nil)
    await stage.settler.round()
    await stage.settler.round()
    let settled = try await stage.current(booking)
    #expect(settled.state == .confirmed)
    #expect(settled.host == Backstage.lee)
    #expect(stage.events() == [])
    #expect(stage.events(in: Office.second) == [Backstage.half(16)])
  }

  @Test func `what was only kept lapses without a word to the calendar`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .kept)
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .released)
    #expect(stage.calendars.calls == [])
  }

  @Test(arguments: [BookingState.held, .inserted])
  func `what was placed for a kept time is withdrawn with it, whatever its call`(state: BookingState) async throws {
    let stage = try await Backstage()
    var booking = try await stage.store(stage.booking(), as: .kept)
    booking = try await stage.advance(booking, .preparing)
    let event = await stage.place(booking.target, of: booking)
    if state == .inserted { booking = try await stage.advance(booking, .inserted(event)) }
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .released)
    #expect(stage.events() == [])
  }

  @Test func `exactly one of two settlers takes a booking over`() async throws {
    let stage = try await Backstage()
    let other = try await Backstage(beside: stage, ledger: stage.ledger, seed: 8)
    var bookings: [Booking] = []
    for (index, hour) in (9...16).enumerated() {
      bookings.append(
        try await stage.store(
          stage.booking("b\(index)", at: hour, call: CallID("c\(index)"), promised: true), as: .held))
    }
    async let one: Bool = stage.settler.round()
    async let two: Bool = other.settler.round()
    _ = await (one, two)
    #expect(stage.count("place") == bookings.count)
    for booking in bookings {
      let settled = try await stage.current(booking)
      #expect(settled.state == .confirmed)
      #expect(settled.epoch == 2)
    }
  }

  @Test func `a booking that is not at rest is left to whoever has its lease`() async throws {
    let stage = try await Backstage()
    var booking = stage.booking(promised: true)
    booking.leaseUntil = stage.clock.now() + .seconds(30)
    try await stage.store(booking, as: .held)
    await stage.rounds(for: .seconds(29))
    #expect(try await stage.current(booking).epoch == 1)
    await stage.rounds(for: .seconds(2))
    #expect(try await stage.current(booking).state == .confirmed)
  }

  @Test func `a promise that was made after the booking was listed is kept`() async throws {
    let stage = try await Backstage()
    let listed = try await stage.store(stage.booking(email: nil), as: .held)
    try await stage.ledger.markEnded(Backstage.caller, of: stage.profile.key, at: stage.clock.now())
    try await stage.advance(listed, .promised)
    let settling = stage.settling()
    await settling.settle(listed)
    #expect(try await stage.current(listed).state == .confirmed)
  }

  @Test func `an appointment whose start has come is given up`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .inserted)
    stage.clock.advance(by: .days(2))
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .released)
    #expect(try await stage.notices(.promiseBroken).count == 1)
  }
}

@Suite struct `An owner who edits while a move is under way` {
  /// G17.
  @Test(arguments: [BookingState.moving, .reverting])
  func `has the last word about the time`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state, call: nil)
    stage.calendars.drag(booking.attempt, to: Backstage.half(10))
    await stage.settler.round()
    let settled = try await stage.current(booking)
    #expect(settled.state == .confirmed)
    #expect(settled.period == Backstage.half(10))
    #expect(settled.move == nil)
    #expect(stage.events() == [Backstage.half(10)])
    #expect(try await stage.notices().map(\.kind) == [.moved])
  }

  @Test(arguments: [BookingState.moving, .reverting])
  func `has the last word about whether it is at all`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state, call: nil)
    stage.calendars.delete(booking.attempt)
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .cancelled)
    #expect(try await stage.notices().map(\.kind) == [.removed])
    #expect(stage.events() == [])
  }
}

@Suite struct `The settler's rounds` {
  @Test func `go on until the pause between two of them ends the run`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    let pauses = Mutex(0)
    await stage.settler.run { _ in
      await Task.yield()
      guard
        pauses.withLock({
          $0 += 1; return $0
        }) < 100
      else { throw CancellationError() }
    }
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `end with their task`() async throws {
    let stage = try await Backstage()
    let run = Task { await stage.settler.run() }
    run.cancel()
    await run.value
  }

  @Test func `go on for others while one part fails`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    try await stage.store(stage.booking("b2", at: 10, call: CallID("c2")), as: .confirmed)
    stage.calendars.state.withLock { $0.placements = [.lostBefore(.unreachable)] }
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .held)
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `take the accounts in turn`() {
    let turns = ["a1", "a2", "a3", "b1", "a4", "c1", "b2"].takingTurns { $0.first }
    #expect(turns == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"])
    #expect([String]().takingTurns { $0.first } == [])
  }

  @Test func `forget nothing that is still to be repeated`() async throws {
    let stage = try await Backstage()
    let delivery = DeliveryKey(desk: stage.profile.key, call: Backstage.caller, toolCall: ToolCallID("t1"))
    let print = Fingerprint(hexadecimal: "f0")
    let now = stage.clock.now()
    guard
      case .begun(let ticket, _) = try await stage.ledger.open(
        delivery, fingerprint: print, at: now, leaseUntil: now + .seconds(5))
    else {
      Issue.record("not begun")
      return
    }
    _ = try await stage.ledger.close(delivery, ticket: ticket, with: Answer(.booked, "Booked."), at: now)
    for (day, isKept) in [(1, true), (6, true), (8, false)] {
      let until = now + .days(day)
      let pauses = Mutex(0)
      let clock = stage.clock
      await stage.settler.run { _ in
        await Task.yield()
        if clock.now() < until { clock.advance(by: until - clock.now()) }
        guard
          pauses.withLock({
            $0 += 1; return $0
          }) < 20
        else { throw CancellationError() }
      }
      let isAnswered = try await stage.ledger.progress(of: delivery, at: stage.clock.now()) != .idle
      #expect(isAnswered == isKept, "day \(day)")
    }
  }
}

extension Backstage {
  /// One booking's settling, beside the rounds.
  func settling(over ledger: (any Ledger)? = nil) -> BookingSettling {
    let ledger = ledger ?? self.ledger
    let logger = Backstage.quiet
    return BookingSettling(
      ledger: ledger, calendars: calendars, desks: desks, clock: clock, randomness: randomness,
      runner: BookingRunner(
        ledger: ledger, calendars: calendars, zones: zones, clock: clock, randomness: randomness, logger: logger),
      notices: NoticeWriter(zones: zones, randomness: randomness),
      raising: NoticeRaising(ledger: ledger, clock: clock, logger: logger), logger: logger)
  }
}
