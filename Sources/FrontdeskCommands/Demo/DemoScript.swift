import AsyncHTTPClient
import Desk
import Foundation
import Scheduling
import Vapi

/// The sample calls, played through a real webhook over HTTP: two callers, one free time, a redelivered booking, a token that
/// expires in mid-call, a hang-up, a server that is killed in the middle of a booking, a move, a cancellation. Whatever is not
/// as it should be becomes a finding of the transcript.
struct DemoScript: Sendable {
  /// The webhook that the phone number points to, with what authenticates `assistant-request` there.
  let numberServer: JSONValue
  let google: DemoGoogle
  let http: HTTPClient
  let zone: Zone
  let clock: any Timekeeper
  let transcript: Transcript
  let power: Power

  /// The server's own.
  struct Power: Sendable {
    /// Ends the server at once, whatever it is doing.
    let cut: @Sendable () async throws -> Void
    /// Returns when a new server on the same database takes calls.
    let back: @Sendable () async throws -> Void
  }

  /// One phone call under way.
  struct Line: Sendable {
    let name: String
    let number: String
    let caller: VapiCaller
    let tools: AssistantTools
    /// The day that is asked for.
    let day: CivilDate
  }

  func play() async throws {
    let before = try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }.count
    // Once: midnight may pass between two questions.
    let day = DemoDesk.workingDay(after: clock.now(), in: zone)
    let first = try await pickUp("Ada calls", as: "Ada", from: "+14155550123", askingFor: day)
    let slots = try await check(first, "check-1")
    guard slots.count >= 2 else { return transcript.expect(false, "two or three times are offered") }

    let second = try await pickUp("Grace calls at the same time", as: "Grace", from: "+14155550199", askingFor: day)
    let sameSlots = try await check(second, "check-2")
    transcript.expect(sameSlots == slots, "the second caller is offered the same times while none is taken")

    transcript.title("Both callers want the same time, in the same moment")
    let wanted = slots[0]
    async let one = book(first, "book-1", slot: wanted)
    async let other = book(second, "book-2", slot: wanted)
    let outcomes = try await [one, other]
    for outcome in outcomes { show(outcome) }
    let winner = outcomes.first { $0.isBooked }
    transcript.expect(outcomes.count { $0.isBooked } == 1, "exactly one of two callers gets one time")
    transcript.expect(
      outcomes.contains { $0.text.contains("no longer free") }, "the other hears that it is taken, with alternatives")

    try await redeliver(winner)
    try await expireToken(first)
    let later = try await bookAnother(outcomes.first { !$0.isBooked }, slots: slots)
    try await hangUp([first, second])
    try await expectEvents(before + 2, "the calendar holds exactly the bookings that callers were told of")

