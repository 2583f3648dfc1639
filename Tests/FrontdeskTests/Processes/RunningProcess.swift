import Foundation
import Synchronization

/// A process of the built program, its output read as it comes.
final class RunningProcess: Sendable {
  let title: String
  let output = Collected()
  let errors = Collected()
  private let process: Process
  private let ending = Mutex<Ending?>(nil)

  enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Everything of a process that has ended.
  struct Ended: Sendable {
    let ending: Ending
    let output: String
    let errors: String
    var status: Int32? { if case .exited(let status) = ending { status } else { nil } }
    var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }
  }

  init(
    _ executable: URL, _ arguments: [String], in directory: URL, environment: [String: String], input: String?
  ) throws {
    title = arguments.joined(separator: " ")
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = environment
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
    let entrance = Pipe()
    process.standardInput = entrance
    process.terminationHandler = { [weak self] process in
      let status = process.terminationStatus
      self?.ending.withLock { $0 = process.terminationReason == .exit ? .exited(status) : .signalled(status) }
    }
    try process.run()
    output.read()
    errors.read()
    if let input { try entrance.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try entrance.fileHandleForWriting.close()
  }

  var identifier: Int32 { process.processIdentifier }

  var hasEnded: Bool { ending.withLock { $0 != nil } }

  func ended() async throws -> Ended {
    try await eventually("“\(title)” does not end", within: .seconds(60), otherwise: { self.said }) {
      guard let ending = ending.withLock({ $0 }), output.isWhole, errors.isWhole else { return nil }
      return Ended(ending: ending, output: output.text, errors: errors.text)
    }
  }

  /// Waits until either stream holds the text.
  func says(_ text: String) async throws {
    _ = try await eventually("“\(title)” does not say “\(text)”", otherwise: { self.said }) { () -> Bool? in
      if output.text.contains(text) || errors.text.contains(text) { return true }
      guard !hasEnded else { throw WaitedInVain(description: "“\(title)” ended before “\(text)”\n\(said)") }
      return nil
    }
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  private var said: String {
    """
    ended: \(hasEnded), running: \(process.isRunning), whole: \(output.isWhole) \(errors.isWhole)
    output:
    \(output.text)
    errors:
    \(errors.text)
    """
  }
}

/// One stream of a process, from its beginning to now.
final class Collected: Sendable {
  let pipe = Pipe()
  private let state = Mutex((bytes: [UInt8](), isWhole: false))

  /// Reads on a thread of its own until the stream's end: whoever writes never waits.
  func read() {
    Thread.detachNewThread { [pipe, self] in
      while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
        state.withLock { $0.bytes += data }
      }
      state.withLock { $0.isWhole = true }
    }
  }

  var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }
  var isWhole: Bool { state.withLock { $0.isWhole } }
}
