import Scheduling

/// I9: every authenticated call is answered inside its deadline, with a line that can be spoken.
struct AnswerCheck: Sendable {
  let casebook: Casebook

  /// A server that was killed or paused answers nobody for a while afterwards.
  static let afterwards = Duration.seconds(2)

  func violations() -> [Violation] {
    casebook.evidence.exchanges.compactMap { exchange in
      switch exchange.ending {
      case .abandoned: return nil
      case .broken(let why):
        return isDisturbed(exchange) ? nil : violation("was not answered: \(why)", exchange)
      case .answered(let reply):
        if reply.status != 200 { return violation("was answered with HTTP \(reply.status)", exchange) }
        if reply.line.isEmpty { return violation("got no line to be spoken", exchange) }
        let late = exchange.ended - exchange.sent - exchange.limit
        guard late > casebook.evidence.slack, !isDisturbed(exchange) else { return nil }
        return violation("was answered \(late.wholeMilliseconds) ms after its deadline", exchange)
      }
    }
  }

  func isDisturbed(_ exchange: Exchange) -> Bool {
    guard let own = casebook.disturbances[exchange.server] else { return false }
    // A server's disturbances do not overlap, so the last that began before the answer, or the one before it, is it.
    var (low, high) = (0, own.count)
    while low < high {
      let middle = (low + high) / 2
      if own[middle].from < exchange.ended { low = middle + 1 } else { high = middle }
    }
    return own[max(0, low - 2)..<low].contains { exchange.sent < $0.to + Self.afterwards }
  }

  private func violation(_ what: String, _ exchange: Exchange) -> Violation {
    Violation(
      "I9", "\(exchange.tool) \(what)", IntentStory(casebook.evidence.intents[exchange.intent], [exchange]).lines)
  }
}
