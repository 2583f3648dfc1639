import LedgerContract
import Scheduling
import Testing

@testable import Desk

@Suite(.timeLimit(.minutes(1))) struct `Bookings that wait for their callers` {
  /// More than one round lists at first.
  static let many = Settler.batch + 40

  @Test func `hide none of those that can be brought on, however many they are`() async throws {
    let stage = try await Backstage()
    for number in 0..<Self.many {
      let booking = stage.booking("w\(number)", at: 40 + number, email: nil, call: CallID("w\(number)"))
      try await stage.store(booking, as: .held)
    }
    // Its lease is the newest, so it is the last in the list.
    stage.clock.advance(by: .seconds(1))
    let promised = try await stage.store(stage.booking("promised", call: CallID("p"), promised: true), as: .held)
    #expect(await stage.settler.round())
    #expect(try await stage.current(promised).state == .confirmed)
    #expect(try await stage.ledger.counts().bookings[.held] == Self.many)
  }

  @Test func `are still their callers' own, and are undone when the turn is over`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(email: nil), as: .held)
    #expect(await stage.settler.round() == false)
    #expect(try await stage.current(booking) == booking)
    let lease = stage.clock.now() + .seconds(10)
    #expect(try await stage.ledger.takeOver(booking.id, at: stage.clock.now(), leaseUntil: lease) != nil)
    stage.clock.advance(by: SettlementRule.callersTime)
    #expect(await stage.settler.round())
    #expect(try await stage.current(booking).state == .released)
  }
}
