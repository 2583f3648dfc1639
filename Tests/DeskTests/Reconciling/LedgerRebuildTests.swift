import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// Facts: booking protocol 9; fault P5.
@Suite struct `Rebuilding a ledger` {
  /// The same desk and calendars with an empty ledger that has been closed.
  func lost(_ stage: Backstage) async throws -> Backstage {
    let copy = try await Backstage(beside: stage, ledger: MemoryLedger(), seed: 99)
    try await copy.ledger.shut(because: "It was restored.")
    return copy
  }

  @Test func `brings back what was confirmed, with code, caller, guests and buffers`() async throws {
    let rules = SlotRules(
      duration: .minutes(30), bufferBefore: .minutes(10), bufferAfter: .minutes(5), interval: .minutes(30))
    let stage = try await Backstage(.clinic(hosts: Backstage.hosts, rules: rules))
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    await stage.settler.round()
    let copy = try await lost(stage)
    let report = try await copy.rebuild.run()
    #expect(report.restored == 1)
    #expect(report.isOpen)
    let restored = try await copy.current(booking)
    #expect(restored.state == .confirmed)
    #expect(restored.code == booking.code)
    #expect(restored.caller == booking.caller)
    #expect(restored.details.guests == ["ada@example.com"])
    #expect(restored.attempt == booking.attempt)
    #expect(restored.claims.map(\.interval) == [booking.period.padded(before: .minutes(10), after: .minutes(5))])
    #expect(restored.announced)
    #expect(try await copy.notices() == [])
    #expect(try await copy.ledger.condition().closedBecause == nil)
    #expect(stage.events() == [booking.period])
  }

