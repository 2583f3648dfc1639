import Desk
import Testing

@testable import FrontdeskCommands

/// What a test waits for did not come.
struct WaitedInVain: Error, CustomStringConvertible {
  let description: String
}

/// Asks again and again until there is a value; throws with `what` and `otherwise` when that takes too long.
func eventually<Value>(
  _ what: String, within patience: Duration = .seconds(30), otherwise: () -> String = { "" },
  _ ask: () async throws -> Value?
) async throws -> Value {
  let clock = SystemClock()
  let deadline = Deadline(in: patience, on: clock)
  while true {
    if let value = try await ask() { return value }
    guard !deadline.hasPassed(on: clock) else { throw WaitedInVain(description: "\(what)\n\(otherwise())") }
    try await clock.sleep(for: .milliseconds(20))
  }
}
