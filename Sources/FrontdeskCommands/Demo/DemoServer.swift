import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// The server as a process of its own, so that it can be killed in the middle of a booking and started again.
actor DemoServer: Service {
  nonisolated let url: String

  private let executable: URL
  private let environment: [String: String]
  private let folder: URL
  private let http: HTTPClient
  private let clock: any Timekeeper
  private var process: Process?

  /// - Parameters:
  ///   - environment: all that the server is told.
  ///   - folder: where it runs; no `.env` may be there.
  init(url: String, environment: [String: String], folder: URL, http: HTTPClient, clock: any Timekeeper) {
    self.url = url
    self.environment = environment
    self.folder = folder
    self.http = http
    self.clock = clock
    // This very program.
    executable = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
  }

  /// How long a start may take.
  private static let patience = Duration.seconds(20)

  /// Returns when the server takes calls.
  func start() async throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["serve"]
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.standardError
    try process.run()
    self.process = process
    let deadline = Deadline(in: Self.patience, on: clock)
    while !(await isReady()) {
      guard process.isRunning, !deadline.hasPassed(on: clock) else {
        try await kill()
        throw CommandFailure("The server did not start.")
      }
      try await clock.sleep(for: .milliseconds(20))
    }
  }

  private func isReady() async -> Bool {
    do {
      return try await http.execute(HTTPClientRequest(url: "\(url)/readyz"), timeout: .seconds(2)).status == .ok
    } catch {
      return false
    }
  }

  /// As a power cut would: SIGKILL, and nothing is finished.
  func kill() async throws {
    guard let process, process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    try await end(of: process)
  }

  /// Lets it finish what is under way.
  func stop() async throws {
    guard let process, process.isRunning else { return }
    process.terminate()
    try await end(of: process)
  }

  private func end(of process: Process) async throws {
    while process.isRunning { try await clock.sleep(for: .milliseconds(10)) }
    self.process = nil
  }

  /// Ends the process when the demo ends.
  func run() async throws {
    do {
      try await gracefulShutdown()
    } catch {
      if let process { Foundation.kill(process.processIdentifier, SIGKILL) }
      throw error
    }
    try await stop()
  }
}
