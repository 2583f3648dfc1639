import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// Ids that are taken, and ids that Google does not notice to be taken (faults G8, G9 and G10).
@Suite(.timeLimit(.minutes(1)))
struct DuplicateTests {
  let attempt = Attempts.attempt()
  var insert: String { #""match":{"method":"POST","path":"/calendar"}"# }

  func isLive(_ google: SandboxBench) async throws -> Bool {
    try await google.event(of: attempt).map { $0["status"]?.string != "cancelled" } ?? false
  }

  @Test func `an event that a process placed before it died is adopted`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await google.edit(attempt, #"{"summary":"VIP"}"#)
      try await google.place(attempt)
      #expect(try await google.requests() == ["POST 200", "POST 409", "GET 200"])
      #expect(try await google.event(of: attempt)?["summary"]?.string == "VIP")
    }
  }

  @Test func `an event that another installation has under the id is not adopted`() async throws {
    try await withSandbox { google in
      let other = google.calendars(of: LedgerID("ffff"))
      _ = await other.place(Attempts.placement(attempt), by: google.deadline)
      #expect(await google.calendars.place(Attempts.placement(attempt), by: google.deadline) == .spent)
    }
  }

  @Test func `where Google does not notice a taken id there is still one event`() async throws {
    try await withSandbox { google in
      try await google.settings(#"{"duplicatesUnnoticed":true}"#)
      try await google.fault(#"{\#(insert),"times":1,"do":{"drop":"after"}}"#)
      try await google.place(attempt)
      try await google.place(attempt)
      #expect(try await google.events().count == 1)
      #expect(
        await google.calendars.look(Attempts.inspection(attempt), by: google.deadline)
          == .looked(ownSeen: true, inTheWay: []))
    }
  }

  @Test func `an insert that lands after its id was burned, unnoticed, is seen and deleted again`() async throws {
    try await withSandbox { google in
      try await google.settings(#"{"duplicatesUnnoticed":true}"#)
      try await google.hold("POST")
      let placing = Task { await google.calendars.place(Attempts.placement(attempt), by: google.deadline) }
      #expect(try await eventually { try await google.isHolding("POST") })
      placing.cancel()
      #expect(await placing.value == .unknown(.unreachable))
      #expect(await google.calendars.extinguish(attempt, tellingGuests: false, by: google.deadline) == .gone)
      try await google.release()
      #expect(try await eventually { try await isLive(google) })
      // Whoever reads the calendar sees whose it is, and whoever reconciles it finds it by its mark.
      let readings = await google.calendars.busy(
        [SandboxBench.calendar], in: Attempts.hours(0, 24), by: google.deadline)
      guard case .known(let sightings, _)? = readings[SandboxBench.calendar],
        case .found(let marked) = await google.calendars.marked(
          in: SandboxBench.calendar, since: Attempts.period.start, by: google.deadline)
      else {
        Issue.record("\(readings)")
        return
      }
      #expect(sightings == [Sighting(period: Attempts.period, mark: .ours(attempt.booking))])
      let orphan = try #require(marked.first)
      #expect(orphan.attempt == attempt)
      #expect(!orphan.isConfirmed)
      #expect(await google.calendars.extinguish(orphan.attempt, tellingGuests: false, by: google.deadline) == .gone)
      #expect(try await !isLive(google))
    }
  }

  @Test func `a confirmed event that its owner deleted is gone`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(
        await google.calendars.dress(attempt, Attempts.dress(["jane@customer.example"]), by: google.deadline)
          == .dressed)
      try await google.remove(attempt)
      #expect(await google.calendars.extinguish(attempt, tellingGuests: true, by: google.deadline) == .gone)
      #expect(try await google.requests().suffix(1) == ["DELETE 410"])
      #expect(try await google.mail() == ["invitation jane@customer.example"])
    }
  }

  @Test func `an id is gone only once the calendar has answered for it`() async throws {
    try await withSandbox { google in
      try await google.fault(#"{"match":{"path":"/calendar"},"do":{"status":404}}"#)
      #expect(
        await google.calendars.extinguish(attempt, tellingGuests: false, by: google.deadline) == .unknown(.noAccess))
      try await google.fault(#"{"match":{"method":"DELETE"},"do":{"status":404}}"#)
      #expect(
        await google.calendars.extinguish(attempt, tellingGuests: false, by: google.deadline)
          == .unknown(.unreachable))
    }
  }
}
