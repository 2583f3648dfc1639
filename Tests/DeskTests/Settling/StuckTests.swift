import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

@Suite struct `What cannot be brought to rest` {
  @Test(arguments: [CalendarTrouble.noAccess, .needsReconnecting, .notConnected])
  func `is the owner's to know, once, and is left alone for longer each time`(
    trouble: CalendarTrouble
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .cancelling)
    stage.calendars.state.withLock {
      $0.extinctions = Array(repeating: .unknown(trouble), count: 1000)
    }
    await stage.rounds(for: .hours(2))
    let notices = try await stage.notices(.stuck)
    #expect(notices.count == 1)
    #expect(notices.first?.booking == booking.id)
    // Ten minutes at most, five at least, once it has doubled that far.
    #expect((12...28).contains(stage.count("extinguish")))
    #expect(try await stage.current(booking).state == .cancelling)
    stage.calendars.state.withLock { $0.extinctions = [] }
    await stage.rounds(for: .minutes(10))
    #expect(try await stage.current(booking).state == .cancelled)
  }

  @Test func `is done by itself once it has come to rest, and not before`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .cancelling)
    stage.calendars.state.withLock { $0.extinctions = [.unknown(.noAccess)] }
    await stage.settler.round()
    #expect(try await stage.notices(.stuck).map(\.doneAt) == [nil])
    await stage.rounds(for: .minutes(10))
    #expect(try await stage.current(booking).state == .cancelled)
    #expect(try await stage.notices(.stuck).compactMap(\.doneAt).count == 1)
  }

  @Test func `is done when its invitation has gone out, though its booking was at rest before`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = Array(repeating: .unknown(.needsReconnecting), count: 2) }
    await stage.rounds(for: .seconds(30))
    #expect(try await stage.notices(.stuck).map(\.doneAt) == [nil])
    await stage.rounds(for: .minutes(20))
    #expect(stage.calendars.state.withLock { $0.dresses.isEmpty })
    #expect(try await stage.notices(.stuck).compactMap(\.doneAt).count == 1)
  }

  @Test func `leaves messages and other notices to whoever reads them`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .cancelled)
    let notices = NoticeWriter(zones: stage.zones, randomness: stage.randomness)
    let removed = notices.removed(booking, zone: stage.profile.zone, at: stage.clock.now())
    _ = try await stage.ledger.raise(removed, closing: nil, at: stage.clock.now())
    await stage.settler.round()
    #expect(try await stage.notices(.removed).map(\.doneAt) == [nil])
  }

  /// O3.
  @Test func `is not tried more than once a minute after the sign-in has ended`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    stage.calendars.state.withLock {
      $0.placements = Array(repeating: .refused(.needsReconnecting), count: 1000)
    }
    for minute in 1...30 {
      let before = stage.count("place")
      await stage.rounds(for: .minutes(1))
      #expect(stage.count("place") - before <= 1, "minute \(minute)")
    }
    #expect(try await stage.current(booking).state == .held)
    stage.calendars.state.withLock { $0.placements = [] }
    await stage.rounds(for: .minutes(10))
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(try await stage.notices().map(\.kind) == [.stuck])
  }

  /// DESIGN section 9: everything promised is settled within a minute after the calendar's provider has come back.
  @Test(arguments: [1, 7, 60, 600, 3000]) func `is settled soon after what passes has passed`(outage: Int) async throws
  {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    stage.calendars.state.withLock {
      $0.placements = Array(repeating: .lostBefore(.unreachable), count: 10_000)
    }
    await stage.rounds(for: .seconds(outage))
    stage.calendars.state.withLock { $0.placements = [] }
    await stage.rounds(for: .seconds(60))
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(try await stage.notices() == [])
  }

  @Test func `is raised anew for another piece of work on the same booking`() async throws {
    let stage = try await Backstage()
    stage.calendars.state.withLock { $0.shifts = [.refused(.needsReconnecting)] }
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    var moving = try await stage.advance(
      booking, .moving(stage.move(booking, to: 16, call: nil), leaseUntil: stage.clock.now()))
    await stage.settler.round()
    #expect(try await stage.notices(.stuck).count == 1)
    await stage.rounds(for: .minutes(10))
    moving = try await stage.current(booking)
    #expect(moving.state == .confirmed)
    stage.calendars.state.withLock { $0.extinctions = [.unknown(.noAccess)] }
    try await stage.advance(moving, .cancelling(leaseUntil: stage.clock.now(), closing: nil))
    await stage.settler.round()
    #expect(try await stage.notices(.stuck).count == 2)
  }

  @Test(arguments: [CalendarTrouble?.none, .unreachable, .overQuota, .noAccess, .needsReconnecting])
  func `waits longer each time, within bounds`(trouble: CalendarTrouble?) {
    let needsHand = trouble?.needsHand ?? false
    for fraction in [0.0, 0.5, 0.999] {
      let pauses = (0..<70).map { RetryPacing.pause(after: $0, because: trouble, fraction: fraction) }
      #expect(pauses.allSatisfy { $0 > .zero && $0 <= (needsHand ? .minutes(10) : .seconds(30)) })
      #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
      if needsHand { #expect(pauses.allSatisfy { $0 >= .seconds(60) }) }
    }
  }
}

@Suite struct `A promise that cannot be kept` {
  @Test func `is the owner's to know, once`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    stage.calendars.add(Backstage.half(14), to: Office.owner)
    await stage.rounds(for: .seconds(3))
    #expect(try await stage.current(booking).state == .released)
    let notices = try await stage.notices()
    #expect(notices.map(\.kind) == [.promiseBroken])
    #expect(notices.first?.phone == PhoneNumber("+14155550123"))
  }

  @Test func `is known to the owner also where a move was promised`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .moving)
    try await stage.advance(booking, .promised)
    stage.calendars.add(Backstage.half(16), to: Office.owner)
    await stage.settler.round()
    let settled = try await stage.current(booking)
    #expect(settled.state == .confirmed)
    #expect(settled.period == Backstage.half(14))
    #expect(try await stage.notices().map(\.kind) == [.promiseBroken])
  }

  @Test func `is stored before the booking is at rest`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .withdrawing)
    let deaf = HinderedLedger.deaf(stage.ledger)
    await stage.settling(over: deaf).settle(booking)
    #expect(try await stage.current(booking).state == .withdrawing)
    stage.clock.advance(by: .minutes(1))
    await stage.settling().settle(try await stage.current(booking))
    #expect(try await stage.current(booking).state == .released)
    #expect(try await stage.notices().map(\.kind) == [.promiseBroken])
  }

  @Test func `is none where nothing was promised`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(call: nil), as: .held)
    stage.calendars.add(Backstage.half(14), to: Office.owner)
    await stage.rounds(for: .seconds(3))
    #expect(try await stage.notices() == [])
  }
}
