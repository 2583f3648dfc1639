import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// G20 as `find_events` and the rounds see it: one booking, asked for in its calendar.
@Suite struct `Verifying a booking` {
  @Test func `leaves alone what stands where it is`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .stands(booking))
    #expect(try await stage.notices() == [])
  }

  @Test func `follows an owner who has moved the event, buffers and all`() async throws {
    let stage = try await Backstage()
    var booking = stage.booking()
    booking.claims = [
      Claim(
        resource: ResourceID(Office.owner), interval: booking.period.padded(before: .minutes(10), after: .minutes(5)))
    ]
    booking = try await stage.store(booking, as: .confirmed)
    stage.calendars.drag(booking.attempt, to: Backstage.half(10))
    let verified = await stage.watch.verify(booking, by: stage.deadline)
    let followed = try await stage.current(booking)
    #expect(verified == .followed(followed))
    #expect(followed.state == .confirmed)
    #expect(followed.period == Backstage.half(10))
    #expect(followed.claims.map(\.interval) == [Backstage.half(10).padded(before: .minutes(10), after: .minutes(5))])
    #expect(followed.code == booking.code)
    #expect(try await stage.notices().map(\.kind) == [.moved])
    #expect(stage.events() == [Backstage.half(10)])
    // The old time is free again, the new one is not.
    let old = stage.booking("old", at: 14, call: CallID("old"))
    #expect(try await stage.ledger.hold(old, at: stage.clock.now()) == .held(old))
    let new = stage.booking("new", at: 10, call: CallID("new"), from: "+14155550199")
    #expect(try await stage.ledger.hold(new, at: stage.clock.now()) == .taken)
  }

  @Test func `cancels what the owner has deleted, and never puts it back`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.delete(booking.attempt)
    guard case .removed(let removed) = await stage.watch.verify(booking, by: stage.deadline) else {
      Issue.record("not removed")
      return
    }
    #expect(removed.state == .cancelled)
    #expect(try await stage.notices().map(\.kind) == [.removed])
    await stage.rounds(for: .seconds(5))
    #expect(stage.events() == [])
    #expect(stage.count("place") == 1)
  }

  @Test func `keeps both where an owner has put one appointment over another, and says so`() async throws {
    let stage = try await Backstage()
    let moved = try await stage.store(stage.booking("b1", at: 14), as: .confirmed)
    let other = try await stage.store(stage.booking("b2", at: 10, call: CallID("c2")), as: .confirmed)
    stage.calendars.drag(moved.attempt, to: Backstage.half(10))
    _ = await stage.watch.verify(moved, by: stage.deadline)
    #expect(try await stage.current(moved).period == Backstage.half(10))
    #expect(try await stage.current(moved).claims == [])
    #expect(try await stage.current(other) == other)
    #expect(Set(try await stage.notices().map(\.kind)) == [.moved, .overlap])
  }

  @Test(arguments: [BookingState.moving, .reverting, .leaving])
  func `asks no calendar while somebody is at work`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .stands(booking))
    #expect(stage.count("find") == 0)
  }

  @Test(arguments: [BookingState.held, .cancelling, .cancelled, .released])
  func `says nothing of what does not stand`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .unknown)
    #expect(try await stage.current(booking) == booking)
  }

  @Test(arguments: CalendarTrouble.allCases) func `changes nothing where the calendar does not say`(
    trouble: CalendarTrouble
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.finds = [.unknown(trouble)] }
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .unknown)
    #expect(try await stage.current(booking) == booking)
  }

  @Test func `yields to whoever has changed the booking meanwhile`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    let cancelling = try await stage.advance(
      booking, .cancelling(leaseUntil: stage.clock.now() + .minutes(1), closing: nil))
    stage.calendars.delete(booking.attempt)
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .unknown)
    #expect(try await stage.current(booking) == cancelling)
    #expect(try await stage.notices() == [])
  }

  @Test func `follows nothing while the ledger is closed`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.delete(booking.attempt)
    try await stage.ledger.shut(because: "a test")
    #expect(await stage.watch.verify(booking, by: stage.deadline) == .unknown)
    #expect(try await stage.current(booking) == booking)
  }
}
