import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// A wall clock that is set while the desk works (fault C1, invariant I15): leases guard progress, and may make somebody
/// wait; what keeps two workers apart are epochs and tickets, which no clock moves.
@Suite struct `A clock that jumps` {
  static let jumps: [Duration] = [
    -.days(1), -.hours(1), -.seconds(40), .seconds(40), .hours(1), .days(1),
  ]
  static let stranger = CallContext(call: CallID("call-2"), caller: PhoneNumber("+14155550177"))

  /// Once, when that step is next taken.
  private static func at(_ step: String, in office: Office, _ deed: @escaping @Sendable () async -> Void) {
    let isDone = Mutex(false)
    office.calendars.meanwhile.withLock {
      $0 = { taken in
        let isFirst = isDone.withLock { done in
          defer { done = done || taken == step }
          return taken == step && !done
        }
        if isFirst { await deed() }
      }
    }
  }

  @Test(arguments: jumps, ["place", "look"])
  func `C1: costs the caller no booking, and gives nobody else the time`(jump: Duration, step: String) async throws {
    let office = try await Office()
    Self.at(step, in: office) { office.clock.jump(by: jump) }
    let arguments: JSONValue = ["start": "2026-11-27T10:00:00", "name": "Ada"]
    let answer = await office.ask("create_event", arguments, id: "first")
    #expect(answer.kind == .booked, "\(answer.line)")
    let other = await office.ask("create_event", arguments, id: "other", in: Self.stranger)
    #expect(other.kind == .taken, "\(other.line)")
    office.clock.jump(by: .zero - jump)
    await office.settler.round()
    #expect(await office.ask("create_event", arguments, id: "first") == answer)
    #expect(try office.calendars.ours(in: Office.owner).map(\.period.start) == [.at("2026-11-27T10:00:00-05:00")])
    #expect(try await office.ledger.counts().bookings.filter { $0.value > 0 } == [.confirmed: 1])
  }

  @Test(arguments: jumps, ["shift", "look"])
  func `C1: costs the caller no move`(jump: Duration, step: String) async throws {
    let office = try await Office()
    _ = try await office.book("2026-11-27T14:00:00")
    Self.at(step, in: office) { office.clock.jump(by: jump) }
    let answer = await office.ask("reschedule_event", ["start": "2026-11-27T10:00:00"], id: "move")
    #expect(answer.kind == .moved, "\(answer.line)")
    office.clock.jump(by: .zero - jump)
    await office.settler.round()
    #expect(try office.calendars.ours(in: Office.owner).map(\.period.start) == [.at("2026-11-27T10:00:00-05:00")])
    #expect(try await office.ledger.counts().bookings.filter { $0.value > 0 } == [.confirmed: 1])
  }

  /// The clock makes a lease look as if it had run out while its worker lives and is on the way to the calendar.
  @Test(arguments: jumps.filter { $0 > .zero }.flatMap { [($0, "place"), ($0, "look")] }, [false, true])
  func `C1: lets another worker in beside a living one, and still one event stands or none, as told`(
    moment: (jump: Duration, step: String), hasMail: Bool
  ) async throws {
    let (jump, step) = moment
    let office = try await Office()
    Self.at(step, in: office) {
      office.clock.jump(by: jump)
      await office.settler.round()
    }
    let answer = await office.ask(
      "create_event", ["start": "2026-11-27T10:00:00", "email": hasMail ? "ada@example.com" : .null], id: "first")
    office.calendars.meanwhile.withLock { $0 = nil }
    for _ in 0..<30 {
      office.clock.advance(by: .minutes(1))
      await office.settler.round()
    }
    let confirmed = try await office.ledger.counts().bookings[.confirmed] ?? 0
    #expect(office.calendars.ours(in: Office.owner).count == confirmed)
    #expect(confirmed <= 1)
    if answer.kind == .booked || answer.kind == .held { #expect(confirmed == 1, "\(answer.line)") }
    if !hasMail && answer.kind != .booked { #expect(confirmed == 0, "a silent booking after: \(answer.line)") }
    // Whatever came of it, nobody is shut out of the time for longer than a lease lasts.
    let again = await office.ask("create_event", ["start": "2026-11-27T10:00:00"], id: "again", in: Self.stranger)
    #expect(again.kind == (confirmed == 1 ? .taken : .booked), "\(again.line)")
  }

  @Test(arguments: jumps + [-.minutes(20)])
  func `C1: makes a dead worker's booking wait for no longer than the longest lease`(jump: Duration) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    // Its lease, which ended just now, ends in twenty seconds; then the clock is set.
    stage.clock.jump(by: -.seconds(20))
    stage.clock.jump(by: jump)
    await stage.rounds(for: Leases.longest + .minutes(1))
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(stage.calendars.ours(in: Office.owner).count == 1)
  }
}

extension Duration {
  fileprivate static prefix func - (duration: Duration) -> Duration { .zero - duration }
}
