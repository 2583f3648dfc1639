import AsyncHTTPClient
import Desk
import Foundation
import Scheduling
import Testing

@testable import GoogleCalendar

/// Servers whose certificate proves nothing (fault G26): they are refused before anything is said to them.
@Suite(
  .timeLimit(.minutes(1)),
  .enabled("openssl is not installed, so no server with a bad certificate can be started") { OpenSSL.isInstalled })
struct UntrustedServerTests {
  enum Certificate: String, CaseIterable, CustomTestStringConvertible {
    case selfSigned = "self-signed"
    case expired, wrongHost = "for another host"

    var testDescription: String { rawValue }
  }

  @Test(arguments: Certificate.allCases)
  func `a server that cannot prove who it is hears nothing`(certificate: Certificate) async throws {
    let server = try await OpenSSL.Server.start(certificate)
    defer { server.stop() }
    let http = HTTPClient(configuration: AsyncHTTPExchange.makeConfiguration())
    let outcome = await place(through: http, at: "https://localhost:\(server.port)")
    try await http.shutdown()
    // No connection was made, so nothing can have been written: the caller may try elsewhere at once.
    #expect(outcome == .refused(.unreachable))
    #expect(await eventually { server.output.contains("alert") })
    for word in ["POST", "Bearer", "token-1", "calendar"] { #expect(!server.output.contains(word)) }
  }

  private func place(through http: HTTPClient, at base: String) async -> PlacementOutcome {
    let clock = RealClock()
    let tokens = StubTokens([SandboxBench.host: "token-1"])
    var once = RetryTable.patient
    once.mostAttempts = 2
    let client = GoogleCalendarClient(
      base: base, exchange: AsyncHTTPExchange(client: http, clock: clock), tokens: tokens, clock: clock, table: once,
      meter: MeterLog().meter, logger: LogLines().logger)
    let calendars = GoogleCalendars(
      client: client, tokens: tokens, ledger: SandboxBench.ledger, zones: TestZones(), clock: clock,
      logger: LogLines().logger)
    return await calendars.place(Attempts.placement(), by: Deadline(in: .seconds(40), on: clock))
  }
}

/// The `openssl` program: makes certificates and serves with them.
enum OpenSSL {
  static let path = "/usr/bin/openssl"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  struct Failure: Error {
    let output: String
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String], in directory: URL) throws {
    let process = process(arguments, in: directory)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(output: String(decoding: output, as: UTF8.self)) }
  }

  private static func process(_ arguments: [String], in directory: URL, input: Any = FileHandle.nullDevice) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardInput = input
    return process
  }

  /// `openssl s_server` on a free port.
  final class Server: Sendable {
    let port: Int
    private let directory: URL
    private let log: URL
    private let processID: Int32
    /// Open as long as the server is to run: it ends with its input.
    private let input: Pipe

    private init(port: Int, directory: URL, log: URL, processID: Int32, input: Pipe) {
      self.port = port
      self.directory = directory
      self.log = log
      self.processID = processID
      self.input = input
    }

    /// Everything that the server has said, and that it was told.
    var output: String {
      do {
        return String(decoding: try Data(contentsOf: log), as: UTF8.self)
      } catch {
        return ""
      }
    }

    static func start(_ certificate: UntrustedServerTests.Certificate) async throws -> Server {
      let directory = FileManager.default.temporaryDirectory.appending(path: "frontdesk-tls-\(certificate)-\(getpid())")
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      let name = certificate == .wrongHost ? "elsewhere.example" : "localhost"
      try run(
        [
          "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj",
          "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
        ], in: directory)
      try run(
        [
          "x509", "-req", "-in", "request.pem", "-signkey", "key.pem", "-copy_extensions", "copy", "-out", "cert.pem",
          "-days", certificate == .expired ? "-1" : "2",
        ], in: directory)
      let input = Pipe()
      let log = directory.appending(path: "log")
      try Data().write(to: log)
      let process = process(
        ["s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem"], in: directory, input: input)
      let handle = try FileHandle(forWritingTo: log)
      process.standardOutput = handle
      process.standardError = handle
      try process.run()
      let server = { (port: Int) in
        Server(port: port, directory: directory, log: log, processID: process.processIdentifier, input: input)
      }
      for _ in 0..<1000 {
        // ACCEPT 127.0.0.1:41993
        let text = server(0).output
        if let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT 127.0.0.1:") }),
          text.contains("\n"),
          let port = line.split(separator: ":").last.flatMap({ Int($0) })
        {
          return server(port)
        }
        try await Task.sleep(for: .milliseconds(10))
      }
      let output = server(0).output
      process.terminate()
      throw Failure(output: output)
    }

    func stop() {
      kill(processID, SIGTERM)
      do {
        try FileManager.default.removeItem(at: directory)
      } catch {
        Issue.record("\(directory.path) is left behind: \(error)")
      }
    }
  }
}
