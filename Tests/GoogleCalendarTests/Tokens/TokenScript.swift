import Synchronization

@testable import GoogleCalendar

/// A token endpoint that does as a test says, and numbers the tokens it gives out: `access-1`, `access-2`, …
final class TokenScript: Sendable {
  enum Mode: Sendable {
    case grant
    /// Each answer has a new refresh token, and only the newest is accepted.
    case rotate
    /// The same, but the one before the newest is accepted too: its holder may have died before it kept the newest.
    case rotateForgivingly
    case fail(Int, String)
    case silence
    /// That many silent ones, then tokens.
    case silentFirst(Int)

    static let serverError = Mode.fail(500, #"{"error":"internal_failure"}"#)
    static let revoked = Mode.fail(
      400, #"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#)
    static let wrongSecret = Mode.fail(401, #"{"error":"invalid_client","error_description":"Unauthorized"}"#)
  }

  private struct State {
    var mode: Mode
    var given = 0
    var asked: [String] = []
  }

  private let state: Mutex<State>
  private let lifetime: String

  /// - Parameter lifetime: the JSON of `expires_in`.
  init(_ mode: Mode = .grant, lifetime: String = "3599") {
    state = Mutex(State(mode: mode))
    self.lifetime = lifetime
  }

  /// The refresh tokens (or assertions) that were sent, in order.
  var asked: [String] { state.withLock { $0.asked } }

  func turn(to mode: Mode) { state.withLock { $0.mode = mode } }

  func answer(_ seen: ScriptedServer.Seen) -> ScriptedServer.Reply {
    let form = FormFields(parsing: seen.body)
    let sent = form["refresh_token"] ?? form["assertion"] ?? ""
    return state.withLock { state in
      state.asked.append(sent)
      switch state.mode {
      case .fail(let status, let body): return .answer(status, body)
      case .silence: return .silence
      case .silentFirst(let count) where state.asked.count <= count: return .silence
      case .grant, .silentFirst:
        state.given += 1
        return .answer(
          200, #"{"access_token":"access-\#(state.given)","expires_in":\#(lifetime),"token_type":"Bearer"}"#)
      case .rotate, .rotateForgivingly:
        var accepted = ["refresh-\(state.given)"]
        if case .rotateForgivingly = state.mode { accepted.append("refresh-\(state.given - 1)") }
        guard accepted.contains(sent) else { return .answer(400, #"{"error":"invalid_grant"}"#) }
        state.given += 1
        let tokens = #""access_token":"access-\#(state.given)","refresh_token":"refresh-\#(state.given)""#
        return .answer(200, "{\(tokens),\"expires_in\":\(lifetime)}")
      }
    }
  }
}

/// A bench and a scripted token endpoint for it.
func withTokenEndpoint(
  _ script: TokenScript, _ test: (TokenBench, String) async throws -> Void
) async throws {
  try await withServer(script.answer) { server in
    try await TokenBench.run { bench in try await test(bench, server.url) }
  }
}
