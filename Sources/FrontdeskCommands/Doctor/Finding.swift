import Desk

/// One line of what the doctor says.
struct Finding: Hashable, Sendable {
  enum Verdict: String, Sendable {
    case good = "ok"
    /// Works, or will; somebody should look at it.
    case doubtful = "warning"
    /// Does not work until somebody does something.
    case bad = "error"

    var sign: String {
      switch self {
      case .good: "✓"
      case .doubtful: "!"
      case .bad: "✗"
      }
    }
  }

  let verdict: Verdict
  /// What was looked at: a setting's name, "database", an account.
  let subject: String
  /// What was found and, unless it is good, what to do. Holds no secret.
  let text: String

  init(_ verdict: Verdict, _ subject: String, _ text: String) {
    self.verdict = verdict
    self.subject = subject
    self.text = text
  }

  var line: String { "\(verdict.sign) \(subject): \(text)" }

  var json: JSONValue {
    ["state": .string(verdict.rawValue), "subject": .string(subject), "text": .string(text)]
  }
}
