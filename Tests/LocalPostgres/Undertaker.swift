import Foundation

/// Sees to it that a server ends with the process that started it, however that ends: a shell waits on a pipe whose other
/// end only this process has, and ends the server and removes its directory when the pipe closes.
final class Undertaker: Sendable {
  private let lifeline: Int32
  private let shell: pid_t

  /// - Parameters:
  ///   - task: What the shell starts; in the shell's words, with the directory as `$0` and that of PostgreSQL's programs as `$1`.
  ///   - ending: What it does when the pipe closes; likewise.
  init(of directory: String, _ installation: Installation, task: String? = nil, ending: String) throws {
    let script = """
      trap '' INT TERM HUP
      \(task ?? "")
      cat > /dev/null
      \(ending) > /dev/null 2>&1
      rm -rf "$0"
      """
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    let pipe = try Program.Pipe()
    shell = try Program.start(
      installation.prefix + ["sh", "-c", script, directory, installation.programs], input: pipe.reading,
      output: nowhere, errors: nowhere)
    close(pipe.reading)
    close(nowhere)
    lifeline = pipe.writing
  }

  /// Returns when the server has ended and its directory is gone.
  func bury() {
    close(lifeline)
    Program.wait(for: shell)
  }
}
