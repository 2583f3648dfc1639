import Foundation

/// What the kernel says of a process in `/proc/PID/stat`.
enum ProcessState {
  /// The letter of its state, as `T` where a signal has stopped it; `nil`: there is no such process any more, though it may
  /// have been there when the file was opened (ESRCH).
  static func letter(in file: FileHandle) -> Character? {
    do {
      // The name of the program, in parentheses, may hold anything.
      let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
      return text.split(separator: ")").last?.split(separator: " ").first?.first
    } catch {
      return nil
    }
  }
}
