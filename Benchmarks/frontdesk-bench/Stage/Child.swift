import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process that the bench starts, its output in a file.
final class Child {
  private let process = Process()
  private let outputFile: URL
  private let name: String
  private let crew: Crew

  var id: Int32 { process.processIdentifier }

  /// Used so far; zero where the system does not tell.
  var processorTime: Duration { Machine.processorTime(of: id) ?? .zero }

  /// - Parameters:
  ///   - folder: where it runs and where its output goes.
  ///   - environment: all of it; nothing of the bench's own is handed on.
  init(
    _ program: URL, _ arguments: [String], name: String, in folder: URL, environment: [String: String], crew: Crew
  ) throws {
    self.name = name
    self.crew = crew
    outputFile = folder.appending(path: "\(name).log")
    guard FileManager.default.createFile(atPath: outputFile.path, contents: nil) else {
      throw BenchFailure("\(outputFile.path) cannot be made")
    }
    let output = try FileHandle(forWritingTo: outputFile)
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    crew.join(process.processIdentifier)
    try output.close()
  }

  /// Waits until the output holds what stands before and up to the end of that word, and returns the word.
  func word(after text: String, within limit: Duration = .seconds(20)) async throws -> String {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      let said = try String(decoding: Data(contentsOf: outputFile), as: UTF8.self)
      if let range = said.range(of: text) {
        let rest = said[range.upperBound...]
        // Not before the word is whole.
        if let last = rest.firstIndex(where: \.isWhitespace) { return String(rest[..<last]) }
      }
      guard process.isRunning else { throw BenchFailure("\(name) ended: \(said.suffix(600))") }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw BenchFailure("\(name) does not say “\(text)”")
  }

  /// Waits for the end; throws unless it is a good one.
  func succeed(within limit: Duration = .seconds(30)) async throws {
    try await end(within: limit)
    guard process.terminationStatus == 0 else {
      let said = try String(decoding: Data(contentsOf: outputFile), as: UTF8.self)
      throw BenchFailure("\(name) ended with \(process.terminationStatus): \(said.suffix(600))")
    }
  }

  /// Asks it to end and waits until it has; makes it end when it does not.
  func stop() async throws {
    guard process.isRunning else { return }
    process.terminate()
    do { try await end(within: .seconds(30)) } catch {
      kill(process.processIdentifier, SIGKILL)
      try await end(within: .seconds(5))
    }
  }

  private func end(within limit: Duration) async throws {
    let end = ContinuousClock.now + limit
    while process.isRunning {
      guard ContinuousClock.now < end else { throw BenchFailure("\(name) does not end") }
      try await Task.sleep(for: .milliseconds(2))
    }
    crew.leave(process.processIdentifier)
  }
}
