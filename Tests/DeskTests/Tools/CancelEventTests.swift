import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Cancelling appointments` {
  @Test func `it is answered at once, without a call to the calendar, and deleted afterwards`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    let before = office.calendars.calls.count
    let answer = await office.ask("cancel_event", [:], id: "cancel")
    #expect(answer.kind == .cancelled)
    #expect(
      answer.line
        == "Cancelled: Consultation on Wednesday, November 25 at 2:00 PM New York time with Dr. Kim no longer takes place."
    )
    #expect(office.calendars.calls.count == before)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.cancelled] == 1)
  }

  @Test func `its time is nobody's until the event is gone`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    _ = await office.ask("cancel_event", [:], id: "cancel")
    let other = CallContext(call: CallID("call-2"))
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "n", in: other).kind == .taken)
    await office.settler.round()
    #expect(await office.ask("create_event", ["start": "2026-11-25T14:00:00"], id: "m", in: other).kind == .booked)
  }

  @Test func `whoever knows the code may cancel`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let other = CallContext(call: CallID("call-2"), caller: PhoneNumber("+14155550177"))
    let answer = await office.ask("cancel_event", ["confirmationCode": .string(code.lowercased())], in: other)
    #expect(answer.kind == .cancelled)
  }

  @Test func `again it says so again`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    let first = await office.ask("cancel_event", [:], id: "cancel")
    let again = await office.ask("cancel_event", [:], id: "cancel-2")
    await office.settler.round()
    let later = await office.ask("cancel_event", ["confirmationCode": .string(code)], id: "cancel-3")
    #expect(again == first)
    #expect(later == first)
  }

  @Test func `of several none is cancelled before it is clear which`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00", id: "a")
    let code = try await office.book("2026-11-25T15:00:00", id: "b")
    #expect(await office.ask("cancel_event", [:], id: "c1").kind == .ask)
    #expect(await office.ask("cancel_event", ["confirmationCode": .string(code)], id: "c2").kind == .cancelled)
    #expect(try await office.ledger.counts().bookings[.confirmed] == 1)
  }

  @Test func `what is not confirmed yet is withdrawn`() async throws {
    let office = try await Office()
    office.calendars.state.withLock { $0.placements = [.lostAfter(.unreachable)] }
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    #expect(await office.ask("cancel_event", [:], id: "cancel").kind == .cancelled)
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(try await office.ledger.counts().bookings[.released] == 1)
  }

  @Test func `a move under way is taken back first`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [.lostAfter(.unreachable)] }
    #expect(await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "m").kind == .stay)
    #expect(await office.ask("cancel_event", [:], id: "cancel").kind == .cancelled)
    await office.settler.round()
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
    #expect(
      try await office.ledger.claims(
        on: [ResourceID(Office.owner)], overlapping: Interval(start: office.clock.now(), duration: .days(9))
      )
      .values.allSatisfy(\.isEmpty))
  }

  @Test func `a move that cannot be taken back in time is to be asked about again`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.calendars.state.withLock { $0.shifts = [.lostAfter(.unreachable), .lostBefore(.unreachable)] }
    _ = await office.ask("reschedule_event", ["start": "2026-11-26T10:00:00"], id: "m")
    #expect(await office.ask("cancel_event", [:], id: "cancel").kind == .stay)
    office.clock.advance(by: .seconds(20))
    #expect(await office.ask("cancel_event", [:], id: "cancel").kind == .cancelled)
  }

  @Test func `what has begun cannot be cancelled`() async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-25T14:00:00")
    office.clock.advance(by: .hours(30) + .minutes(1))
    #expect(await office.ask("cancel_event", [:], id: "cancel").kind == .refused)
    #expect(office.calendars.ours(in: Office.owner).count == 1)
  }

  @Test func `a cancelled appointment cannot be moved`() async throws {
    let office = try await Office()
    let code = try await office.book("2026-11-25T14:00:00")
    _ = await office.ask("cancel_event", [:], id: "cancel")
    let answer = await office.ask(
      "reschedule_event", ["start": "2026-11-26T10:00:00", "confirmationCode": .string(code)], id: "m")
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("is cancelled and cannot be moved"))
  }
}
