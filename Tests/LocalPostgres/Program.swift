import Foundation

/// Runs a program to its end, blocking the thread that asks.
///
/// Not by Foundation's `Process`: that takes a program for running as long as anything it has left behind does, and
/// `pg_ctl start` leaves a server.
enum Program {
  /// - Returns: What it printed.
  /// - Throws: ``ProgramFailure`` with what it printed as errors, when it did not end well.
  @discardableResult
  static func run(_ command: [String], input: String = "") throws -> String {
    let desk = FileManager.default.temporaryDirectory.appending(path: "frontdesk-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    let (asked, printed, complained) = (
      desk.appending(path: "in"), desk.appending(path: "out"), desk.appending(path: "err")
    )
    try Data(input.utf8).write(to: asked)
    try Data().write(to: printed)
    try Data().write(to: complained)
    let status = try spawn(
      ["/bin/bash", "-c", Self.preparation, "bash"] + command, streams: [asked.path, printed.path, complained.path])
    let output = String(decoding: try Data(contentsOf: printed), as: UTF8.self)
    let errors = String(decoding: try Data(contentsOf: complained), as: UTF8.self)
    try FileManager.default.removeItem(at: desk)
    guard status == 0 else { throw ProgramFailure("\(command) ended with \(status): \(errors)") }
    return output
  }

  /// What else is open in this process, the pipes of other programs say, would stay open as long as the server runs. And
  /// somebody without rights in the directory of the tests would be warned about it.
  private static let preparation = """
    for open in /proc/self/fd/*; do number=${open##*/}; [ "$number" -gt 2 ] && eval "exec $number>&-"; done
    cd / && exec "$@"
    """

  /// - Returns: the exit status, or the negative number of the signal that ended it.
  private static func spawn(_ command: [String], streams: [String]) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, path) in streams.enumerated() {
      posix_spawn_file_actions_addopen(&actions, Int32(number), path, number == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    let arguments = command.map { strdup($0) } + [nil]
    let variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    guard posix_spawn(&child, command[0], &actions, nil, arguments, variables) == 0 else {
      throw ProgramFailure("\(command[0]) cannot be run.")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw ProgramFailure("\(command) cannot be waited for.") }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
  }
}

/// A program could not be run, or failed.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
