import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process that the soak starts. Its output goes to the end of a file, so that one file tells of a server's every life.
final class Child {
  private let process = Process()
  let log: URL
  private let name: String
  private let crew: Crew
  private let beginning: UInt64

  var id: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// - Parameters:
  ///   - folder: where it runs and where its output goes.
  ///   - environment: all of it; nothing of the soak's own is handed on.
  init(
    _ program: URL, _ arguments: [String], name: String, in folder: URL, environment: [String: String], crew: Crew
  ) throws {
    self.name = name
    self.crew = crew
    log = folder.appending(path: "\(name).log")
    if !FileManager.default.fileExists(atPath: log.path) {
      guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
        throw SoakFailure("\(log.path) cannot be made")
      }
    }
    let output = try FileHandle(forWritingTo: log)
    beginning = try output.seekToEnd()
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

  /// What it has written in this life.
  var said: String {
    get throws {
      let file = try FileHandle(forReadingFrom: log)
      defer { file.closeFile() }
      try file.seek(toOffset: beginning)
      return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
  }

  /// Waits until the output holds what stands before and up to the end of that word, and returns the word.
  func word(after text: String, within limit: Duration = .seconds(30)) async throws -> String {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      let said = try said
      if let range = said.range(of: text) {
        let rest = said[range.upperBound...]
        // Not before the word is whole.
        if let last = rest.firstIndex(where: \.isWhitespace) { return String(rest[..<last]) }
      }
      guard process.isRunning else { throw SoakFailure("\(name) ended: \(said.suffix(600))") }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw SoakFailure("\(name) does not say “\(text)”")
  }

  /// Waits for the end and returns what it said; throws unless it ended with one of these.
  func finish(within limit: Duration = .seconds(60), with statuses: Set<Int32> = [0]) async throws -> String {
    let end = ContinuousClock.now + limit
    while process.isRunning {
      guard ContinuousClock.now < end else { throw SoakFailure("\(name) does not end") }
      try await Task.sleep(for: .milliseconds(20))
    }
    crew.leave(id)
    let said = try said
    guard statuses.contains(process.terminationStatus) else {
      throw SoakFailure("\(name) ended with \(process.terminationStatus): \(said.suffix(600))")
    }
    return said
  }

  func signal(_ number: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
  }

  /// Waits until it is gone, however it ended.
  func gone(within limit: Duration = .seconds(30)) async throws {
    let end = ContinuousClock.now + limit
    while process.isRunning {
      guard ContinuousClock.now < end else { throw SoakFailure("\(name) does not end") }
      try await Task.sleep(for: .milliseconds(5))
    }
    crew.leave(id)
  }

  /// Whether a signal has stopped it: `T` in `/proc`.
  var isStopped: Bool {
    guard process.isRunning, let file = FileHandle(forReadingAtPath: "/proc/\(id)/stat") else { return false }
    defer { file.closeFile() }
    return ProcessState.letter(in: file) == "T"
  }
}

/// What stops the soak itself.
struct SoakFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
