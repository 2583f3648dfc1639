import Scheduling
import Synchronization

/// Collects, from all callers at once, what they wanted and what they were told.
final class Transcript: Sendable {
  private struct State {
    var intents: [Intent] = []
    var exchanges: [Exchange] = []
    var edits: [OwnerEdit] = []
    var hangUps: [String: Instant] = [:]
  }

  private let state = Mutex(State())

  /// A new intent, numbered.
  func begin(
    _ kind: Intent.Kind, caller: String, email: String? = nil, place: Place? = nil, service: String = "",
    code: String? = nil
  ) -> Intent {
    state.withLock { state in
      let intent = Intent(
        id: state.intents.count, kind: kind, caller: caller, email: email, place: place, service: service, code: code)
      state.intents.append(intent)
      return intent
    }
  }

  func note(_ make: (_ number: Int) -> Exchange) -> Exchange {
    state.withLock { state in
      let exchange = make(state.exchanges.count)
      state.exchanges.append(exchange)
      return exchange
    }
  }

  func note(_ edit: OwnerEdit) { state.withLock { $0.edits.append(edit) } }

  func noteEnd(of call: String, at instant: Instant) { state.withLock { $0.hangUps[call] = instant } }

  /// Everything so far.
  func copy(to evidence: inout Evidence) {
    let state = state.withLock { $0 }
    evidence.intents = state.intents
    evidence.exchanges = state.exchanges
    evidence.edits = state.edits
    evidence.hangUps = state.hangUps
  }

  /// The answers after that number, for figures while the run goes on.
  func exchanges(after number: Int) -> ArraySlice<Exchange> { state.withLock { $0.exchanges[number...] } }
}
