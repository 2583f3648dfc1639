import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// P5, seen from a calendar: an event of ours whose booking the ledger does not know.
@Suite struct `A ledger that is older than its calendar` {
  /// A stage whose calendar has an event that a newer copy of its ledger has written.
  func older() async throws -> (stage: Backstage, host: Host, reading: BusyReading) {
    let newer = try await Backstage()
    try await newer.store(newer.booking(), as: .confirmed)
    let stage = try await Backstage(beside: newer, ledger: MemoryLedger())
    let sighting = Sighting(period: Backstage.half(14), mark: .ours(BookingID("b1")))
    stage.clock.advance(by: .seconds(1))
    return (stage, stage.profile.hosts[0], .known([sighting], asOf: stage.clock.now()))
  }

  @Test func `is closed, and says what to do`() async throws {
    let (stage, host, reading) = try await older()
    stage.watch.note(host, in: Backstage.half(14), [Office.owner: reading])
    await stage.settler.round()
    let reason = try #require(try await stage.ledger.condition().closedBecause)
    #expect(reason.contains("frontdesk ledger rebuild"))
    #expect(stage.events() == [Backstage.half(14)])
  }

  @Test func `is closed only where a second reading shows the same`() async throws {
    let (stage, host, reading) = try await older()
    stage.calendars.state.withLock { $0.entries = [:] }
    stage.watch.note(host, in: Backstage.half(14), [Office.owner: reading])
    await stage.settler.round()
    #expect(try await stage.ledger.condition().closedBecause == nil)
  }

  @Test func `is not closed for an event whose mark does not name it: the owner is to look`() async throws {
    let (stage, host, reading) = try await older()
    stage.calendars.state.withLock { state in
      state.entries = state.entries.mapValues {
        $0.map { entry in
          var entry = entry
          entry.isSigned = false
          return entry
        }
      }
    }
    stage.watch.note(host, in: Backstage.half(14), [Office.owner: reading])
    await stage.settler.round()
    #expect(try await stage.ledger.condition().closedBecause == nil)
    let notices = try await stage.notices()
    #expect(notices.map(\.kind) == [.review])
    #expect(notices.first?.text.contains("looks as if this program had written it") == true)
  }

  @Test func `is not suspected for its own bookings, in whatever state`() async throws {
    for state in BookingState.allCases {
      let stage = try await Backstage()
      let booking = try await stage.store(stage.booking(), as: state)
      stage.clock.advance(by: .seconds(1))
      let sighting = Sighting(period: booking.period, mark: .ours(booking.id))
      stage.watch.note(
        stage.profile.hosts[0], in: Backstage.half(14), [Office.owner: .known([sighting], asOf: stage.clock.now())])
      await stage.watch.round()
      #expect(try await stage.ledger.condition().closedBecause == nil)
    }
  }

  @Test func `keeps the reason for which it was closed first`() async throws {
    let (stage, host, reading) = try await older()
    try await stage.ledger.shut(because: "It was restored.")
    stage.watch.note(host, in: Backstage.half(14), [Office.owner: reading])
    await stage.watch.round()
    #expect(try await stage.ledger.condition().closedBecause == "It was restored.")
  }
}
