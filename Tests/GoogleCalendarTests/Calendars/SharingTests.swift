import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// What an event's mark says of what its booking shares with others.
@Suite(.timeLimit(.minutes(1)))
struct SharingTests {
  private static let sharing = Sharing(
    occasion: OccasionID("salon/class/anna/1"),
    seats: [SeatClaim(key: SeatKey("occasion/\"1\""), places: 8), SeatClaim(key: SeatKey("day/1"), places: 3)])

  private static func placement(_ attempt: Attempt, _ sharing: Sharing) -> Placement {
    let plain = Attempts.placement(attempt)
    return Placement(
      attempt: attempt, desk: plain.desk, offering: plain.offering, host: plain.host, period: plain.period,
      zone: plain.zone, summary: plain.summary, sharing: sharing)
  }

  private static func shift(_ attempt: Attempt, _ sharing: Sharing?, back: Bool = false) -> Shift {
    Shift(
      attempt: attempt, from: back ? Attempts.later : Attempts.period, to: back ? Attempts.period : Attempts.later,
      revision: back ? 3 : 2, zone: SandboxBench.zone, sharing: sharing)
  }

  private func place(_ number: Int, _ sharing: Sharing, _ google: SandboxBench) async throws {
    let placed = await google.calendars.place(
      Self.placement(Attempts.attempt(number), sharing), by: google.deadline)
    guard case .placed = placed else { throw NotPlaced() }
  }

  private struct NotPlaced: Error {}

  private func marked(_ google: SandboxBench) async throws -> Sharing? {
    let outcome = await google.calendars.marked(
      in: SandboxBench.calendar, since: Attempts.period.start, by: google.deadline)
    guard case .found(let events) = outcome else { return nil }
    return events.first?.sharing
  }

  @Test func `another participant is seen with the occasion`() async throws {
    try await withSandbox { google in
      try await place(1, Self.sharing, google)
      try await place(2, Self.sharing, google)
      #expect(
        await google.calendars.look(Attempts.inspection(), by: google.deadline)
          == .looked(
            ownSeen: true,
            inTheWay: [
              Sighting(period: Attempts.period, mark: .ours(BookingID("b2"), occasion: Self.sharing.occasion))
            ]))
    }
  }

  @Test func `what is shared is found again, and nothing where nothing is`() async throws {
    for sharing in [Self.sharing, Sharing(occasion: nil, seats: Self.sharing.seats), .none] {
      try await withSandbox { google in
        try await place(1, sharing, google)
        #expect(try await marked(google) == sharing)
      }
    }
  }

  @Test func `a shift writes what is shared there, over what was before, there and back`() async throws {
    try await withSandbox { google in
      let attempt = Attempts.attempt()
      try await place(1, Self.sharing, google)
      let other = Sharing(occasion: OccasionID("other"), seats: [])
      #expect(await google.calendars.shift(Self.shift(attempt, other), by: google.deadline) == .shifted)
      #expect(try await marked(google) == other)
      let back = Self.shift(attempt, Sharing.none, back: true)
      #expect(await google.calendars.shift(back, by: google.deadline) == .shifted)
      #expect(try await marked(google) == Sharing.none)
    }
  }

  @Test func `a shift that says nothing of it leaves the mark as it was`() async throws {
    try await withSandbox { google in
      try await place(1, Self.sharing, google)
      #expect(await google.calendars.shift(Self.shift(Attempts.attempt(), nil), by: google.deadline) == .shifted)
      #expect(try await marked(google) == Self.sharing)
    }
  }

  @Test func `an event that shares nothing bears no word of it`() {
    let plain = EventMark.properties(of: Attempts.placement(), ledger: LedgerID("l"))
    #expect(plain[.occasion] == nil && plain[.seats] == nil)
    let shared = EventMark.properties(of: Self.placement(Attempts.attempt(), Self.sharing), ledger: LedgerID("l"))
    #expect(shared[.occasion] == "salon/class/anna/1")
    #expect(
      shared[.seats] == #"[{"key":"occasion/\"1\"","places":8},{"key":"day/1","places":3}]"#)
  }

  @Test(arguments: ["", "{}", "[{}]", #"[{"key":"k","places":0}]"#, #"[{"key":"k","places":1}"#])
  func `seats that cannot be read are none`(_ text: String) {
    var event = Event()
    event.extendedProperties = ExtendedProperties(private: ["occasion": "o", "seats": text])
    #expect(EventMark(of: event).sharing == Sharing(occasion: OccasionID("o"), seats: []))
  }
}
