import AsyncHTTPClient
import Desk
import Foundation
import LocalPostgres
import NIOCore
import Scheduling
import Synchronization
import Testing
import Vapi

@testable import FrontdeskCommands

/// A directory of its own in which the built program runs as real processes; all of them are gone at the end.
final class Scene: Sendable {
  static let secret = "canary-webhook-secret-4711"

  let directory: URL
  let port: Int
  let clock = SystemClock()
  /// As the demo's: a redirect is what the browser itself follows.
  let http = HTTPClient(configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
  private let started = Mutex<[RunningProcess]>([])
  let servers = Mutex<[RunningProcess]>([])
  private let common = Mutex<[String: String]>([:])

  private init(_ directory: URL) throws {
    self.directory = directory
    port = try FreePort.find()
  }

  enum Storage: String, Sendable, CaseIterable {
    /// `frontdesk.sqlite` in the directory.
    case sqlite
    /// An empty database of a PostgreSQL server of the tests' own.
    case postgres
  }

  static let key = Data(repeating: 9, count: 32).base64EncodedString()

  static func play(on storage: Storage = .sqlite, _ body: (Scene) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-\(Randomness.system.hexadecimal(bytes: 8))", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let scene = try Scene(directory)
    if storage == .postgres {
      scene.use(["FRONTDESK_DATABASE": try await LocalPostgres.shared.database(), "FRONTDESK_SECRET_KEY": key])
    }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(scene)) } catch { outcome = .failure(error) }
    try await scene.end()
    try outcome.get()
  }

  private func end() async throws {
    let running = started.withLock { $0 }.filter { !$0.hasEnded }
    for process in running { process.signal(SIGKILL) }
    for process in running { _ = try await process.ended() }
    try await http.shutdown()
    try FileManager.default.removeItem(at: directory)
  }

  // MARK: Processes

  /// From now on every process has these settings too.
  func use(_ settings: [String: String]) { common.withLock { $0.merge(settings) { $1 } } }

  /// The executables lie beside the tests' own.
  static func executable(_ name: String) throws -> URL {
    if name.hasPrefix("/") { return URL(filePath: name) }
    let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let places = [here, Bundle.main.bundleURL, here.appending(path: "../../..")].map { $0.appending(path: name) }
    return try #require(places.first { FileManager.default.isExecutableFile(atPath: $0.path) })
  }

  /// - Parameter program: `frontdesk`, or `frontdesk-faulty`, the same with failpoints.
  func start(
    _ arguments: [String], program: String = "frontdesk", environment: [String: String] = [:], input: String? = nil
  ) throws -> RunningProcess {
    let base = ["FRONTDESK_PORT": String(port), "PATH": "/usr/bin:/bin"].merging(common.withLock { $0 }) { $1 }
    let process = try RunningProcess(
      try Self.executable(program), arguments, in: directory, environment: base.merging(environment) { $1 },
      input: input)
    started.withLock { $0.append(process) }
    return process
  }

  func run(
    _ arguments: String..., environment: [String: String] = [:], input: String? = nil
  ) async throws -> RunningProcess.Ended {
    try await start(arguments, environment: environment, input: input).ended()
  }

  /// The local Google as a process of its own; what it prints becomes the `.env` of everything after it.
  func startGoogle() async throws -> (process: RunningProcess, google: DemoGoogle) {
    let process = try start(["sandbox", "--port", "0"])
    try await process.says("GOOGLE_REVOKE_URL=")
    let settings = process.output.text
    try write(settings + "VAPI_WEBHOOK_SECRET=\(Self.secret)\n", to: ".env")
    let line = try #require(settings.split(separator: "\n").first { $0.hasPrefix("GOOGLE_API_URL=") })
    return (process, DemoGoogle(base: String(line.dropFirst("GOOGLE_API_URL=".count)), http: http))
  }

  /// A server that listens.
  func startServer(
    program: String = "frontdesk", environment: [String: String] = [:]
  ) async throws -> RunningProcess {
    let server = try start(["serve"], program: program, environment: environment)
    servers.withLock { $0.append(server) }
    try await server.says("listening")
    return server
  }

  /// The server that was started last.
  var lastServer: RunningProcess? { servers.withLock(\.last) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  /// What `FRONTDESK_DATABASE` says; `nil`: nothing.
  var databaseSetting: String? { common.withLock { $0["FRONTDESK_DATABASE"] } }

  var database: String { directory.appending(path: "frontdesk.sqlite").path }

  // MARK: The usual beginning

  func applyDesk() async throws {
    let applied = try await run("desk", "apply", "-", input: DemoDesk.file)
    try #require(applied.status == 0, "\(applied.errors)")
  }

  /// By the link that `connect` prints, opened in a browser.
  func connect() async throws {
    let printed = try await run("connect", "--account", DemoDesk.owner)
    let link = try #require(printed.lines.first, "\(printed.errors)")
    let (status, page) = try await DemoBrowser(http: http).connect(link, as: DemoDesk.owner)
    try #require(status == 200 && page.contains(DemoDesk.owner), "\(page)")
  }

  /// A local Google, a server, a desk and its connected account.
  func open(environment: [String: String] = [:]) async throws -> (google: DemoGoogle, server: RunningProcess) {
    let (_, google) = try await startGoogle()
    try await applyDesk()
    let server = try await startServer(environment: environment)
    try await connect()
    return (google, server)
  }

  /// What the server counts, line by line.
  func metrics(opening token: String) async throws -> [String] {
    var request = HTTPClientRequest(url: "\(url)/metrics")
    request.headers = Self.authorization(token)
    let response = try await http.execute(request, timeout: .seconds(20))
    let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
    return text.split(separator: "\n").map(String.init)
  }

  /// The header field in whatever type the client has for them, which no dependency of the tests declares.
  private static func authorization<Fields: ExpressibleByDictionaryLiteral>(
    _ token: String
  ) -> Fields where Fields.Key == String, Fields.Value == String {
    ["Authorization": "Bearer \(token)"]
  }

  // MARK: Calls

  var url: String { "http://127.0.0.1:\(port)" }

  var numberServer: JSONValue {
    ["url": .string("\(url)/webhook/vapi"), "headers": ["X-Vapi-Secret": .string(Self.secret)]]
  }

  /// - Parameter port: of the server that the platform's message happens to reach; by default the only one.
  func caller(
    _ call: String = "call-1", from number: String = "+14155550123", at port: Int? = nil
  ) -> VapiCaller {
    let url = "http://127.0.0.1:\(port ?? self.port)"
    let numberServer: JSONValue = [
      "url": .string("\(url)/webhook/vapi"), "headers": ["X-Vapi-Secret": .string(Self.secret)],
    ]
    return VapiCaller(
      http: http, clock: clock, randomness: .system,
      scene: CallScene(
        call: CallID(call), organisation: "test", began: clock.now(), caller: number, called: DemoDesk.number),
      numberServer: numberServer)
  }

  /// One tool call and the line that answers it.
  func say(
    _ tool: String, _ arguments: JSONValue, as id: String, by caller: VapiCaller, _ tools: AssistantTools
  ) async throws -> (line: String, facts: JSONValue?) {
    let asked = CallScene.Asked(id: ToolCallID(id), name: tool, arguments: arguments)
    let exchange = try await caller.call([asked], of: tools)
    let answer = try #require(VapiCaller.answer(to: asked.id, in: exchange.reply), "\(exchange.status)")
    return (answer.line, answer.facts)
  }

  /// Asks again, as the same delivery, until the booking is made.
  func bookInTheEnd(
    _ arguments: JSONValue, as id: String, by caller: VapiCaller, _ tools: AssistantTools
  ) async throws -> (line: String, facts: JSONValue?) {
    try await eventually("the booking is not made", within: .seconds(60)) {
      let answer = try await say("create_event", arguments, as: id, by: caller, tools)
      return answer.line.hasPrefix("Booked: ") ? answer : nil
    }
  }

  /// The slots of the first day that has some.
  func slots(_ caller: VapiCaller, _ tools: AssistantTools) async throws -> [String] {
    let asked = CallScene.Asked(id: ToolCallID("check"), name: "check_availability", arguments: [:])
    let exchange = try await caller.call([asked], of: tools)
    let answer = try #require(VapiCaller.answer(to: asked.id, in: exchange.reply))
    let slots = (answer.facts?["slots"]?.array ?? []).compactMap { $0["slot"]?.string }
    try #require(!slots.isEmpty, "\(answer.line)")
    return slots
  }
}

/// Everything that runs the built program as processes; one test at a time, since each has several of them.
@Suite(.serialized, .timeLimit(.minutes(3))) struct Processes {}
