import Desk
import FrontdeskServer
import Synchronization

/// A desk that answers as it is told and remembers what it was asked.
final class StandInReception: Reception {
  struct Seen: Sendable {
    var calls: [ToolCall] = []
    var contexts: [CallContext] = []
    var desks: [DeskKey] = []
    var began: [DeskKey] = []
    var living: [DeskKey] = []
    var ended: [DeskKey] = []
  }

  typealias Script = @Sendable (ToolCall) async -> Answer
  /// Whether storage takes the end of a call.
  typealias Storing = @Sendable () async -> Bool

  private let seen = Mutex(Seen())
  private let script: Script
  private let storing: Storing

  init(
    _ script: @escaping Script = { Answer(.offered, "Answer to \($0.name).", facts: ["busySlots": [], "slot": "A1"]) },
    storing: @escaping Storing = { true }
  ) {
    self.script = script
    self.storing = storing
  }

  var now: Seen { seen.withLock { $0 } }

  func answer(_ calls: [ToolCall], at desk: DeskProfile, in context: CallContext) async -> [Answer] {
    seen.withLock {
      $0.calls += calls
      $0.contexts.append(context)
      $0.desks.append(desk.key)
    }
    var answers: [Answer] = []
    for call in calls { answers.append(await script(call)) }
    return answers
  }

  func callBegan(_ context: CallContext, at desk: DeskProfile) async { seen.withLock { $0.began.append(desk.key) } }
  func callLives(_ context: CallContext, at desk: DeskProfile) async { seen.withLock { $0.living.append(desk.key) } }

  func callEnded(_ context: CallContext, at desk: DeskProfile) async -> Bool {
    guard await storing() else { return false }
    seen.withLock { $0.ended.append(desk.key) }
    return true
  }
}