    try await crash(askingFor: day, expecting: before + 3)
    try await move(winner, to: day, expecting: before + 3)
    try await cancel(later, expecting: before + 2)
    try await lookIntoTheCalendar(expecting: before + 2)
  }

  func pickUp(
    _ what: String, as name: String, from number: String, askingFor day: CivilDate
  ) async throws -> Line {
    transcript.title("\(what), from \(number)")
    let caller = VapiCaller(
      http: http, clock: clock, randomness: .system,
      scene: CallScene(
        call: CallID("demo-\(Randomness.system.hexadecimal(bytes: 8))"), organisation: "demo", began: clock.now(),
        caller: number, called: DemoDesk.number),
      numberServer: numberServer)
    let (tools, exchange) = try await caller.requestAssistant()
    transcript.asked("assistant-request", took: exchange.duration)
    transcript.answered("an assistant with the tools \(tools.names.joined(separator: ", "))")
    if let began = try await caller.report("in-progress", of: tools) {
      transcript.expect(began.status == 200, "status-update is answered with 200")
    }
    return Line(name: name, number: number, caller: caller, tools: tools, day: day)
  }

  /// Asks for times on the line's day and returns the slots offered.
  func check(_ line: Line, _ id: String) async throws -> [String] {
    let answer = try await ask(line, id, "check_availability", ["when": .string(line.day.description)])
    show(answer)
    transcript.expect(!answer.isError, "open times are found")
    return (answer.facts?["slots"]?.array ?? []).compactMap { $0["slot"]?.string }
  }

  func book(_ line: Line, _ id: String, slot: String) async throws -> Spoken {
    let email = "\(line.name.lowercased())@example.com"
    return try await ask(
      line, id, "create_event", ["slot": .string(slot), "name": .string(line.name), "email": .string(email)])
  }

  private func redeliver(_ booked: Spoken?) async throws {
    guard let booked else { return }
    transcript.title("The platform delivers the booking a second time")
    let again = try await booked.line.caller.call([booked.asked], of: booked.line.tools)
    transcript.asked("create_event, the same delivery", took: again.duration)
    transcript.expect(again.body == booked.exchange.body, "the answer is the same, byte for byte")
    transcript.answered("the same answer, byte for byte")
  }

  private func expireToken(_ line: Line) async throws {
    transcript.title("Google's access token expires in the middle of the call")
    let refreshes = try await google.refreshes()
    try await google.expireTokens(of: DemoDesk.owner)
    _ = try await check(line, "check-3")
    let now = try await google.refreshes()
    transcript.expect(now == refreshes + 1, "the token is refreshed once")
    transcript.note("  Google saw \(now - refreshes) refresh; the caller heard nothing of it.")
  }

  private func bookAnother(_ taken: Spoken?, slots: [String]) async throws -> Spoken? {
    guard let taken else { return nil }
    transcript.title("The caller who came too late takes another time")
    let answer = try await book(taken.line, "book-3", slot: slots[1])
    show(answer)
    transcript.expect(answer.isBooked, "another time is booked")
    return answer
  }

  func hangUp(_ lines: [Line]) async throws {
    transcript.title(lines.count == 1 ? "\(lines[0].name) hangs up" : "Both hang up")
    for line in lines {
      guard let exchange = try await line.caller.hangUp(of: line.tools) else { continue }
      transcript.asked("end-of-call-report", took: exchange.duration)
      transcript.expect(exchange.status == 200, "end-of-call-report is answered with 200")
    }
  }

  func expectEvents(_ count: Int, _ what: String) async throws {
    let standing = try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }
    transcript.expect(standing.count == count, "\(what) (\(standing.count) instead of \(count))")
  }

  /// Mails go out off the callers' path: they are waited for.
  private func lookIntoTheCalendar(expecting count: Int) async throws {
    transcript.title("In Maria's calendar")
    let wanted: Set = ["invitation", "update", "cancellation"]
    let isTold = try await eventually { wanted.isSubset(of: Set(try await google.mails().map(\.kind))) }
    let events = try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }
    for event in events { transcript.note("\(event.start ?? "") \(event.summary ?? "")") }
    transcript.expect(events.count == count, "the calendar holds exactly the appointments that stand")
    transcript.expect(Set(events.map(\.start)).count == events.count, "no two of them begin at the same time")
    for mail in try await google.mails() { transcript.note("Mail to \(mail.to): \(mail.kind)") }
    transcript.expect(isTold, "callers with an address are told of bookings, moves and cancellations")
  }
}

extension DemoScript {
  /// A tool call and what was said to it.
  struct Spoken: Sendable {
    let line: Line
    let asked: CallScene.Asked
    let exchange: VapiCaller.Exchange
    let text: String
    let isError: Bool
    let facts: JSONValue?
    var isBooked: Bool { text.hasPrefix("Booked: ") }
  }

  func ask(
    _ line: Line, _ id: String, _ tool: String, _ arguments: JSONValue
  ) async throws -> Spoken {
    let asked = CallScene.Asked(id: ToolCallID(id), name: tool, arguments: arguments)
    let exchange = try await line.caller.call([asked], of: line.tools)
    guard exchange.status == 200, let answer = VapiCaller.answer(to: asked.id, in: exchange.reply) else {
      throw CommandFailure("The webhook answered \(tool) with HTTP \(exchange.status) and no result for it.")
    }
    return Spoken(
      line: line, asked: asked, exchange: exchange, text: answer.line, isError: answer.isError, facts: answer.facts)
  }

  func show(_ spoken: Spoken) {
    transcript.asked("\(spoken.asked.name) \(spoken.asked.arguments.text)", took: spoken.exchange.duration)
    transcript.answered(spoken.text)
  }
}
