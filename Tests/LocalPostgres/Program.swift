import Foundation
import Synchronization

/// Programs that tests run.
///
/// Not by Foundation's `Process`: it takes a program for running as long as anybody has a certain socket open that every
/// child inherits, and a server that a program has started in the background keeps it for ever.
enum Program {
  private static let starting = Mutex(())

  /// Runs a program to its end, blocking the thread that asks.
  ///
  /// - Returns: What it printed.
  /// - Throws: ``ProgramFailure`` with what it printed as errors, when it did not end well.
  @discardableResult
  static func run(_ command: [String], input: String = "") throws -> String {
    let standardInput = try Pipe()
    let output = try Pipe()
    let errors = try Pipe()
    let process = try start(
      command, input: standardInput.reading, output: output.writing, errors: errors.writing)
    for end in [standardInput.reading, output.writing, errors.writing] { close(end) }
    write(input, to: standardInput.writing)
    // Neither pipe fills while the other is read: none of these programs says much.
    let printed = readAll(output.reading)
    let complained = readAll(errors.reading)
    let status = wait(for: process)
    guard status == 0 else { throw ProgramFailure("\(command) ended with status \(status): \(complained)") }
    return printed
  }

  /// Starts a program with these three files and none of our others.
  static func start(_ command: [String], input: Int32, output: Int32, errors: Int32) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (own, its) in [(input, Int32(0)), (output, 1), (errors, 2)] {
      posix_spawn_file_actions_adddup2(&actions, own, its)
    }
    let words = ["/bin/bash", "-c", preparation, "bash"] + command
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var process = pid_t()
    let failure = starting.withLock { _ in
      posix_spawn(&process, words[0], &actions, nil, arguments, environ)
    }
    guard failure == 0 else {
      throw ProgramFailure("\(command[0]) cannot be run: \(String(cString: strerror(failure)))")
    }
    return process
  }

  /// What else is open in this process, such as a lock that it has inherited, would stay open as long as the server runs. And
  /// somebody without rights in the directory of the tests would be warned about it.
  private static let preparation = """
    for open in /proc/self/fd/*; do number=${open##*/}; [ "$number" -gt 2 ] && eval "exec $number>&-"; done
    cd / && exec "$@"
    """

  /// - Returns: 0 when it ended well.
  @discardableResult
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private static func write(_ text: String, to file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { break }
      rest = rest.dropFirst(max(0, count))
    }
    close(file)
  }

  private static func readAll(_ file: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
    }
    close(file)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A pipe that no program inherits unless it is given an end.
  struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
      var ends: [Int32] = [-1, -1]
      // No program may start between the two steps, or it would keep the pipe open.
      let isMade = starting.withLock { _ in
        pipe(&ends) == 0 && ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
      }
      guard isMade else { throw ProgramFailure("There is no pipe to be had.") }
      (reading, writing) = (ends[0], ends[1])
    }
  }
}

/// A program could not be run, or failed.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
