import Desk
import GoogleSandbox
import Scheduling
import Testing

@testable import GoogleCalendar

/// What guests hear of an appointment that moves.
@Suite(.timeLimit(.minutes(1)))
struct DressRevisionTests {
  let attempt = Attempts.attempt()
  let jane = "jane@customer.example"

  func dress(_ google: SandboxBench, _ dress: EventDress) async -> DressOutcome {
    await google.calendars.dress(attempt, dress, by: google.deadline)
  }

  func shift(_ google: SandboxBench, revision: Int = 2) async throws {
    #expect(await google.calendars.shift(Attempts.shift(revision: revision), by: google.deadline) == .shifted)
  }

  @Test func `guests are told of a move once, though none is new`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress([jane])) == .dressed)
      try await shift(google)
      for _ in 1...2 { #expect(await dress(google, Attempts.dress([jane], revision: 2)) == .dressed) }
      #expect(try await google.mail() == ["invitation \(jane)", "update \(jane)"])
      #expect(try await google.mark()?["told"]?.string == "2")
      // Nor does the dress of the first revision, should it come once more, tell anybody anything.
      #expect(await dress(google, Attempts.dress([jane])) == .unknown(.unreachable))
      #expect(try await google.mail().count == 2)
    }
  }

  @Test func `a move before anybody was told makes one invitation, to the new time`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      try await shift(google)
      #expect(await dress(google, Attempts.dress([jane])) == .unknown(.unreachable))
      #expect(await dress(google, Attempts.dress([jane], revision: 2)) == .dressed)
      #expect(try await google.mail() == ["invitation \(jane)"])
    }
  }

  @Test func `without guests nobody is told of a move`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress()) == .dressed)
      try await shift(google)
      #expect(await dress(google, Attempts.dress(revision: 2)) == .dressed)
      #expect(try await google.mail().isEmpty)
      #expect(try await google.mark()?["told"]?.string == "2")
    }
  }

  @Test(arguments: [
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"drop":"after"}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"drop":"before"}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"status":503,"commits":true}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"body":"<html>"}}"#,
    #"{"match":{"method":"PATCH","path":"/calendar"},"times":1,"do":{"status":412}}"#,
  ])
  func `a lost answer does not tell twice`(fault: String) async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress([jane])) == .dressed)
      try await shift(google)
      try await google.fault(fault)
      #expect(await dress(google, Attempts.dress([jane], revision: 2)) == .dressed)
      #expect(try await google.mail() == ["invitation \(jane)", "update \(jane)"])
    }
  }

  @Test func `what is ours of title and description follows, what is the owner's stays`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress(description: "Monday at 10.\r\n")) == .dressed)
      try await shift(google)
      #expect(await dress(google, Attempts.dress(description: "Monday at 11.", revision: 2)) == .dressed)
      #expect(try await google.event(of: attempt)?["description"]?.string == "Monday at 11.")
      try await google.edit(attempt, #"{"description":"Monday at 11. Bring the dog.","summary":"Jane and dog"}"#)
      #expect(
        await google.calendars.shift(
          Attempts.shift(from: Attempts.later, to: Attempts.period, revision: 3), by: google.deadline) == .shifted)
      #expect(await dress(google, Attempts.dress(description: "Monday at 10.", revision: 3)) == .dressed)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["description"]?.string == "Monday at 11. Bring the dog.")
      #expect(event["summary"]?.string == "Jane and dog")
    }
  }

  @Test func `an owner who emptied our description wants none`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress()) == .dressed)
      try await google.edit(attempt, #"{"description":null}"#)
      try await shift(google)
      #expect(await dress(google, Attempts.dress(revision: 2)) == .dressed)
      #expect(try await google.event(of: attempt)?["description"] == nil)
    }
  }

  @Test func `a guest whom the owner took off is not invited again`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress([jane, "second@customer.example"])) == .dressed)
      try await google.edit(attempt, #"{"attendees":[{"email":"\#(jane)"}]}"#)
      try await shift(google)
      #expect(
        await dress(google, Attempts.dress([jane, "second@customer.example", "third@customer.example"], revision: 2))
          == .dressed)
      let guests = try await google.event(of: attempt)?["attendees"]?.array?.compactMap { $0["email"]?.string }
      #expect(guests == [jane, "third@customer.example"])
    }
  }

  @Test func `who could not be invited before is invited when the account can`() async throws {
    try await withSandbox { google in
      google.tokens.set(canInvite: false)
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress([jane])) == .withoutGuests)
      try await shift(google)
      google.tokens.set(canInvite: true)
      #expect(await dress(google, Attempts.dress([jane], revision: 2)) == .dressed)
      #expect(try await google.mail() == ["invitation \(jane)"])
      #expect(await dress(google, Attempts.dress([jane], revision: 2)) == .dressed)
    }
  }

  @Test func `an event that version 0_1 dressed tells of its move and keeps what it says`() async throws {
    try await withSandbox { google in
      try await google.writeAsVersion01(attempt, state: #","state":"c""#)
      try await google.edit(attempt, #"{"description":"Old words","attendees":[{"email":"\#(jane)"}]}"#)
      #expect(await dress(google, Attempts.dress([jane, "gone@customer.example"])) == .dressed)
      #expect(try await google.requests().filter { $0.hasPrefix("PATCH") }.isEmpty)
      try await shift(google)
      #expect(await dress(google, Attempts.dress([jane, "gone@customer.example"], revision: 2)) == .dressed)
      let event = try #require(try await google.event(of: attempt))
      #expect(event["description"]?.string == "Old words")
      #expect(event["attendees"]?.array?.count == 1)
      #expect(try await google.mail() == ["update \(jane)"])
    }
  }

  @Test func `the code and the caller are in the mark, a withheld number is not`() async throws {
    try await withSandbox { google in
      try await google.place(attempt)
      #expect(await dress(google, Attempts.dress()) == .dressed)
      let mark = try #require(try await google.mark())
      #expect(mark["code"]?.string == "K7M2")
      #expect(mark["caller"]?.string == "+49301234567")
      try await google.place(Attempts.attempt(2))
      let withheld = EventDress(
        summary: "x", description: "", guests: [], revision: 1, code: nil, caller: PhoneNumber("266696687"))
      #expect(await google.calendars.dress(Attempts.attempt(2), withheld, by: google.deadline) == .dressed)
      #expect(try await google.mark(of: Attempts.attempt(2))?["caller"] == nil)
    }
  }

  @Test func `a mark keeps to Google's limits`() {
    let long = String(repeating: "x", count: 1025)
    let properties = EventMark.written([.host: long, .desk: String(repeating: "x", count: 1024)]).private
    // Cut to 1024 it would name another host.
    #expect(properties?.keys.sorted() == ["desk"])
    #expect(EventMark.Key.allCases.allSatisfy { $0.rawValue.count <= 44 })
    #expect(EventMark.Key.allCases.count * (1024 + 44) <= 32 * 1024)
    let crowd = (0..<200).map { "guest\($0)@customer.example" }
    #expect(EventMark(of: Event()).invited(adding: crowd).utf8.count <= 1024)
  }
}
