/// What happens at a step, and how often.
struct FailpointRule: Hashable, Sendable {
  enum Moment: String, Hashable, Sendable {
    case before, after
  }

  enum Action: Hashable, Sendable {
    /// SIGKILL to itself.
    case kill
    /// SIGSTOP to itself; goes on at SIGCONT.
    case stop
    case exit
    case sleep(milliseconds: Int)
    /// The step fails: before it nothing is done, after it everything is.
    case fail
    /// Storage is busy; a calendar's quota is used up.
    case busy
    /// Nothing but the line on standard error.
    case say
  }

  /// `nil`: every change of a booking.
  let step: Step?
  let moment: Moment
  let action: Action
  /// The only time at which it strikes, counted from 1; `nil`: every time.
  let time: Int?
  /// Of a hundred.
  let percent: Int

  func concerns(_ step: Step, _ moment: Moment) -> Bool {
    guard moment == self.moment else { return false }
    guard let own = self.step else { return step.rawValue.hasPrefix(Step.everyAdvance + ".") }
    return step == own
  }
}

extension FailpointRule.Action {
  var word: String {
    switch self {
    case .kill: "kill"
    case .stop: "stop"
    case .exit: "exit"
    case .sleep(let milliseconds): "sleep\(milliseconds)"
    case .fail: "fail"
    case .busy: "busy"
    case .say: "say"
    }
  }

  static let descriptions: [(form: String, meaning: String)] = [
    ("kill", "SIGKILL to the process itself"),
    ("stop", "SIGSTOP to the process itself, until somebody sends SIGCONT"),
    ("exit", "the process exits with 70"),
    ("sleepN", "N milliseconds pass"),
    (
      "fail",
      "before: nothing is done, and the ledger is unavailable or the calendar unreachable; after: it is done, and the answer "
        + "is lost"
    ),
    ("busy", "the same, but the ledger is busy or the calendar's quota is used up"),
    ("say", "nothing but the line on standard error"),
  ]

  init?(_ text: Substring) {
    switch text {
    case "kill": self = .kill
    case "stop": self = .stop
    case "exit": self = .exit
    case "fail": self = .fail
    case "busy": self = .busy
    case "say": self = .say
    default:
      guard text.hasPrefix("sleep"), let number = Int(text.dropFirst("sleep".count)), number >= 0 else { return nil }
      self = .sleep(milliseconds: number)
    }
  }
}

extension FailpointRule {
  /// Reads `STEP:WHEN=ACTION#N%P;…`.
  static func read(_ text: String) throws(PlanFailure) -> [FailpointRule] {
    var rules: [FailpointRule] = []
    for part in text.split(separator: ";") {
      guard let rule = FailpointRule(part) else {
        throw PlanFailure(
          sentence: "FRONTDESK_FAILPOINTS: “\(part)” is no rule STEP:WHEN=ACTION; “frontdesk-faulty faults” lists them."
        )
      }
      rules.append(rule)
    }
    return rules
  }

  private init?(_ text: Substring) {
    let sides = text.split(separator: "=", maxSplits: 1)
    guard sides.count == 2 else { return nil }
    let place = sides[0].split(separator: ":")
    guard place.count == 2, let moment = Moment(rawValue: String(place[1])) else { return nil }
    if place[0] == Step.everyAdvance {
      step = nil
    } else {
      guard let step = Step(rawValue: String(place[0])) else { return nil }
      self.step = step
    }
    var action = sides[1]
    let percent = Self.cut("%", from: &action) ?? 100
    let time = Self.cut("#", from: &action) ?? 0
    guard let kind = Action(action), (0...100).contains(percent), time >= 0 else { return nil }
    self.moment = moment
    self.action = kind
    self.percent = percent
    self.time = time == 0 ? nil : time
  }

  /// The number after the sign at the end, cut off; `nil`: there is no sign; a number that cannot be read makes the rule
  /// wrong by being out of range.
  private static func cut(_ sign: Character, from text: inout Substring) -> Int? {
    guard let place = text.lastIndex(of: sign) else { return nil }
    let number = Int(text[text.index(after: place)...]) ?? -1
    text = text[..<place]
    return number
  }
}
