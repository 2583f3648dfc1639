import AsyncHTTPClient
import Desk
import Foundation
import Scheduling

/// A run: rounds until the time is over or something is found.
struct Soak: Sendable {
  let scenario: Scenario
  let program: URL
  /// Where everything that the run writes is kept.
  let folder: URL
  let length: Duration
  /// How long one round's fight lasts.
  let round: Duration
  /// How long everything may take to come to rest after a round.
  let patience: Duration
  var slack = Duration.seconds(1)
  /// Whether no line of progress is printed.
  var isQuiet = false
  /// Violations of these end a round at once.
  var stopsAt: Set<String> = []
  /// The run is over once the owner has hit the gap so often; `nil`: only with its time.
  var races: Int?

  /// - Returns: what was found out.
  func run(_ crew: Crew, http: HTTPClient) async throws -> Findings {
    let town = Town(now: .now, hangUp: scenario.hangUp, placesKept: scenario.placesKept, further: scenario.furtherHosts)
    let plan = StagePlan(program: program, folder: folder, http: http, crew: crew)
    let stage = try await Stage.set(plan, town: town, scenario: scenario)
    let transcript = Transcript()
    let owner = Owner(town: town, google: stage.google, transcript: transcript)
    let weather = Weather(google: stage.google, latency: scenario.latency)
    let tally = NemesisTally()
    let findings = try await withThrowingTaskGroup(of: Findings?.self) { group in
      group.addTask {
        try await owner.run()
        return nil
      }
      if !isQuiet {
        group.addTask {
          try await Progress(transcript: transcript, tally: tally, weather: weather).run()
          return nil
        }
      }
      group.addTask { try await rounds(stage, transcript, owner, weather, tally) }
      defer { group.cancelAll() }
      while let ended = try await group.next() { if let ended { return ended } }
      throw SoakFailure("the rounds have not begun")
    }
    try await stage.stop()
    return findings
  }

  private func rounds(
    _ stage: Stage, _ transcript: Transcript, _ owner: Owner, _ weather: Weather, _ tally: NemesisTally
  ) async throws -> Findings {
    let start = ContinuousClock.now
    var findings = Findings(seed: scenario.seed, folder: folder)
    var number = 0
    while findings.violations.isEmpty, number == 0 || ContinuousClock.now - start < length,
      races.map({ findings.races < $0 }) ?? true
    {
      let round = Round(
        number: number, stage: stage, scenario: scenario, transcript: transcript, owner: owner, weather: weather,
        tally: tally, length: max(.seconds(1), min(self.round, length - (ContinuousClock.now - start))))
      number += 1
      if let early = try await play(round) {
        findings.violations.append(early)
      } else {
        try await judge(round, &findings)
      }
    }
    findings.rounds = number
    findings.time = ContinuousClock.now - start
    return findings
  }

  /// Plays a round to its end, or until something is found that ends it.
  private func play(_ round: Round) async throws -> Violation? {
    guard !stopsAt.isEmpty else {
      try await round.play()
      return nil
    }
    return try await withThrowingTaskGroup(of: Violation?.self) { group in
      group.addTask {
        try await round.play()
        return nil
      }
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(2))
          let found = Checker.duringRun(try await gather(round, withNotices: false))
          if let one = found.first(where: { stopsAt.contains($0.invariant) }) { return one }
        }
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      do { try await group.waitForAll() } catch is CancellationError {}
      return first
    }
  }

  private func judge(_ round: Round, _ findings: inout Findings) async throws {
    let (time, left) = try await Rest(stage: round.stage).wait(within: patience)
    findings.rests.append(time)
    if !left.isEmpty {
      findings.violations.append(Violation("I10", "not at rest after \(patience)", left))
    }
    let telephone = try round.stage.telephone(round.transcript, scenario)
    var evidence = try await gather(round)
    // Asking makes the desk read its calendars; what the owner has done there is then noticed.
    var dice = Dice(seed: scenario.seed, "probes", round.number)
    let probing = Probing(stage: round.stage, telephone: telephone, events: evidence.events, days: round.days)
    findings.violations += try await probing.violations(&dice)
    findings.violations += Checker.duringRun(evidence)
    // Notices may take until the calendars have been read once more.
    let limit = ContinuousClock.now + patience
    var resting = Checker.atRest(evidence)
    while !resting.isEmpty, resting.allSatisfy({ $0.invariant == "I14" }), ContinuousClock.now < limit {
      try await Task.sleep(for: .seconds(4))
      await probing.readAll()
      evidence = try await gather(round)
      resting = Checker.atRest(evidence)
    }
    findings.violations += resting
    for server in round.stage.servers {
      findings.violations += await server.deaths.crashes.map { Violation("I0", "a server ended by itself", [$0]) }
    }
    await findings.count(evidence, round)
  }

  private func gather(_ round: Round, withNotices: Bool = true) async throws -> Evidence {
    let stage = round.stage
    var evidence = Evidence(town: stage.town)
    round.transcript.copy(to: &evidence)
    evidence.events = try await stage.google.read("/sandbox/state", as: SandboxState.self).events
    evidence.mails = try await stage.google.read("/sandbox/mail", as: [SandboxMail].self).map { try $0.mail }
    if withNotices { evidence.notices = try await notices(stage) }
    for server in stage.servers { evidence.disturbances += await server.disturbances }
    evidence.longestLag = Weather.longestLag
    evidence.slack = slack
    return evidence
  }

  private struct WrittenNotice: Decodable {
    let kind: String
    let booking: String?
  }

  private func notices(_ stage: Stage) async throws -> [OwnerNotice] {
    let said = try await stage.run("desk", "notices", "--all", "--json", "--limit", "1000000")
    // Remarks of the program may stand around the page.
    guard let start = said.firstIndex(of: "["), let end = said.lastIndex(of: "]") else { return [] }
    return try JSONDecoder().decode([WrittenNotice].self, from: Data(said[start...end].utf8)).map {
      OwnerNotice(kind: $0.kind, booking: $0.booking)
    }
  }
}
