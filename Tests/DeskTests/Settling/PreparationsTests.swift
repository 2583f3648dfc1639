import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

@Suite struct `Preparing kept times` {
  /// A desk that wants it, with a time that is kept for three minutes.
  func kept(placing: Bool = true) async throws -> (stage: Backstage, booking: Booking) {
    let clinic = try DeskProfile.clinic(hosts: Backstage.hosts)
    let stage = try await Backstage(placing ? clinic.placingEvents() : clinic)
    var booking = stage.booking()
    booking.leaseUntil = stage.clock.now() + .minutes(3)
    return (stage, try await stage.store(booking, as: .kept))
  }

  /// Prepares what was added, and returns once that is done.
  func prepare(_ stage: Backstage, _ bookings: Booking...) async {
    for booking in bookings { stage.preparations.add(booking) }
    stage.preparations.finish()
    await stage.preparations.run()
  }

  @Test func `places the event and looks, and confirms nothing`() async throws {
    let (stage, booking) = try await kept()
    await prepare(stage, booking)
    let prepared = try await stage.current(booking)
    #expect(prepared.state == .inserted)
    #expect(prepared.isClear)
    #expect(prepared.isOnlyKept)
    #expect(stage.events() == [booking.period])
  }

  @Test func `leaves booking it without a calendar call`() async throws {
    let (stage, booking) = try await kept()
    await prepare(stage, booking)
    let asked = try await stage.advance(
      stage.current(booking), .asked(booking.details, leaseUntil: stage.clock.now()))
    let calls = stage.calendars.calls
    let promised = try await stage.advance(asked, .promised)
    await stage.settling().settle(promised)
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(stage.calendars.calls == calls)
  }

  @Test func `is only for desks that want it`() async throws {
    let (stage, booking) = try await kept(placing: false)
    await prepare(stage, booking)
    #expect(try await stage.current(booking) == booking)
    #expect(stage.calendars.calls == [])
  }

  @Test func `yields to the caller who asks in the same moment`() async throws {
    let (stage, booking) = try await kept()
    let asked = try await stage.advance(
      booking, .asked(booking.details, leaseUntil: stage.clock.now() + .seconds(10)))
    await prepare(stage, booking)
    #expect(try await stage.current(booking) == asked)
    #expect(stage.calendars.calls == [])
  }

  @Test func `finds out that something is in the way before anybody is told`() async throws {
    let (stage, booking) = try await kept()
    stage.calendars.add(Backstage.half(14), to: Office.owner)
    await prepare(stage, booking)
    #expect(try await stage.current(booking).state == .released)
    #expect(stage.events() == [])
  }

  @Test func `leaves the time kept where the calendar does not answer`() async throws {
    let (stage, booking) = try await kept()
    stage.calendars.state.withLock { $0.placements = [.lostBefore(.unreachable)] }
    await prepare(stage, booking)
    let current = try await stage.current(booking)
    #expect(current.state == .held)
    #expect(current.isOnlyKept)
    #expect(current.leaseUntil == booking.leaseUntil)
  }

  @Test func `drops what is too much`() async throws {
    let (stage, booking) = try await kept()
    for _ in 0..<(Preparations.longestQueue * 2) { stage.preparations.add(booking) }
    await prepare(stage)
    #expect(stage.count("place") == 1)
  }

  @Test func `ends with the task that runs it`() async throws {
    let (stage, _) = try await kept()
    let run = Task { await stage.preparations.run() }
    run.cancel()
    await run.value
  }
}
