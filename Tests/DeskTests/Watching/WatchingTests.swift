import LedgerContract
import Scheduling
import Synchronization
import Testing

@testable import Desk

/// G19 and G20 as they are noticed when a calendar is read for whatever caller.
@Suite struct `Watching calendars` {
  static let day: Interval? = Interval(start: Backstage.half(0).start, end: Backstage.half(24).start)

  /// Reads a host's calendars as a caller's request does, and lets the settler compare.
  func read(_ stage: Backstage, _ host: Host? = nil, in window: Interval? = day) async throws {
    try await note(stage, host, in: window)
    await stage.settler.round()
  }

  func note(_ stage: Backstage, _ host: Host? = nil, in window: Interval? = day) async throws {
    let window = try #require(window)
    let host = try #require(host ?? stage.profile.hosts.first)
    let openings = Openings(
      ledger: stage.ledger, calendars: stage.calendars, clock: stage.clock, watch: stage.watch)
    _ = try await openings.view(of: [host], in: window, for: nil, by: stage.deadline)
  }

  func booked(_ stage: Backstage, others: [CalendarReference] = []) async throws -> Booking {
    let booking = try await stage.store(stage.booking(others: others), as: .confirmed)
    stage.clock.advance(by: .seconds(1))
    return booking
  }

  @Test func `a moved event is followed`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.drag(booking.attempt, to: Backstage.half(11))
    try await read(stage)
    #expect(try await stage.current(booking).period == Backstage.half(11))
    #expect(try await stage.notices(.moved).count == 1)
  }

  @Test func `an event that was moved out of what is read is followed`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.drag(booking.attempt, to: Backstage.half(200))
    try await read(stage)
    #expect(try await stage.current(booking).period == Backstage.half(200))
  }

  @Test func `an event that was moved into what is read is followed`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.drag(booking.attempt, to: Backstage.half(200))
    try await read(stage, in: Interval(start: Backstage.half(199).start, duration: .hours(3)))
    #expect(try await stage.current(booking).period == Backstage.half(200))
  }

  @Test func `a deleted event takes its booking with it`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.delete(booking.attempt)
    try await read(stage)
    #expect(try await stage.current(booking).state == .cancelled)
    #expect(try await stage.notices(.removed).count == 1)
  }

  @Test func `a list that is out of date removes nothing`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    let host = try #require(stage.profile.hosts.first)
    let stale = [Office.owner: BusyReading.known([], asOf: stage.clock.now())]
    stage.watch.note(host, in: try #require(Self.day), stale)
    await stage.settler.round()
    #expect(stage.count("find") == 1)
    #expect(try await stage.current(booking).state == .confirmed)
    #expect(try await stage.notices() == [])
  }

  @Test func `an event that the owner has marked as free stands, and is not asked for all the time`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    await stage.settler.round()
    stage.calendars.state.withLock { $0.entries[Office.owner]?[0].isOpaque = false }
    for _ in 0..<10 {
      try await read(stage)
      stage.clock.advance(by: .seconds(1))
    }
    #expect(stage.count("find") == 1)
    #expect(try await stage.current(booking).state == .confirmed)
  }

  /// G19.
  @Test func `something over a confirmed booking is raised once, and the booking is kept`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.add(Interval(start: booking.period.start + .minutes(20), duration: .hours(1)), to: Office.owner)
    for _ in 0..<3 { try await read(stage) }
    let notices = try await stage.notices()
    #expect(notices.map(\.kind) == [.overlap])
    #expect(notices.first?.booking == booking.id)
    #expect(try await stage.current(booking).state == .confirmed)
    // Another thing over it is another notice.
    stage.calendars.add(booking.period, to: Office.owner)
    try await read(stage)
    #expect(try await stage.notices(.overlap).count == 2)
  }

  @Test func `something in a calendar beside the booked one counts where the booking looked there`() async throws {
    let host = Host(key: Backstage.kim, name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])
    let stage = try await Backstage(.clinic(hosts: [host]))
    _ = try await booked(stage, others: [Office.second])
    stage.calendars.add(Backstage.half(14), to: Office.second)
    try await read(stage)
    #expect(try await stage.notices().map(\.kind) == [.overlap])
  }

  @Test func `something in a calendar that the booking does not know of does not count`() async throws {
    let host = Host(key: Backstage.kim, name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])
    let stage = try await Backstage(.clinic(hosts: [host]))
    _ = try await booked(stage)
    stage.calendars.add(Backstage.half(14), to: Office.second)
    try await read(stage)
    #expect(try await stage.notices() == [])
  }

  @Test func `an invitation to the appointment itself is not over it`() async throws {
    let host = Host(key: Backstage.kim, name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])
    let stage = try await Backstage(.clinic(hosts: [host]))
    let booking = stage.booking(email: "Second@example.com", others: [Office.second])
    try await stage.store(booking, as: .confirmed)
    stage.clock.advance(by: .seconds(1))
    stage.calendars.add(booking.period, to: Office.second)
    try await read(stage)
    #expect(try await stage.notices() == [])
    stage.calendars.add(Interval(start: booking.period.start, duration: .minutes(10)), to: Office.second)
    stage.calendars.add(booking.period, to: Office.owner)
    try await read(stage)
    #expect(try await stage.notices().map(\.kind) == [.overlap, .overlap])
  }

  @Test func `an appointment of another host in a calendar beside the booked one is nobody's mistake`() async throws {
    let hosts = [
      Host(key: Backstage.kim, name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second]),
      Host(key: Backstage.lee, name: "Dr. Lee", calendar: Office.second),
    ]
    let stage = try await Backstage(.clinic(hosts: hosts))
    _ = try await booked(stage, others: [Office.second])
    let other = stage.booking("b2", at: 14, call: CallID("c2"))
    let attempt = Attempt(booking: other.id, generation: 1, token: AttemptToken("t-b2"), calendar: Office.second)
    await stage.place(
      Whereabouts(host: Backstage.lee, period: other.period, claims: [], attempt: attempt, others: []), of: other)
    try await read(stage)
    #expect(try await stage.notices() == [])
  }

  @Test func `what only touches the appointment, or its buffers, is not over it`() async throws {
    let stage = try await Backstage()
    var booking = stage.booking()
    booking.claims = [
      Claim(
        resource: ResourceID(Office.owner), interval: booking.period.padded(before: .minutes(10), after: .minutes(10)))
    ]
    booking = try await stage.store(booking, as: .confirmed)
    stage.clock.advance(by: .seconds(1))
    stage.calendars.add(Interval(start: booking.period.end, duration: .hours(1)), to: Office.owner)
    stage.calendars.add(Interval(start: booking.period.start - .hours(1), duration: .minutes(55)), to: Office.owner)
    try await read(stage)
    #expect(try await stage.notices() == [])
  }

  @Test func `a booking that is newer than the reading is not judged by it`() async throws {
    let stage = try await Backstage()
    let host = try #require(stage.profile.hosts.first)
    let before = stage.clock.now()
    let foreign = Sighting(period: Backstage.half(14), mark: .foreign)
    stage.clock.advance(by: .seconds(1))
    let booking = try await stage.store(stage.booking(), as: .confirmed)
    stage.watch.note(
      host, in: try #require(Self.day), [Office.owner: .known([foreign], asOf: before)])
    await stage.watch.round()
    #expect(stage.count("find") == 0)
    #expect(try await stage.notices() == [])
    #expect(try await stage.current(booking) == booking)
  }

  @Test func `a booking that reaches beyond what was read is not missed there`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.delete(booking.attempt)
    try await note(stage, in: Interval(start: booking.period.start + .minutes(5), duration: .hours(1)))
    await stage.watch.round()
    #expect(stage.count("find") == 0)
    #expect(try await stage.current(booking).state == .confirmed)
  }

  @Test func `a calendar that was not read says nothing`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    stage.calendars.delete(booking.attempt)
    stage.calendars.state.withLock { $0.unreadable[Office.owner] = .unreachable }
    try await note(stage)
    #expect(stage.watch.waiting == 0)
    await stage.watch.round()
    #expect(try await stage.current(booking).state == .confirmed)
  }

  @Test(arguments: [BookingState.moving, .reverting, .leaving, .cancelling, .withdrawing])
  func `what somebody is at work on is left to them`(state: BookingState) async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: state)
    stage.clock.advance(by: .seconds(1))
    stage.calendars.delete(booking.attempt)
    try await note(stage)
    await stage.watch.round()
    #expect(try await stage.current(booking) == booking)
    #expect(try await stage.notices() == [])
  }

  @Test func `nothing is ever written to a calendar`() async throws {
    let stage = try await Backstage()
    let first = try await stage.store(stage.booking("b1", at: 14), as: .confirmed)
    let second = try await stage.store(stage.booking("b2", at: 11, call: CallID("c2")), as: .confirmed)
    stage.clock.advance(by: .seconds(1))
    stage.calendars.drag(first.attempt, to: Backstage.half(9))
    stage.calendars.add(Backstage.half(11), to: Office.owner)
    stage.calendars.delete(second.attempt)
    let before = stage.calendars.calls.count
    try await note(stage)
    await stage.watch.round()
    #expect(stage.calendars.calls.dropFirst(before).allSatisfy { $0 == "busy" || $0 == "find" })
  }

  @Test func `an event of a booking that is no more is shown, and stays`() async throws {
    let stage = try await Backstage()
    let booking = try await stage.store(stage.booking(), as: .cancelled)
    stage.calendars.state.withLock {
      $0.entries[Office.owner] = [PaperCalendars.Entry(period: booking.period, attempt: booking.attempt)]
    }
    try await read(stage)
    try await read(stage)
    #expect(try await stage.notices().map(\.kind) == [.review])
    #expect(stage.events() == [booking.period])
    #expect(try await stage.current(booking).state == .cancelled)
  }

  @Test func `an event of a booking that is booked in another calendar is not asked for`() async throws {
    let stage = try await Backstage()
    let booking = try await booked(stage)
    let sighting = Sighting(period: booking.period, mark: .ours(booking.id))
    let lee = try #require(stage.profile.host(Backstage.lee))
    stage.watch.note(lee, in: booking.period, [Office.second: .known([sighting], asOf: stage.clock.now())])
    await stage.watch.round()
    #expect(stage.count("find") == 0)
    #expect(try await stage.notices() == [])
  }

  @Test func `a long list that is out of date asks no more than a few questions at once`() async throws {
    let stage = try await Backstage()
    for hour in 9..<49 {
      try await stage.store(stage.booking("b\(hour)", at: hour, call: CallID("c\(hour)")), as: .confirmed)
    }
    stage.clock.advance(by: .seconds(1))
    let window = Interval(start: Backstage.half(0).start, duration: .days(3))
    for round in 1...4 {
      stage.watch.note(stage.profile.hosts[0], in: window, [Office.owner: .known([], asOf: stage.clock.now())])
      await stage.watch.round()
      #expect(stage.count("find") == min(40, round * ReadingComparison.mostQuestions))
    }
    #expect(try await stage.notices() == [])
  }

  @Test func `only the newest reading of a calendar waits, and not of too many calendars`() async throws {
    let stage = try await Backstage()
    try await note(stage)
    try await note(stage)
    #expect(stage.watch.waiting == 1)
    let window = try #require(Self.day)
    for index in 0..<(CalendarWatch.mostReadings * 2) {
      let calendar = CalendarReference(account: AccountID("many@example.com"), calendar: CalendarID("c\(index)"))
      stage.watch.note(
        Host(key: HostKey("h\(index)"), name: "H", calendar: calendar), in: window,
        [calendar: .known([], asOf: stage.clock.now())])
    }
    #expect(stage.watch.waiting == CalendarWatch.mostReadings)
    await stage.watch.round()
    #expect(stage.watch.waiting == 0)
  }
}
