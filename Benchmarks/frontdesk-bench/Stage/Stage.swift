import Desk
import Foundation

/// The processes that everything is measured on: the local Google, a server with its database, and what is needed to start
/// more of them. All in a temporary folder that nobody else can read.
final class Stage {
  let folder: URL
  let town: Town
  let google: LocalGoogle
  let secret: String
  private let program: URL
  private let environment: [String: String]
  private var children: [Child]
  private let crew: Crew

  private init(
    folder: URL, town: Town, google: LocalGoogle, secret: String, program: URL, environment: [String: String],
    children: [Child], crew: Crew
  ) {
    self.folder = folder
    self.town = town
    self.google = google
    self.secret = secret
    self.program = program
    self.environment = environment
    self.children = children
    self.crew = crew
  }

  /// Starts the local Google, stores the desks and connects every account.
  static func set(_ crew: Crew) async throws -> Stage {
    let program = try Self.program("frontdesk")
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "frontdesk-bench-\(Randomness.system.hexadecimal(bytes: 6))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    crew.settle(in: folder)
    let town = try Town()
    let seed = folder.appending(path: "seed.json")
    try write(town.seed.text, to: seed)
    let sandbox = try Child(
      program, ["sandbox", "--port", "0", "--seed", seed.path], name: "sandbox", in: folder,
      environment: inherited, crew: crew)
    let google = LocalGoogle(base: try await sandbox.word(after: "GOOGLE_API_URL="))
    let secret = Randomness.system.hexadecimal(bytes: 32)
    let stage = Stage(
      folder: folder, town: town, google: google, secret: secret, program: program,
      environment: settings(google: google.base, secret: secret, folder: folder), children: [sandbox], crew: crew)
    try await stage.furnish()
    return stage
  }

  private func furnish() async throws {
    for (number, file) in town.deskFiles.enumerated() {
      let path = folder.appending(path: "desk\(number).yaml")
      try Self.write(file, to: path)
      try await run("desk", "apply", path.path)
    }
    for host in 0..<Town.hosts {
      let grant = folder.appending(path: "grant")
      try Self.write(Town.grant(host), to: grant)
      try await run(
        "connect", "--desk", Town.checkingDesk, "--account", Town.account(host), "--refresh-token", grant.path)
    }
  }

  private func run(_ arguments: String...) async throws {
    try await Child(program, arguments, name: "command", in: folder, environment: environment, crew: crew).succeed()
  }

  /// Starts a server, with a fresh allowance of Google calls and nothing in memory.
  ///
  /// - Parameter database: the path; `nil`: the one with the desks.
  func startServer(database: String? = nil) async throws -> Server {
    var environment = environment
    if let database { environment["FRONTDESK_DATABASE"] = database }
    let child = try Child(program, ["serve"], name: "serve", in: folder, environment: environment, crew: crew)
    children.append(child)
    let port = try await child.word(after: "port=")
    guard let port = Int(port) else { throw BenchFailure("the server says no port but \(port)") }
    return Server(child: child, port: port, secret: secret)
  }

  /// Starts the peers, which answer with those bytes.
  func startPeer(answer: [UInt8]) async throws -> Server {
    let file = folder.appending(path: "answer.json")
    try Data(answer).write(to: file)
    let own = try Self.program("frontdesk-bench")
    let child = try Child(
      own, ["peer", "--answer", file.path, "--google", google.base], name: "peer", in: folder,
      environment: Self.inherited, crew: crew)
    children.append(child)
    let port = try await child.word(after: "port=")
    guard let port = Int(port) else { throw BenchFailure("the peer says no port but \(port)") }
    return Server(child: child, port: port, secret: secret)
  }

  /// Runs the plan against the server, and tells how much processor time each answer took there and in the local Google.
  func run(_ plan: LoadPlan, against server: Server, _ what: String) async throws -> MeasuredLoad {
    let sandbox = children[0].processorTime
    let own = server.child.processorTime
    let result = try await plan.run().checked(what)
    let count = Double(result.latencies.count)
    return MeasuredLoad(
      result: result, server: (server.child.processorTime - own).inMicroseconds / count,
      google: (children[0].processorTime - sandbox).inMicroseconds / count)
  }

  func stop(_ server: Server) async throws {
    try await server.child.stop()
    children.removeAll { $0 === server.child }
  }

  /// Ends everything and removes the folder.
  func clear() async throws {
    for child in children.reversed() { try await child.stop() }
    try crew.dismiss()
  }

  private static func settings(google: String, secret: String, folder: URL) -> [String: String] {
    inherited.merging([
      "GOOGLE_CLIENT_ID": "sandbox-client", "GOOGLE_CLIENT_SECRET": "sandbox-secret", "GOOGLE_API_URL": google,
      "GOOGLE_AUTH_URL": "\(google)/o/oauth2/v2/auth", "GOOGLE_TOKEN_URL": "\(google)/token",
      "GOOGLE_REVOKE_URL": "\(google)/revoke", "VAPI_WEBHOOK_SECRET": secret,
      "FRONTDESK_DATABASE": folder.appending(path: "frontdesk.sqlite").path, "FRONTDESK_PORT": "0",
      "FRONTDESK_SECRET_KEY": Data(Randomness.system.bytes(32)).base64EncodedString(),
    ]) { _, new in new }
  }

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
    else { throw BenchFailure("\(file.path) cannot be written") }
  }

  /// A program of this package, beside the running one.
  private static func program(_ name: String) throws -> URL {
    guard let own = Bundle.main.executableURL else { throw BenchFailure("the bench does not know where it lies") }
    let program = own.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name)
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw BenchFailure("\(program.path) is not there: run “make bench”, which builds it")
    }
    return program
  }
}

/// A run of load, and the processor time that each of its answers took, in microseconds. Where other work shares the
/// machine this is the steadier figure.
struct MeasuredLoad {
  let result: LoadResult
  let server: Double
  let google: Double
}

/// A server under measurement.
struct Server {
  let child: Child
  let port: Int
  let secret: String

}
