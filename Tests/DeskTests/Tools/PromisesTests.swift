import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

/// What the caller is told must come true, or not be said.
@Suite struct `Promises` {
  static let blocked = Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])

  @Test(arguments: [CalendarTrouble.notConnected, .needsReconnecting, .noAccess])
  func `a blocking calendar that needs a hand is no promise and keeps no time`(trouble: CalendarTrouble) async throws {
    let office = try await Office(.clinic(hosts: [Self.blocked]))
    office.calendars.state.withLock { $0.unreadable[Office.second] = trouble }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    #expect(answer.kind == .unreachable)
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.released] == 1)
  }

  @Test func `a blocking account that is not connected is heard of before anything is held`() async throws {
    let office = try await Office(.clinic(hosts: [Self.blocked]))
    office.calendars.state.withLock {
      $0.standing[Office.second.account] = AccountStanding(trouble: .notConnected, canInvite: false)
    }
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"]).kind == .unreachable)
    #expect(try await office.ledger.counts().total == 0)
  }

  @Test func `an owner who deletes the event before it is confirmed frees the time`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.looks = [.unknown(.unreachable)] }
    #expect(
      await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"]).kind == .held)
    office.calendars.state.withLock { state in
      for entry in state.entries[Office.owner] ?? [] {
        if let token = entry.attempt?.token { state.burned.insert(token) }
      }
      state.entries = [:]
    }
    office.clock.advance(by: .seconds(2))
    await office.settler.round()
    #expect(try await office.ledger.counts().bookings[.released] == 1)
  }

  @Test func `further guests are no way to reach the caller`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "attendees": ["boss@example.com"]])
    #expect(answer.kind == .stay)
    await office.receptionist.callEnded(Office.call, at: office.desk)
    office.clock.advance(by: .seconds(1))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test func `a desk that withdraws at hang-up promises nothing to a caller who has gone`() async throws {
    let office = try await Office(.clinic(hangUp: .withdraw))
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    await office.receptionist.callEnded(Office.call, at: office.desk)
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    #expect(answer.kind == .stay)
    office.clock.advance(by: .seconds(1))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test func `a call that is over is not booked for, and is told so`() async throws {
    let office = try await Office()
    await office.receptionist.callEnded(Office.call, at: office.desk)
    let answer = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(answer.kind == .refused)
    #expect(answer.line.contains("The call has ended"))
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }

  @Test func `an invitation waits for the owner to connect again`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.dresses = [.refused(.needsReconnecting)] }
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00", "email": "ada@example.com"])
    await office.settler.round()
    #expect(try await office.ledger.counts().outbox == 1)
    office.clock.advance(by: .minutes(20))
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).first?.guests == ["ada@example.com"])
    #expect(try await office.ledger.counts().outbox == 0)
  }
}
