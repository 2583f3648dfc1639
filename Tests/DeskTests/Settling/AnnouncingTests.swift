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

  private static let secrets = ["K7QX", "+14155550123", "+14155550144", "The key is under the mat.", "Confirmation"]

  /// What the event says once it is dressed, of a booking by the caller of these guests.
  private static func said(
    to guests: [String], email: String?, _ stage: Backstage, notes: String? = "The key is under the mat."
  ) async throws -> EventDress {
    var booking = stage.booking(email: nil)
    booking.details = BookingDetails(
      summary: "Consultation", name: "Ada", email: email, phone: PhoneNumber("+14155550144"), notes: notes,
      guests: guests)
    let stored = try await stage.store(booking, as: .confirmed)
    await stage.settler.round()
    let confirmed = try await stage.current(stored)
    #expect(try await stage.ledger.counts().outbox == 0)
    return try #require(stage.calendars.state.withLock { $0.dressed[confirmed.attempt.token] })
  }

  @Test(
    arguments: [
      (["ada@example.com"], "ada@example.com"), (["Ada@Example.com"], "ada@example.com"), ([], "ada@example.com"),
      ([], nil),
    ] as [([String], String?)])
  func `the caller alone, and the owner, read all that the caller gave`(guests: [String], email: String?) async throws {
    let stage = try await Backstage()
    let dress = try await Self.said(to: guests, email: email, stage)
    let code = try #require(dress.code)
    for text in ["Name: Ada", "Phone: +14155550144", "Notes: The key is under the mat.", "Confirmation code: \(code)"] {
      #expect(dress.description.contains(text), "\(dress.description)")
    }
    #expect(try await stage.notices().isEmpty)
  }

  @Test(
    arguments: [
      (["ada@example.com", "bob@example.com"], "ada@example.com"), (["bob@example.com"], "ada@example.com"),
      (["bob@example.com"], nil), (["bob@example.com", "cy@example.com"], nil),
    ] as [([String], String?)])
  func `others who are invited read neither code nor number nor notes, and the owner has them`(
    guests: [String], email: String?
  ) async throws {
    let stage = try await Backstage()
    let dress = try await Self.said(to: guests, email: email, stage)
    let code = try #require(dress.code)
    for secret in Self.secrets + [code.rawValue] {
      #expect(!dress.description.contains(secret) && !dress.summary.contains(secret), "\(dress.description)")
    }
    #expect(dress.description.contains("Name: Ada"))
    #expect(dress.guests == guests)
    let notice = try #require(try await stage.notices().first)
    #expect(notice.kind == .details && notice.name == "Ada" && notice.phone == PhoneNumber("+14155550144"))
    #expect(notice.text.hasSuffix("Notes: The key is under the mat."), "\(notice.text)")
    #expect(try await stage.notices().count == 1)
  }

  @Test func `a number that the caller called from is no guest's to read either`() async throws {
    let stage = try await Backstage()
    var booking = stage.booking(email: nil)
    booking.details = BookingDetails(summary: "Consultation", guests: ["bob@example.com"])
    let stored = try await stage.store(booking, as: .confirmed)
    stage.calendars.state.withLock { $0.dresses = [.unknown(.unreachable)] }
    await stage.rounds(for: .minutes(5))
    let confirmed = try await stage.current(stored)
    let dress = try #require(stage.calendars.state.withLock { $0.dressed[confirmed.attempt.token] })
    #expect(!dress.description.contains("+1415"))
    // Once, however often the entry comes again.
    #expect(try await stage.notices().map(\.phone) == [PhoneNumber("+14155550123")])
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
