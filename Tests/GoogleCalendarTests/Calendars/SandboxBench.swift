import AsyncHTTPClient
import Desk
import Foundation
import GoogleSandbox
import Logging
import NIOCore
import NIOHTTP1
import Scheduling
import Testing

@testable import GoogleCalendar

/// Google as the desk's calendars, against the sandbox over real sockets. The sandbox's clock stands at
/// 2026-11-23T08:00:00Z.
struct SandboxBench: Sendable {
  static let host = AccountID("host@example.com")
  static let calendar = CalendarReference(account: host, calendar: CalendarID("host@example.com"))
  static let zone = ZoneID("Europe/Berlin")

  let base: String
  let http: HTTPClient
  let clock = RealClock()
  let tokens = StubTokens()
  let calendars: GoogleCalendars

  init(base: String, http: HTTPClient) {
    self.base = base
    self.http = http
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let client = GoogleCalendarClient(
      base: base, exchange: AsyncHTTPExchange(client: http, clock: clock), tokens: tokens, clock: clock,
      table: .patient, meter: RequestMeter { _, _, _ in }, logger: logger)
    calendars = GoogleCalendars(client: client, tokens: tokens, zones: TestZones(), clock: clock, logger: logger)
  }

  var deadline: Deadline { Deadline(in: .seconds(40), on: clock) }

  /// A control request, or a call of the API with a token.
  @discardableResult
  func send(_ method: String, _ path: String, _ body: String? = nil, token: String? = nil) async throws -> JSON {
    var request = HTTPClientRequest(url: base + path)
    request.method = HTTPMethod(rawValue: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await http.execute(request, timeout: .seconds(10))
    let data = Data(try await response.body.collect(upTo: 1 << 22).readableBytesView)
    #expect(
      (200...299).contains(Int(response.status.code)), "\(method) \(path): \(String(decoding: data, as: UTF8.self))")
    return data.isEmpty ? .null : try JSONDecoder().decode(JSON.self, from: data)
  }

  func addAccount(_ account: AccountID, scopes: [String]? = nil, zone: String = "Europe/Berlin") async throws {
    let asked = scopes.map {
      #","scopes":[\#($0.map { #""https://www.googleapis.com/auth/calendar.\#($0)""# }.joined(separator: ","))]"#
    }
    let answer = try await send(
      "POST", "/sandbox/accounts", #"{"email":"\#(account)","timeZone":"\#(zone)"\#(asked ?? "")}"#)
    tokens.set(try #require(answer["access_token"]?.string), for: account)
  }

  func fault(_ faults: String) async throws { try await send("PUT", "/sandbox/faults", "[\(faults)]") }

  func settings(_ settings: String) async throws { try await send("PUT", "/sandbox/settings", settings) }

  /// The host's own edit: an event as Google's API has it. Answers its id.
  @discardableResult
  func person(
    _ event: String, in calendar: String = "host@example.com", of person: AccountID = Self.host
  ) async throws -> String {
    let answer = try await send("POST", "/sandbox/people/\(person)/events/\(calendar)", event)
    return try #require(answer["id"]?.string)
  }

  /// A timed event of the host's between hours of 2026-11-23 in UTC.
  @discardableResult
  func person(hours: ClosedRange<Int>, _ more: String = "", in calendar: String = "host@example.com") async throws
    -> String
  {
    try await person(
      #"{"summary":"Private","start":{"dateTime":"2026-11-23T\#(Self.two(hours.lowerBound)):00:00Z"},"#
        + #""end":{"dateTime":"2026-11-23T\#(Self.two(hours.upperBound)):00:00Z"}\#(more)}"#, in: calendar)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Every event in the host's calendar, deleted ones included, as its owner sees it.
  func events(in calendar: String = "host@example.com") async throws -> [JSON] {
    let state = try await send("GET", "/sandbox/state")
    return state["calendars"]?.array?.first { $0["id"]?.string == calendar }?["events"]?.array ?? []
  }

  func event(of attempt: Attempt) async throws -> JSON? {
    try await events().first { $0["id"]?.string == attempt.token.eventID.rawValue }
  }

  /// The requests to the API so far, as `METHOD status`.
  func requests() async throws -> [String] {
    try await send("GET", "/sandbox/log").array?
      .filter { $0["path"]?.string?.hasPrefix("/calendar/") == true }
      .map { "\($0["method"]?.string ?? "?") \($0["status"]?.int.map(String.init) ?? "-")" } ?? []
  }

  func mail() async throws -> [String] {
    try await send("GET", "/sandbox/mail").array?
      .map { "\($0["kind"]?.string ?? "?") \($0["to"]?.string ?? "?")" } ?? []
  }
}

/// Runs a test with a sandbox of its own that knows the host.
///
/// The sandbox is not stopped but ends with the test process: a Hummingbird server that is cancelled while it accepts a
/// connection brings the whole process down ("Deinited NIOAsyncWriter without calling finish()").
func withSandbox(scopes: [String]? = nil, _ test: (SandboxBench) async throws -> Void) async throws {
  let sandbox = Sandbox(
    SandboxConfiguration(
      now: { Date(timeIntervalSince1970: 1_795_420_800) },
      logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }))
  Task { try await sandbox.run() }
  let http = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
  do {
    let bench = SandboxBench(base: try await sandbox.baseURL(), http: http)
    try await bench.addAccount(SandboxBench.host, scopes: scopes)
    try await test(bench)
  } catch {
    try await http.shutdown()
    throw error
  }
  try await http.shutdown()
}
