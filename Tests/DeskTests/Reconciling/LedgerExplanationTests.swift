import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

@Suite struct `Explaining a ledger` {
  func explanation(_ stage: Backstage, limit: Int = 100) async throws -> LedgerExplanation {
    try await LedgerExplanation(
      of: stage.ledger, calendars: stage.calendars, desks: stage.desks, zones: stage.zones, clock: stage.clock,
      limit: limit)
  }

  @Test(arguments: BookingState.allCases)
  func `says of everything that is not at rest what it is and what happens next, and whose it is to nobody`(
    state: BookingState
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    let explanation = try await explanation(stage)
    guard !state.isAtRest else { return #expect(explanation.bookings == []) }
    #expect(explanation.bookings.count == 1)
    let sentence = try #require(explanation.bookings.first)
    #expect(sentence.contains(booking.id.rawValue))
    #expect(sentence.contains("(\(state.rawValue))"))
    #expect(!explanation.isAtRest)
    for personal in ["Ada", "ada@example.com", "4155550123", "owner@example.com"] {
      #expect(!explanation.lines.joined(separator: "\n").contains(personal))
    }
  }

  @Test(arguments: [
    (promised: true, ended: false, email: nil, words: "was promised"),
    (promised: false, ended: false, email: nil, words: "is on the line, to ask again; at 2026-11-24T08:03:00-05:00"),
    (promised: false, ended: true, email: nil, words: "it is given up: its caller has hung up"),
    (promised: false, ended: true, email: "ada@example.com", words: "it is finished, and the caller, who has hung up"),
  ])
  func `says what becomes of a booking as the settler does`(
    row: (promised: Bool, ended: Bool, email: String?, words: String)
  ) async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(email: row.email, promised: row.promised), as: .held)
    if row.ended {
      try await stage.ledger.markEnded(Backstage.caller, of: stage.profile.key, at: stage.clock.now())
    }
    let lines = try await explanation(stage).lines
    #expect(lines.contains { $0.contains(row.words) }, "\(lines)")
  }

  @Test func `says until when a worker has a booking`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(promised: true), as: .held)
    try await stage.advance(booking, .leased(until: stage.clock.now() + .seconds(30)))
    let lines = try await explanation(stage).lines
    #expect(lines.contains { $0.contains("left to worker 1 until 2026-11-24T08:00:30-05:00") }, "\(lines)")
  }

  @Test func `says what a person can do`() async throws {
    let stage = try await Backstage()
    stage.calendars.state.withLock {
      $0.standing[Office.owner.account] = AccountStanding(trouble: .needsReconnecting, canInvite: false)
    }
    try await stage.store(stage.booking(), as: .cancelling)
    #expect(try await explanation(stage).lines.contains { $0.contains("Connect the account again") })
  }

  @Test func `says that it is closed, why, and what opens it`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .held)
    try await stage.ledger.shut(because: "It was restored.")
    let lines = try await explanation(stage).lines
    #expect(lines.first?.contains("It was restored.") == true)
    #expect(lines.first?.contains("frontdesk ledger rebuild") == true)
    #expect(lines.contains { $0.contains("Nothing happens to it while the ledger is closed") })
    #expect(lines.count { $0.contains("frontdesk ledger rebuild") } == 1)
  }

  @Test func `counts what waits to be announced and what the owner has not seen to`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    let explanation = try await explanation(stage)
    #expect(explanation.outbox == 1)
    #expect(!explanation.isAtRest)
    await stage.settler.round()
    #expect(try await self.explanation(stage).lines == ["Every booking is at rest."])
  }

  @Test func `says when there is more than it explains`() async throws {
    let stage = try await Backstage()
    for hour in 9..<15 {
      try await stage.store(stage.booking("b\(hour)", at: hour, call: CallID("c\(hour)")), as: .held)
    }
    let explanation = try await explanation(stage, limit: 4)
    #expect(explanation.bookings.count == 4)
    #expect(explanation.hasMore)
  }
}