  @Test func `keeps and shows what may never have been confirmed`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .inserted)
    let copy = try await lost(stage)
    _ = try await copy.rebuild.run()
    let restored = try await copy.current(booking)
    #expect(restored.state == .confirmed)
    #expect(restored.code != nil)
    #expect(try await copy.notices().map(\.kind) == [.review])
    #expect(stage.events() == [booking.period])
  }

  @Test func `confirms what an older copy has only held`() async throws {
    let newer = try await Backstage()
    let booking = try await newer.store(newer.booking(), as: .confirmed)
    await newer.settler.round()
    let copy = try await lost(newer)
    #expect(try await copy.ledger.condition().closedBecause != nil)
    try await copy.ledger.reopen()
    var held = copy.booking()
    held.leaseUntil = copy.clock.now()
    _ = try await copy.ledger.hold(held, at: copy.clock.now())
    try await copy.ledger.shut(because: "It was restored.")
    let report = try await copy.rebuild.run()
    #expect(report.confirmed == 1)
    let restored = try await copy.current(booking)
    #expect(restored.state == .confirmed)
    #expect(restored.code == booking.code)
    #expect(restored.details.name == "Ada")
    #expect(restored.epoch == held.epoch + 1)
  }

  @Test func `follows what was moved since`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.drag(booking.attempt, to: Backstage.half(10))
    let report = try await stage.rebuild.run()
    #expect(report.moved == 1)
    #expect(try await stage.current(booking).period == Backstage.half(10))
    #expect(try await stage.notices().map(\.kind) == [.moved])
    #expect(try await stage.rebuild.run().moved == 0)
  }

  @Test(arguments: [true, false]) func `follows a booking that has gone to another calendar`(
    oldIsLive: Bool
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    try await stage.ledger.shut(because: "It was restored.")
    // What the newer ledger did after this copy was made.
    let attempt = Attempt(
      booking: booking.id, generation: 2, token: AttemptToken("gone"), calendar: Office.second)
    let place = Whereabouts(
      host: Backstage.lee, period: Backstage.half(16), claims: [], attempt: attempt, others: [])
    await stage.place(place, of: booking)
    if !oldIsLive { stage.calendars.delete(booking.attempt) }
    _ = try await stage.rebuild.run()
    await stage.rounds(for: .seconds(2))
    let renewed = try await stage.current(booking)
    #expect(renewed.state == .confirmed)
    #expect(renewed.host == Backstage.lee)
    #expect(renewed.period == Backstage.half(16))
    #expect(renewed.code == booking.code)
    #expect(stage.events() == [])
    #expect(stage.events(in: Office.second) == [Backstage.half(16)])
  }

  @Test(arguments: [true, false]) func `finishes a move that an older copy has under way`(
    away: Bool
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .moving, away: away)
    await stage.arrive(booking)
    if away { stage.calendars.delete(booking.attempt) }
    try await stage.ledger.shut(because: "It was restored.")
    let report = try await stage.rebuild.run()
    #expect(report.moved == 1)
    let arrived = try await stage.current(booking)
    #expect(arrived.state == .confirmed)
    #expect(arrived.period == Backstage.half(16))
    #expect(arrived.host == (away ? Backstage.lee : Backstage.kim))
    #expect(try await stage.notices().map(\.kind) == [.review])
    #expect(stage.events(in: away ? Office.second : Office.owner) == [Backstage.half(16)])
  }

  @Test func `shows a booking whose event is not there, and keeps it`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.delete(booking.attempt)
    for _ in 0..<2 { #expect(try await stage.rebuild.run().isOpen) }
    #expect(try await stage.current(booking) == booking)
    #expect(try await stage.notices().map(\.kind) == [.review])
  }

  @Test(arguments: [BookingState.held, .moving, .cancelling, .withdrawing])
  func `misses no event of what is under way`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    stage.calendars.delete(booking.attempt)
    #expect(try await stage.rebuild.run().isOpen)
    #expect(try await stage.current(booking) == booking)
    #expect(try await stage.notices() == [])
  }

  @Test func `believes no list that leaves an event out`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    // The double lists only what it has seen placed.
    stage.calendars.state.withLock { $0.placed = [:] }
    let report = try await stage.rebuild.run()
    #expect(report.unchanged == 1)
    #expect(try await stage.current(booking) == booking)
    #expect(try await stage.notices() == [])
  }

  @Test(arguments: [BookingState.cancelled, .released])
  func `shows an event of a booking that is no more, and deletes it not`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    stage.calendars.state.withLock {
      $0.entries[Office.owner] = [PaperCalendars.Entry(period: booking.period, attempt: booking.attempt)]
    }
    for _ in 0..<2 { _ = try await stage.rebuild.run() }
    #expect(try await stage.current(booking).state == state)
    #expect(try await stage.notices().map(\.kind) == [.review])
    #expect(stage.events() == [booking.period])
  }

  @Test(arguments: [CalendarTrouble.noAccess, .needsReconnecting, .unreachable])
  func `stays closed while a calendar cannot be read, and restores the others`(
    trouble: CalendarTrouble
  ) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    let copy = try await lost(stage)
    copy.calendars.state.withLock { $0.unreadable[Office.second] = trouble }
    let report = try await copy.rebuild.run()
    #expect(!report.isOpen)
    #expect(report.unread.map(\.host) == [Backstage.lee])
    #expect(report.sentences.contains { $0.contains("lee") })
    #expect(try await copy.current(booking).state == .confirmed)
    #expect(try await copy.ledger.condition().closedBecause == "It was restored.")
    copy.calendars.state.withLock { $0.unreadable = [:] }
    #expect(try await copy.rebuild.run().isOpen)
  }

  @Test func `stays closed while a booking's event cannot be asked for`() async throws {
    let stage = try await Backstage()
    try await stage.store(stage.booking(), as: .confirmed)
    stage.calendars.state.withLock {
      $0.placed = [:]
      $0.finds = [.unknown(.unreachable)]
    }
    let report = try await stage.rebuild.run()
    #expect(!report.isOpen)
    #expect(try await stage.ledger.condition().closedBecause != nil)
  }

  @Test func `stays closed where there is no desk to read a calendar of`() async throws {
    let stage = try await Backstage()
    _ = try await stage.ledger.remove(stage.profile.key)
    stage.clock.advance(by: .seconds(2))
    let report = try await stage.rebuild.run()
    #expect(!report.isOpen)
    #expect(report.sentences.contains { $0.contains("no desk") })
  }

  @Test func `restores a thousand bookings, and a second time nothing`() async throws {
    let stage = try await Backstage()
    for index in 0..<1000 {
      let booking = stage.booking("b\(index)", at: 14 + index, call: CallID("c\(index)"))
      await stage.place(booking.place, of: booking)
    }
    let copy = try await lost(stage)
    let first = try await copy.rebuild.run()
    #expect(first.restored == 1000)
    #expect(first.isOpen)
    let counts = try await copy.ledger.counts()
    #expect(counts.bookings[.confirmed] == 1000)
    let notices = try await copy.notices()
    #expect(notices.count == 1000)
    let second = try await copy.rebuild.run()
    #expect(second.restored == 0)
    #expect(second.unchanged == 1000)
    #expect(second.forReview == 0)
    #expect(try await copy.ledger.counts() == counts)
    #expect(try await copy.notices() == notices)
    #expect(stage.events().count == 1000)
  }

  @Test func `gives two bookings of one desk no code twice`() async throws {
    let stage = try await Backstage()
    let copy = try await lost(stage)
    let making = RestoredBooking(desks: try await copy.desks.current(), randomness: copy.randomness)
    var work = Reconciling(
      rebuild: copy.rebuild, rule: ReconcilingRule(wasOpen: false), making: making, now: copy.clock.now(), live: [])
    for (id, hour) in [("b1", 9), ("b2", 10)] {
      let booking = copy.booking(id, at: hour)
      try await work.take(in: copy.marked(booking.attempt, at: booking.period, isConfirmed: true))
    }
    let codes = [
      try await copy.ledger.booking(BookingID("b1"))?.code, try await copy.ledger.booking(BookingID("b2"))?.code,
    ]
    #expect(codes[0] == ConfirmationCode("K7M2RX"))
    #expect(codes[1] != nil)
    #expect(codes[0] != codes[1])
  }

  @Test func `restores a booking of a desk that is no more, at its bare time`() async throws {
    let stage = try await Backstage()
    let copy = try await lost(stage)
    let making = RestoredBooking(desks: try await copy.desks.current(), randomness: copy.randomness)
    let booking = stage.booking()
    let event = stage.marked(booking.attempt, at: booking.period, isConfirmed: true, desk: DeskKey("gone"))
    let restored = making.new(event, at: stage.clock.now())
    #expect(restored.desk == DeskKey("gone"))
    #expect(restored.claims == [Claim(resource: ResourceID(Office.owner), interval: booking.period)])
  }

  @Test func `brings back who comes to a session, with the places that they take`() async throws {
    let stage = try await Backstage()
    let occasion = OccasionID("session")
    let seats = [SeatClaim(key: SeatKey(occasion), places: 2)]
    for id in ["b1", "b2"] {
      var booking = stage.booking(id, call: CallID(id), from: id == "b1" ? "+14155550123" : "+14155550124")
      booking.claims = booking.claims.map { Claim(resource: $0.resource, interval: $0.interval, occasion: occasion) }
      booking.seats = seats
      try await stage.store(booking, as: .confirmed)
    }
    let copy = try await lost(stage)
    _ = try await copy.rebuild.run()
    for id in ["b1", "b2"] {
      let restored = try #require(try await copy.ledger.booking(BookingID(id)))
      #expect(restored.seats == seats)
      #expect(restored.claims.map(\.occasion) == [occasion])
    }
    #expect(try await copy.ledger.taken(seats.map(\.key)) == [seats[0].key: 2])
  }

  @Test func `reads a calendar once that several hosts and accounts share`() async throws {
    let shared = CalendarReference(account: Office.second.account, calendar: CalendarID(Office.owner.account.rawValue))
    let hosts = [
      Host(key: Backstage.kim, name: "Dr. Kim", calendar: Office.owner),
      Host(key: Backstage.lee, name: "Dr. Lee", calendar: shared),
    ]
    let stage = try await Backstage(.clinic(hosts: hosts))
    let report = try await stage.rebuild.run()
    #expect(report.calendars == 1)
    #expect(stage.count("marked") == 1)
    stage.calendars.state.withLock { $0.unreadable[Office.owner] = .needsReconnecting }
    #expect(try await stage.rebuild.run().isOpen)
  }
}
