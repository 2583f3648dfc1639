import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import GoogleSandbox

/// A running sandbox and a client that speaks to it over real sockets.
struct Bench: Sendable {
  let base: String
  let client: HTTPClient
  /// Olive's tokens; her calendar is in Berlin.
  var access = ""
  var refresh = ""

  static let olive = "olive@example.com"

  struct Answer {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var json: JSON { JSON(parsing: body) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var reason: String? { json["error"]?["errors"]?.array?.first?["reason"]?.string }
    var items: [JSON] { json["items"]?.array ?? [] }
    var summaries: [String] { items.compactMap { $0["summary"]?.string } }
  }

  func send(
    _ method: String, _ path: String, _ body: JSON? = nil, form: [(String, String)]? = nil, token: String? = nil,
    headers: [(String, String)] = [], timeout: TimeAmount = .seconds(30)
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: base + path)
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    } else if let form {
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: Pairs(form).urlEncoded))
    }
    let response = try await client.execute(request, timeout: timeout)
    let buffer = try await response.body.collect(upTo: 4 * 1024 * 1024)
    return Answer(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      body: Array(buffer.readableBytesView))
  }

  /// A call of the Calendar API with Olive's token.
  func api(
    _ method: String, _ path: String, _ body: JSON? = nil, token: String? = nil, headers: [(String, String)] = []
  ) async throws -> Answer {
    try await send(method, "/calendar/v3/" + path, body, token: token ?? access, headers: headers)
  }

  /// A control request that must succeed.
  @discardableResult
  func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    let answer = try await send(method, "/sandbox/" + path, body)
    #expect(answer.status == 200 || answer.status == 204, "\(method) \(path): \(answer.text)")
    return answer.json
  }

  func token(_ email: String, scopes: [String]? = nil) async throws -> String {
    var body: JSON = ["email": .string(email), "timeZone": "Europe/Berlin"]
    if let scopes { body["scopes"] = .array(scopes.map { .string(Scopes.prefix + $0) }) }
    return try #require(try await control("POST", "accounts", body)["access_token"]?.string)
  }

  /// Inserts a timed event and answers it.
  @discardableResult
  func event(_ summary: String, _ start: String, _ end: String, _ more: JSON = [:]) async throws -> JSON {
    let body = JSON.object([
      "summary": .string(summary), "start": ["dateTime": .string(start)], "end": ["dateTime": .string(end)],
    ]).merging(more)
    let answer = try await api("POST", "calendars/primary/events", body)
    #expect(answer.status == 200, "\(answer.text)")
    return answer.json
  }
}

/// Runs a sandbox whose clock stands at 2026-11-23T08:00:00Z, with Olive's account in it, and stops it afterwards.
func withSandbox<Result: Sendable>(
  seed: SandboxSeed = .empty, _ body: @Sendable (Bench) async throws -> Result
) async throws -> Result {
  var logger = Logger(label: "sandbox-tests")
  logger.logLevel = .critical
  let sandbox = Sandbox(
    SandboxConfiguration(
      seed: seed, now: { Date(timeIntervalSince1970: 1_795_420_800) }, logger: logger))
  var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
  settings.connectionPool.retryConnectionEstablishment = false
  settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
  settings.httpVersion = .http1Only
  let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  let outcome: Swift.Result<Result, any Error>
  do {
    outcome = .success(
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await sandbox.run() }
        var bench = Bench(base: try await sandbox.baseURL(), client: client)
        let account = try await bench.control(
          "POST", "accounts", ["email": .string(Bench.olive), "timeZone": "Europe/Berlin", "name": "Olive Owner"])
        bench.access = account["access_token"]?.string ?? ""
        bench.refresh = account["refresh_token"]?.string ?? ""
        let result = try await body(bench)
        group.cancelAll()
        return result
      })
  } catch {
    outcome = .failure(error)
  }
  try await client.shutdown()
  return try outcome.get()
}

/// Waits until something holds, for half a minute at most.
func eventually(_ what: Comment, _ condition: () async throws -> Bool) async throws {
  for _ in 0..<3000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("never: \(what)")
}

/// The wire payloads beside the tests.
enum Fixtures {
  static func json(_ name: String) throws -> JSON {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
    return try #require(JSON(parsing: [UInt8](try Data(contentsOf: url))))
  }

  /// The status and body under a name in a table of errors.
  static func error(_ name: String, in file: String) throws -> (status: Int, body: JSON) {
    let row = try #require(try json(file).array?.first { $0["name"]?.string == name })
    return (try #require(row["status"]?.int), try #require(row["body"]))
  }
}
