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
  static let ledger = LedgerID("0123456789abcdef0123456789abcdef")

  let base: String
  let http: HTTPClient
  let clock = RealClock()
  let tokens = StubTokens()
  let client: GoogleCalendarClient
  let calendars: GoogleCalendars

  init(base: String, http: HTTPClient) {
    self.base = base
    self.http = http
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let client = GoogleCalendarClient(
      base: base, exchange: AsyncHTTPExchange(client: http, clock: clock), tokens: tokens, clock: clock,
      table: .patient, meter: RequestMeter { _, _, _ in }, logger: logger)
    self.client = client
    calendars = GoogleCalendars(
      client: client, tokens: tokens, ledger: Self.ledger, zones: TestZones(), clock: clock, logger: logger)
  }

  var deadline: Deadline { Deadline(in: .seconds(40), on: clock) }

  /// Another installation that uses the same Google account.
  func calendars(of ledger: LedgerID) -> GoogleCalendars {
    GoogleCalendars(
      client: client, tokens: tokens, ledger: ledger, zones: TestZones(), clock: clock, logger: calendars.logger)
  }

  struct Unplaced: Error {
    let outcome: PlacementOutcome
  }

  func place(_ attempt: Attempt = Attempts.attempt()) async throws {
    let outcome = await calendars.place(Attempts.placement(attempt), by: deadline)
    guard case .placed = outcome else { throw Unplaced(outcome: outcome) }
  }

  /// The host's own edit of an attempt's event.
  func edit(_ patch: String) async throws { try await edit(Attempts.attempt(), patch) }

  func edit(_ attempt: Attempt, _ patch: String) async throws {
    try await send("PATCH", "/sandbox/people/host@example.com/events/host@example.com/\(attempt.token.eventID)", patch)
  }

  /// The host deletes an attempt's event.
  func remove(_ attempt: Attempt = Attempts.attempt()) async throws {
    try await send("DELETE", "/sandbox/people/host@example.com/events/host@example.com/\(attempt.token.eventID)")
  }

  /// A call of the API by some other program with the host's own token.
  @discardableResult
  func api(_ method: String, _ path: String, _ body: String? = nil) async throws -> JSON {
    let token = try await tokens.token(for: Self.host, by: deadline).value
    return try await send(method, "/calendar/v3/calendars/host@example.com/events" + path, body, token: token)
  }

  /// An event of the host's at the time that the tests book, written by version 0.1, which knew neither ledger nor revision.
  func writeAsVersion01(_ attempt: Attempt = Attempts.attempt(), state: String = "") async throws {
    try await api(
      "POST", "",
      #"{"id":"\#(attempt.token.eventID)","summary":"Haircut","visibility":"private","#
        + #""start":{"dateTime":"2026-11-23T10:00:00+01:00","timeZone":"Europe/Berlin"},"#
        + #""end":{"dateTime":"2026-11-23T10:30:00+01:00","timeZone":"Europe/Berlin"},"#
        + #""extendedProperties":{"private":{"frontdesk":"1","booking":"\#(attempt.booking)","generation":"1","#
        + #""token":"\#(attempt.token.rawValue)","desk":"salon","offering":"cut","start":"2026-11-23T09:00:00Z"\#(state)}}}"#
    )
  }

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

  /// Lets the host see somebody else's calendar.
  func share(_ owner: AccountID, as role: String) async throws -> CalendarReference {
    if !tokens.knows(owner) { try await addAccount(owner) }
    try await send(
      "POST", "/sandbox/acl", #"{"calendar":"\#(owner)","scope":"user:\#(Self.host)","role":"\#(role)"}"#)
    return CalendarReference(account: Self.host, calendar: CalendarID(owner.rawValue))
  }

  func fault(_ faults: String) async throws { try await send("PUT", "/sandbox/faults", "[\(faults)]") }

  /// The next such request waits, before it has any effect, until it is released.
  func hold(_ method: String) async throws {
    try await fault(#"{"match":{"method":"\#(method)","path":"/calendar"},"times":1,"do":{"awaitsRelease":true}}"#)
  }

  func release() async throws { try await send("POST", "/sandbox/release") }

  /// Whether a request of that method is on its way.
  func isHolding(_ method: String) async throws -> Bool { try await requests().contains("\(method) -") }

  /// Answers these requests with that body and status 200; nothing is done.
  func garble(_ body: String, method: String? = nil) async throws {
    let quoted = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    let match = method.map { #"{"method":"\#($0)","path":"/calendar"}"# } ?? #"{"path":"/calendar"}"#
    try await fault(#"{"match":\#(match),"do":{"status":200,"body":\#(quoted)}}"#)
  }

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

  func mark(of attempt: Attempt = Attempts.attempt()) async throws -> JSON? {
    try await event(of: attempt)?["extendedProperties"]?["private"]
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
