import Scheduling

/// What became of one wish, as its caller heard it.
struct IntentStory: Sendable {
  let intent: Intent
  /// By the time at which they ended.
  let exchanges: [Exchange]

  init(_ intent: Intent, _ exchanges: [Exchange]) {
    self.intent = intent
    self.exchanges = exchanges.sorted { $0.ended < $1.ended }
  }

  private static let successes: [Intent.Kind: Set<String>] = [
    .book: ["booked"], .move: ["moved", "booked"], .cancel: ["cancelled"],
  ]
  /// Answers after which the desk may still do what was wished.
  private static let uncertain: Set<String> = ["stay", "held", ""]

  /// The answers that say it is done, the first one first.
  var successes: [(exchange: Exchange, reply: Reply)] {
    let words = Self.successes[intent.kind] ?? []
    return exchanges.compactMap { exchange in
      guard let reply = exchange.reply, words.contains(reply.outcome) else { return nil }
      return (exchange, reply)
    }
  }

  var hasSucceeded: Bool { !successes.isEmpty }

  /// Whether anything was sent that nobody knows the end of.
  var mayHaveHappened: Bool {
    exchanges.contains { exchange in exchange.outcome.map(Self.uncertain.contains) ?? true }
  }

  /// Whether a connection broke, so that an answer may have been given that nobody heard.
  var hasLostAnswers: Bool { exchanges.contains { $0.reply == nil } }

  var wasPromised: Bool { exchanges.contains { $0.outcome == "held" } }

  /// When it was asked for first.
  var began: Instant? { exchanges.map(\.sent).min() }

  /// One line for each exchange, as evidence.
  var lines: [String] {
    exchanges.map { exchange in
      let what =
        switch exchange.ending {
        case .answered(let reply): "\(reply.outcome): \(reply.line)"
        case .broken(let why): "no answer: \(why)"
        case .abandoned: "the caller closed the socket"
        }
      return "\(exchange.sent.clock)–\(exchange.ended.clock) server \(exchange.server) \(exchange.tool) "
        + "[\(exchange.call) \(exchange.delivery)] → \(what)"
    }
  }
}

extension Instant {
  /// Hours to milliseconds, as logs have it.
  var clock: String { String(rfc3339().dropFirst(11).dropLast()) }
}

extension Interval {
  var words: String { "\(start.rfc3339())–\(end.rfc3339().dropFirst(11))" }
}
