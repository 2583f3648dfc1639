import ArgumentParser
import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import UnixSignals

@main struct SoakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontdesk-soak",
    abstract: "Fights the desk from outside and checks what its callers were told (docs/reliability.md).",
    discussion: "Ends with 0 when no promise was broken, with 1 when one was.")

  @Option(help: "How long to fight, in minutes.")
  var minutes: Double?

  @Option(help: "The same in seconds.")
  var seconds: Double?

  @Option(help: "How long each round lasts before all must come to rest, in seconds.")
  var round = 60.0

  @Option(help: "sqlite or postgres.")
  var ledger = LedgerKind.sqlite

  @Option(help: "How many servers; with SQLite there is one.")
  var processes: Int?

  @Option(help: "Repeats a run's plan; left out: a new one.")
  var seed: UInt64?

  @Option(help: "Mistakes to be wired in, separated by commas (frontdesk-faulty faults lists them).")
  var bugs = ""

  @Option(help: "The program to be soaked.")
  var program: String?

  @Option(help: "A file for the report, as JSON.")
  var report: String?

  @Option(help: "How much later than its deadline an answer may be on this machine, in seconds.")
  var slack = 1.0

  // A booking that nothing was promised of is left to its call for three minutes (SettlementRule.callersTime).
  @Option(help: "How long everything may take to come to rest, in seconds.")
  var rest = 240.0

  @Flag(help: "Keep logs and database also when nothing was found.")
  var keep = false

  @Flag(help: "Soak the program with each of its seeded mistakes until it is caught.")
  var prove = false

  @Flag(help: "With --prove: the same fights without the mistakes. Nothing may be found.")
  var control = false

  @Flag(help: "Only the storm: 5 % errors, 5 % quota, 2 % hangs, 2 % lost replies.")
  var storm = false

  @Flag(help: "Only the outage: Google goes away and comes back.")
  var outage = false

  @Flag(help: "Only the tokens: many requests at expiry, and refreshes that fail.")
  var tokens = false

  @Option(help: "Only callers who book, and an owner who races each of them, until so many races were run.")
  var races: Int?

  func run() async throws {
    let crew = Crew()
    let passed = try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask { try await perform(crew) }
      group.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
          crew.dismiss()
          Self.exit(withError: ExitCode(130))
        }
        return false
      }
      defer {
        group.cancelAll()
        crew.dismiss()
      }
      return try await group.next() ?? false
    }
    if !passed { throw ExitCode.failure }
  }

  private func perform(_ crew: Crew) async throws -> Bool {
    let program = try program.map { URL(filePath: $0) } ?? Stage.program("frontdesk-faulty")
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
    // Servers close what has been idle for ten seconds.
    configuration.connectionPool.idleTimeout = .seconds(4)
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    let http = HTTPClient(configuration: configuration)
    let result: Result<Bool, any Error>
    do { result = .success(try await choose(program, crew, http)) } catch { result = .failure(error) }
    try await http.shutdown()
    return try result.get()
  }

  private func choose(_ program: URL, _ crew: Crew, _ http: HTTPClient) async throws -> Bool {
    if prove { return try await proof(program, crew, http) }
    if storm || outage || tokens { return try await figures(program, crew, http) }
    return try await soak(program, crew, http)
  }

  private func figures(_ program: URL, _ crew: Crew, _ http: HTTPClient) async throws -> Bool {
    let kinds = [("storm", storm), ("outage", outage), ("tokens", tokens)].filter(\.1).map(\.0)
    var scenario = scenario
    scenario.bookingDeadline = 6
    var areAllMet = true
    for kind in kinds {
      let folder = try Self.folder()
      Output.line("\(kind) on \(ledger.rawValue) with \(scenario.processes) server(s), in \(folder.path)")
      let figure = try await FigureStage.set(scenario, program, in: folder, crew, http)
      let lines =
        switch kind {
        case "storm": try await Storm(figure: figure, count: Int((seconds ?? 60) * 5)).run()
        case "outage": try await Outage(figure: figure, count: 40, length: .seconds(20)).run()
        default: try await Tokens(figure: figure).run()
        }
      for line in lines { line.print() }
      try await figure.stage.stop()
      areAllMet = areAllMet && lines.allSatisfy(\.isMet)
      if lines.allSatisfy(\.isMet), !keep { try FileManager.default.removeItem(at: folder) }
    }
    return areAllMet
  }

  /// Each seeded mistake, or those that `--bugs` names.
  private func proof(_ program: URL, _ crew: Crew, _ http: HTTPClient) async throws -> Bool {
    let names = Set(bugs.split(separator: ",").map(String.init))
    let mistakes = SeededMistake.allCases.filter { names.isEmpty || names.contains($0.rawValue) }
    var base = scenario
    base.bugs = []
    let folder = try Self.folder()
    let proof = Proof(
      program: program, base: base, limit: Self.duration(seconds ?? 90),
      slack: Self.duration(slack),
      isControl: control)
    Output.line("\(mistakes.count) seeded mistakes on \(ledger.rawValue), seed \(base.seed), in \(folder.path)")
    var areAllCaught = true
    for mistake in mistakes {
      let verdict = try await proof.verdict(on: mistake, in: folder, crew, http)
      if control {
        Output.line("  without \(mistake.rawValue): \(verdict.others.count) violations in \(verdict.time.inSeconds) s")
        for other in verdict.others.prefix(3) { Output.line("\(other)") }
        areAllCaught = areAllCaught && verdict.others.isEmpty
        continue
      }
      let found = verdict.caught.map { "\($0.invariant) after \(verdict.time.inSeconds) s: \($0.sentence)" }
      Output.line("  \(mistake.rawValue): \(found ?? "not caught in \(verdict.time.inSeconds) s")")
      if verdict.caught == nil {
        areAllCaught = false
        for other in verdict.others.prefix(5) { Output.line("    \(other.invariant) \(other.sentence)") }
      }
    }
    if areAllCaught, !keep { try FileManager.default.removeItem(at: folder) }
    return areAllCaught
  }

  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.ledger = ledger
    scenario.processes = ledger == .sqlite ? 1 : processes ?? 2
    scenario.seed = seed ?? Randomness.system.bytes(6).reduce(0) { $0 << 8 | UInt64($1) }
    scenario.bugs = bugs.split(separator: ",").map(String.init)
    if races != nil { scenario = scenario.racing() }
    return scenario
  }

  private func soak(_ program: URL, _ crew: Crew, _ http: HTTPClient) async throws -> Bool {
    let scenario = scenario
    let folder = try Self.folder()
    let length = minutes.map { $0 * 60 } ?? seconds ?? 60
    Output.line(
      "\(Int(length)) s on \(scenario.ledger.rawValue) with \(scenario.processes) server(s), seed \(scenario.seed), in "
        + folder.path)
    var soak = Soak(
      scenario: scenario, program: program, folder: folder, length: Self.duration(length), round: Self.duration(round),
      patience: Self.duration(rest), slack: Self.duration(slack))
    soak.races = races
    let findings = try await soak.run(crew, http: http)
    let report = Report(findings: findings, scenario: scenario)
    report.print()
    if let file = self.report { try Data(report.json.page.utf8).write(to: URL(filePath: file)) }
    if findings.violations.isEmpty, !keep { try FileManager.default.removeItem(at: folder) }
    return findings.violations.isEmpty
  }

  static func duration(_ seconds: Double) -> Duration { .milliseconds(Int(seconds * 1000)) }

  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "frontdesk-soak-\(Randomness.system.hexadecimal(bytes: 6))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder
  }
}
