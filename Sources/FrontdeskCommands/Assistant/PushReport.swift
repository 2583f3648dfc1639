import Vapi

/// What `push` and `diff` say of each step. Nothing is said of what stays as it is.
enum PushReport {
  static func planned(_ step: PushStep) -> [String] {
    switch step.deed {
    case .leave: []
    case .create: ["\(step.subject): would be made"]
    case .update: ["\(step.subject): would be changed"] + changes(step)
    }
  }

  static func done(_ step: PushStep) -> [String] {
    switch step.deed {
    case .leave: []
    case .create: ["\(step.subject): made"]
    case .update: ["\(step.subject): changed"] + changes(step)
    }
  }

  private static func changes(_ step: PushStep) -> [String] { step.changes.flatMap(\.lines).map { "  " + $0 } }
}
