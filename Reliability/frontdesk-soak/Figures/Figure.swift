import AsyncHTTPClient
import Desk
import Foundation
import Scheduling

/// What a measurement needs: a stage without owner and nemesis, and callers who do not get in each other's way.
struct FigureStage: Sendable {
  let stage: Stage
  let transcript: Transcript
  let telephone: Telephone

  static func set(
    _ scenario: Scenario, _ program: URL, in folder: URL, _ crew: Crew, _ http: HTTPClient
  ) async throws -> FigureStage {
    let plan = StagePlan(program: program, folder: folder, http: http, crew: crew)
    let stage = try await Stage.set(plan, town: Town(now: .now), scenario: scenario)
    let transcript = Transcript()
    return FigureStage(
      stage: stage, transcript: transcript, telephone: try stage.telephone(transcript, scenario))
  }

  /// A place of its own for each number: no two of them overlap.
  func place(_ number: Int) -> Place {
    let town = stage.town
    let host = town.hosts[number % town.hosts.count].key
    // Forty-five minutes apart, so that half an hour and its buffer fit.
    let starts = town.starts(on: number / town.hosts.count / 12, of: town.services[0])
    return town.place(host, starts[number / town.hosts.count % 12 * 3], town.services[0])
  }

  func book(_ number: Int, email: String?, pause: Duration = .milliseconds(300), tries: Int) async throws -> Booked {
    let place = place(number)
    let intent = transcript.begin(
      .book, caller: "+1500\(2_000_000 + number)", email: email, place: place, service: "visit")
    var exchanges: [Exchange] = []
    for attempt in 0..<tries {
      let exchange = await telephone.ask(
        Telephone.Request(
          intent: intent, call: "figure-\(number)", delivery: "figure-\(number)-\(attempt)", tool: "create_event",
          arguments: [
            "start": .string(place.period.start.rfc3339()), "service": "visit", "host": .string(place.host),
            "name": "Someone", "summary": .string(intent.title), "email": email.map { .string($0) } ?? .null,
          ], server: number % stage.servers.count))
      exchanges.append(exchange)
      guard exchange.outcome == "stay" || exchange.reply == nil else { break }
      try await Task.sleep(for: pause)
    }
    return Booked(exchanges: exchanges)
  }

  struct Booked: Sendable {
    let exchanges: [Exchange]
    var first: String { exchanges.first?.outcome ?? "" }
    var last: String { exchanges.last?.outcome ?? "" }
  }

  /// So many at once, until all numbers are done.
  func bookAll(
    _ count: Int, width: Int, pace: Duration, tries: Int, email: @escaping @Sendable (Int) -> String?
  ) async throws -> [Booked] {
    try await withThrowingTaskGroup(of: Booked.self) { group in
      var all: [Booked] = []
      for number in 0..<count {
        if number >= width, let done = try await group.next() { all.append(done) }
        group.addTask { try await book(number, email: email(number), tries: tries) }
        try await Task.sleep(for: pace)
      }
      for try await done in group { all.append(done) }
      return all
    }
  }

  /// What was told against what is in the calendars.
  func violations() async throws -> [Violation] {
    var evidence = Evidence(town: stage.town)
    transcript.copy(to: &evidence)
    evidence.events = try await stage.google.read("/sandbox/state", as: SandboxState.self).events
    evidence.mails = try await stage.google.read("/sandbox/mail", as: [SandboxMail].self).map { try $0.mail }
    return Checker.duringRun(evidence) + Checker.atRest(evidence)
  }
}

/// One line of a figure, and whether it was reached.
struct FigureLine: Sendable {
  let what: String
  let measured: String
  let target: String
  let isMet: Bool

  func print() { Output.line("  \(isMet ? "✓" : "✗") \(what): \(measured) (aimed at: \(target))") }
}
