import Foundation
import Synchronization

/// Writes what happens in the demo so that a person can follow it, with the time that each answer took, and remembers what
/// was not as it should be.
final class Transcript: Sendable {
  private static let width = 100

  private let write: @Sendable (String) -> Void
  private let wrong = Mutex<[String]>([])

  init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// What was not as it should be, in order.
  var findings: [String] { wrong.withLock { $0 } }

  func title(_ text: String) {
    write("")
    write(text)
  }

  /// Something that was asked, and how long the answer took.
  func asked(_ text: String, took duration: Duration) {
    let time = Self.milliseconds(duration)
    let room = Self.width - 2 - time.count - 1
    let shown = text.count > room ? String(text.prefix(room - 1)) + "…" : text
    write("  " + shown.padding(toLength: room, withPad: " ", startingAt: 0) + " " + time)
  }

  /// What came back, broken into lines that fit.
  func answered(_ text: String) {
    var line = ""
    for word in text.split(separator: " ") {
      if line.count + word.count + 5 > Self.width {
        write("    " + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    write("    " + line)
  }

  func note(_ text: String) { write("  \(text)") }

  /// Holds, or is remembered as a finding.
  func expect(_ holds: Bool, _ what: String) {
    guard !holds else { return }
    wrong.withLock { $0.append(what) }
    write("    ✗ NOT AS IT SHOULD BE: \(what)")
  }

  static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return milliseconds < 10
      ? String(format: "%.1f ms", milliseconds) : "\(Int(milliseconds.rounded())) ms"
  }
}
