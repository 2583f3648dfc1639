import Foundation

/// Sees to it that a server ends with the process that started it, however that ends: a shell waits on a pipe whose other
/// end only this process has, and ends the server and removes its directory when the pipe closes.
final class Undertaker: Sendable {
  private let lifeline: FileHandle

  /// - Parameters:
  ///   - task: What the shell starts; in the shell's words, with the directory as `$0` and that of PostgreSQL's programs as `$1`.
  ///   - ending: What it does when the pipe closes; likewise.
  init(of directory: String, _ installation: Installation, task: String? = nil, ending: String) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw ProgramFailure("There is no pipe to be had.")
    }
    let script = """
      trap '' INT TERM HUP
      \(task ?? "")
      cat > /dev/null
      \(ending) > /dev/null 2>&1
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
    do { try lifeline.close() } catch { print("A test's server may be left behind: \(error)") }
  }
}
