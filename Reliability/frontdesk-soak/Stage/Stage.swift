import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import Scheduling

/// What every process of a run needs to know.
struct StagePlan: Sendable {
  /// `frontdesk-faulty`, or whatever is to be soaked.
  let program: URL
  let folder: URL
  let http: HTTPClient
  let crew: Crew
}

/// The processes of a run: the sandbox that plays Google, the database and the servers.
struct Stage: Sendable {
  let plan: StagePlan
  let town: Town
  let google: SandboxControl
  let database: Database
  let servers: [Server]
  let secret: String
  /// Of every command and server.
  let environment: [String: String]

  /// Starts everything, stores the desk and connects the hosts' accounts.
  static func set(_ plan: StagePlan, town: Town, scenario: Scenario) async throws -> Stage {
    try write(town.seed.text, to: plan.folder.appending(path: "seed.json"))
    try write(town.deskFile, to: plan.folder.appending(path: "desk.yaml"))
    let sandbox = try Child(
      plan.program, ["sandbox", "--port", "0", "--seed", "seed.json"], name: "sandbox", in: plan.folder,
      environment: inherited, crew: plan.crew)
    let google = SandboxControl(base: try await sandbox.word(after: "GOOGLE_API_URL="), http: plan.http)
    let database = try await Database.make(scenario.ledger, in: plan.folder)
    let secret = Randomness.system.hexadecimal(bytes: 32)
    let environment = inherited.merging([
      "GOOGLE_CLIENT_ID": "sandbox-client", "GOOGLE_CLIENT_SECRET": "sandbox-secret", "GOOGLE_API_URL": google.base,
      "GOOGLE_AUTH_URL": "\(google.base)/o/oauth2/v2/auth", "GOOGLE_TOKEN_URL": "\(google.base)/token",
      "GOOGLE_REVOKE_URL": "\(google.base)/revoke", "VAPI_WEBHOOK_SECRET": secret,
      "FRONTDESK_DATABASE": database.address, "FRONTDESK_ADMIN_TOKEN": secret,
      "FRONTDESK_BOOKING_DEADLINE": "\(scenario.bookingDeadline)", "FRONTDESK_DEADLINE": "\(scenario.deadline)",
      "FRONTDESK_SECRET_KEY": Data(Randomness.system.bytes(32)).base64EncodedString(),
      "FRONTDESK_LOG_LEVEL": "info",
    ]) { $1 }
    var faulty = environment
    if !scenario.bugs.isEmpty { faulty["FRONTDESK_BUGS"] = scenario.bugs.joined(separator: ",") }
    var servers: [Server] = []
    for index in 0..<scenario.processes {
      servers.append(
        Server(index: index, port: try await FreePort.find(), stage: plan, environment: faulty))
    }
    let stage = Stage(
      plan: plan, town: town, google: google, database: database, servers: servers, secret: secret,
      environment: environment)
    try await stage.furnish()
    try await google.setLatency(scenario.latency)
    for (index, server) in servers.enumerated() {
      try await server.start(failpoints: index == 0 ? scenario.failpoints : "", seed: scenario.seed)
    }
    return stage
  }

  private func furnish() async throws {
    _ = try await run("desk", "apply", "desk.yaml")
    for host in town.hosts {
      try Self.write(host.grant, to: plan.folder.appending(path: "grant"))
      _ = try await run("connect", "--desk", Town.desk, "--account", host.account, "--refresh-token", "grant")
    }
  }

  /// Runs a command of the program to its end and returns what it printed.
  func run(_ arguments: String..., endingWith statuses: Set<Int32> = [0]) async throws -> String {
    try await Child(
      plan.program, arguments, name: "command-\(arguments[0])", in: plan.folder, environment: environment,
      crew: plan.crew
    ).finish(with: statuses)
  }

  /// A tool call's way in.
  func telephone(_ transcript: Transcript, _ scenario: Scenario) throws -> Telephone {
    try Telephone(
      http: plan.http, ports: servers.map(\.port), secret: secret, transcript: transcript,
      deadline: .milliseconds(Int(scenario.deadline * 1000)),
      bookingDeadline: .milliseconds(Int(scenario.bookingDeadline * 1000)))
  }

  func stop() async throws { for server in servers { try await server.stop() } }

  /// What a program may need of the machine; no settings.
  private static var inherited: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      ["PATH", "HOME", "TMPDIR", "TZDIR", "LD_LIBRARY_PATH"].contains($0.key)
    }
  }

  private static func write(_ text: String, to file: URL) throws {
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw SoakFailure("\(file.path) cannot be written") }
  }

  /// A program of this package, beside the running one.
  static func program(_ name: String) throws -> URL {
    guard let own = Bundle.main.executableURL else { throw SoakFailure("the soak does not know where it lies") }
    let program = own.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name)
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw SoakFailure("\(program.path) is not there: run “make soak”, which builds it")
    }
    return program
  }
}
