import AsyncHTTPClient
import Desk
import GoogleCalendar
import Logging
import Scheduling
import Synchronization

/// A typed client against a server that a test scripts.
struct ClientBench: Sendable {
  static let account = AccountID("host@example.com")
  static let calendar = CalendarReference(account: account, calendar: CalendarID("host@example.com"))
  /// 2026-11-23T09:00:00Z, for two hours.
  static let window = Interval(start: Instant(seconds: 1_795_424_400), duration: .hours(2))

  let server: ScriptedServer
  let client: GoogleCalendarClient
  let tokens: StubTokens
  let meter: MeterLog
  let log: LogLines

  func deadline(_ duration: Duration, on clock: some Timekeeper) -> Deadline { Deadline(in: duration, on: clock) }
}

/// What was measured, as `method status`.
final class MeterLog: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var meter: RequestMeter { RequestMeter { method, status, _ in self.add("\(method) \(status)") } }
}

/// Everything that was logged, metadata included.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(lines: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
  }
}

/// Runs a test with a client and the server it talks to.
func withClient(
  clock: any Timekeeper = RealClock(), limits: QuotaLimits = QuotaLimits(), table: RetryTable = .patient,
  _ script: @escaping ScriptedServer.Script, _ test: (ClientBench) async throws -> Void
) async throws {
  try await withServer(script) { server in
    let http = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
    let tokens = StubTokens([ClientBench.account: "token-1"])
    let meter = MeterLog()
    let log = LogLines()
    let client = GoogleCalendarClient(
      base: server.url + "/", exchange: AsyncHTTPExchange(client: http, clock: clock), tokens: tokens, clock: clock,
      randomness: Randomness { Array(repeating: 0, count: $0) }, limits: limits, table: table, meter: meter.meter,
      logger: log.logger)
    do {
      try await test(ClientBench(server: server, client: client, tokens: tokens, meter: meter, log: log))
    } catch {
      try await http.shutdown()
      throw error
    }
    try await http.shutdown()
  }
}

extension RetryTable {
  /// For tests on a running clock: a busy machine must not turn an answer into a timeout.
  static var patient: RetryTable {
    var table = RetryTable()
    table.reads = [.seconds(30)]
    table.writes = [.seconds(30)]
    return table
  }
}
