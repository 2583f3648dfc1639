import Desk
import Foundation
import Synchronization

/// Counts how often each step is reached, and does what the rules say.
final class Failpoints: Sendable {
  private let rules: [FailpointRule]
  private let state: Mutex<(reached: [Int], chance: SplitMix64)>

  /// What a rule wants of the step itself.
  enum Blow: Hashable, Sendable {
    case fail, busy
  }

  init(_ rules: [FailpointRule], seed: UInt64) {
    self.rules = rules
    state = Mutex((Array(repeating: 0, count: rules.count), SplitMix64(state: seed)))
  }

  /// The program has come to that point.
  func reach(_ step: Step, _ moment: FailpointRule.Moment) async -> Blow? {
    for rule in striking(step, moment) {
      FileHandle.standardError.write(
        Data("failpoint \(step.rawValue):\(moment.rawValue) \(rule.action.word)\n".utf8))
      switch rule.action {
      case .kill: kill(getpid(), SIGKILL)
      case .stop: kill(getpid(), SIGSTOP)
      case .exit: exit(70)
      case .sleep(let milliseconds):
        do {
          try await Task.sleep(for: .milliseconds(milliseconds))
        } catch {
          // Whoever waited has gone; the step goes on at once.
        }
      case .fail: return .fail
      case .busy: return .busy
      case .say: break
      }
    }
    return nil
  }

  private func striking(_ step: Step, _ moment: FailpointRule.Moment) -> [FailpointRule] {
    guard !rules.isEmpty else { return [] }
    return state.withLock { state in
      rules.indices.compactMap { index in
        let rule = rules[index]
        guard rule.concerns(step, moment) else { return nil }
        state.reached[index] += 1
        if let time = rule.time, time != state.reached[index] { return nil }
        if rule.percent < 100, state.chance.next() % 100 >= UInt64(rule.percent) { return nil }
        return rule
      }
    }
  }
}

/// Numbers that look random and repeat from the same beginning (Steele, Lea and Flood 2014, SplitMix).
struct SplitMix64: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
