import Foundation

/// Sees to it that a server ends with the process that started it, however that ends: a shell waits on a pipe whose other
/// end only this process has, and stops the server and removes its directory when the pipe closes.
final class Undertaker: Sendable {
  private let lifeline: FileHandle

  init(of directory: String, _ installation: Installation) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw ProgramFailure("There is no pipe to be had.")
    }
    let script = """
      trap '' INT TERM HUP
      cat > /dev/null
      "$1/pg_ctl" stop --silent --wait -D "$0/data" -m immediate > /dev/null 2>&1
      rm -rf "$0"
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = installation.prefix + ["sh", "-c", script, directory, installation.programs]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    lifeline = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
  }

  /// Closes the pipe. The shell does the rest by itself.
  func bury() {
    do { try lifeline.close() } catch { print("A test's PostgreSQL may be left behind: \(error)") }
  }
}
