import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

@Suite struct `Announcing` {
  @Test func `guests and details go to the event, and the entry is done`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    await stage.settler.round()
    #expect(stage.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
    #expect(try await stage.ledger.counts().outbox == 0)
    await stage.rounds(for: .minutes(1))
    #expect(stage.count("dress") == 1)
  }

  @Test(arguments: [DressOutcome.unknown(.unreachable), .unknown(.overQuota), .refused(.needsReconnecting)])
  func `an entry comes again until it has had its effect`(outcome: DressOutcome) async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = Array(repeating: outcome, count: 3) }
    await stage.rounds(for: .minutes(20))
    #expect(stage.count("dress") == 4)
    #expect(stage.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `that guests may have been told is stored before they are`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = [.unknown(.unreachable)] }
    await stage.settler.round()
    #expect(try await stage.current(booking).announced)
  }

  @Test func `where there are no guests nobody is told`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(email: nil), as: .confirmed)
    await stage.settler.round()
    #expect(stage.count("dress") == 1)
    #expect(try await !stage.current(booking).announced)
  }

  @Test(arguments: [BookingState.moving, .reverting, .leaving])
  func `a booking on the move is announced once it has arrived`(state: BookingState) async throws {
    let stage = try await Backstage()
    var booking = stage.booking()
    booking.leaseUntil = stage.clock.now()
    booking = try await stage.store(booking, as: state)
    booking = try await stage.advance(booking, .leased(until: stage.clock.now() + .seconds(30)))
    await stage.rounds(for: .seconds(20))
    #expect(stage.count("dress") == 0)
    let waiting = try await stage.ledger.counts().outbox
    #expect(waiting >= 1)
    // The call of the move is still on the line, and asks no more.
    await stage.rounds(for: .minutes(5))
    let settled = try await stage.current(booking)
    #expect(settled.state == .confirmed)
    #expect(try await stage.ledger.counts().outbox == 0)
    let dress = stage.calendars.state.withLock { $0.dressed[settled.attempt.token] }
    #expect(dress?.revision == settled.revision)
    #expect(dress?.guests == ["ada@example.com"])
  }

  @Test(arguments: [BookingState.cancelling, .cancelled])
  func `a booking that was called off meanwhile is announced to nobody`(state: BookingState) async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: state)
    await stage.rounds(for: .seconds(5))
    #expect(stage.count("dress") == 0)
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `guests that cannot be invited are the owner's to know, once`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = [.withoutGuests] }
    await stage.rounds(for: .seconds(5))
    #expect(try await stage.notices().map(\.kind) == [.notInvited])
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `without guests there is nothing that the owner has to know`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(email: nil), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = [.refused(.noAccess)] }
    await stage.settler.round()
    #expect(try await stage.notices() == [])
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  @Test func `an account whose sign-in has ended is waited for, and raised once`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock {
      $0.dresses = Array(repeating: .refused(.needsReconnecting), count: 1000)
    }
    await stage.rounds(for: .minutes(30))
    #expect(stage.count("dress") <= 30)
    #expect(try await stage.notices().map(\.kind) == [.stuck])
    #expect(try await stage.ledger.counts().outbox == 1)
  }

  @Test func `nobody is invited to what is over`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = Array(repeating: .unknown(.unreachable), count: 10) }
    stage.clock.advance(by: .days(2))
    await stage.settler.round()
    #expect(try await stage.notices().map(\.kind) == [.notInvited])
    #expect(try await stage.ledger.counts().outbox == 0)
  }

  /// G20, seen when the invitation is to go out.
  @Test func `an event that the owner has deleted takes its booking with it`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.delete(booking.attempt)
    await stage.settler.round()
    #expect(try await stage.current(booking).state == .cancelled)
    #expect(try await stage.notices().map(\.kind) == [.removed])
    #expect(try await stage.ledger.counts().outbox == 0)
    #expect(stage.events() == [])
  }

  @Test func `a closed ledger announces nothing`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    try await stage.ledger.shut(because: "a test")
    await stage.settler.round()
    #expect(stage.count("dress") == 0)
    try await stage.ledger.reopen()
    await stage.settler.round()
    #expect(stage.count("dress") == 1)
  }

  @Test func `a long outbox is worked off in one round`() async throws {
    let stage = try await Backstage()
    for index in 0..<50 {
      try await stage.store(stage.booking("b\(index)", at: index, call: CallID("c\(index)")), as: .confirmed)
    }
    await stage.settler.round()
    #expect(stage.count("dress") == 50)
    #expect(try await stage.ledger.counts().outbox == 0)
  }
}
