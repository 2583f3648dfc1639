import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// Whose what blocks is: this ledger's, or anybody else's.
@Suite(.timeLimit(.minutes(1)))
struct SightingTests {
  let attempt = Attempts.attempt()

  func sightings(_ google: SandboxBench, _ calendars: GoogleCalendars? = nil) async -> [Sighting] {
    let readings = await (calendars ?? google.calendars).busy(
      [SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
    guard case .known(let sightings, _)? = readings[SandboxBench.calendar] else {
      Issue.record("\(readings)")
      return []
    }
    return sightings.sorted { $0.period.start < $1.period.start }
  }

  /// An event with the private properties of the attempt's and an id of its own, as a copy in the web application is.
  static func copy(_ attempt: Attempt, _ google: SandboxBench) async throws {
    let mark = try #require(try await google.mark(of: attempt)?.object).compactMapValues(\.string)
    let properties = mark.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
    try await google.person(
      #"{"summary":"Copy","start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T09:30:00Z"},"extendedProperties":{"private":{\#(properties)}}}"#
    )
  }

  @Test func `an own event is ours, with its booking, and everything else is foreign`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await google.person(hours: 12...13)
      #expect(
        await sightings(google) == [
          Sighting(period: Attempts.period, mark: .ours(BookingID("b1"))),
          Sighting(period: Attempts.hours(12, 13), mark: .foreign),
        ])
    }
  }

  @Test func `an event of version 0_1, which names no ledger, counts as ours and proves nothing`() async throws {
    try await withSandbox { google in
      try await google.writeAsVersion01(attempt)
      #expect(
        await sightings(google) == [
          Sighting(period: Attempts.period, mark: .ours(BookingID("b1")), isSigned: false)
        ])
    }
  }

  @Test func `another installation's event is foreign`() async throws {
    try await withSandbox { google in
      let other = google.calendars(of: LedgerID("ffff"))
      guard case .placed = await other.place(Attempts.placement(attempt), by: google.deadline) else {
        Issue.record("not placed")
        return
      }
      #expect(await sightings(google) == [Sighting(period: Attempts.period, mark: .foreign)])
      #expect(await sightings(google, other) == [Sighting(period: Attempts.period, mark: .ours(BookingID("b1")))])
      // Nor is it seen as one's own by a ledger that would look for it.
      guard
        case .looked(ownSeen: false, _) = await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
      else {
        Issue.record("taken for ours")
        return
      }
    }
  }

  @Test func `the owner's copy of our event is foreign and in its way`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await Self.copy(attempt, google)
      #expect(
        await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.period, mark: .foreign)]))
      #expect(await sightings(google).map(\.mark).filter { $0 == .foreign }.count == 1)
    }
  }

  @Test func `a copy does not stand for our event once that is gone`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await Self.copy(attempt, google)
      try await google.remove(attempt)
      #expect(
        await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
          == .looked(ownSeen: false, inTheWay: [Sighting(period: Attempts.period, mark: .foreign)]))
      #expect(await google.calendars.find(attempt, by: google.deadline) == .missing)
    }
  }

  @Test func `an owner who adds an event after ours is confirmed shows beside it`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await google.calendars.dress(attempt, Attempts.dress(), by: google.deadline) == .dressed)
      try await google.person(hours: 9...10)
      #expect(
        Set(await sightings(google)) == [
          Sighting(period: Attempts.period, mark: .ours(BookingID("b1"))),
          Sighting(period: Attempts.hours(9, 10), mark: .foreign),
        ])
    }
  }

  @Test func `an owner who adds an event while ours is on its way is in its way`() async throws {
    try await withSandbox { google in
      try await google.hold("POST")
      async let placing: Void = google.place(attempt)
      #expect(try await eventually { try await google.isHolding("POST") })
      try await google.person(hours: 9...10)
      try await google.release()
      try await placing
      #expect(
        await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
          == .looked(ownSeen: true, inTheWay: [Sighting(period: Attempts.hours(9, 10), mark: .foreign)]))
    }
  }

  @Test func `after a shift our event is seen at its new time only`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await google.calendars.shift(Attempts.shift(attempt), by: google.deadline) == .shifted)
      let inspection = Inspection(
        attempt: attempt, period: Attempts.later, window: Attempts.later, others: [])
      #expect(
        await google.calendars.look(inspection, by: google.deadline) == .looked(ownSeen: true, inTheWay: []))
      // A list that is one change behind shows it where it was: that is not enough.
      try await google.settings(#"{"listLagEvents":1}"#)
      #expect(
        await google.calendars.look(inspection, by: google.deadline) == .looked(ownSeen: false, inTheWay: []))
    }
  }
}
