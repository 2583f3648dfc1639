import Scheduling

/// I9: every authenticated call is answered inside its deadline, with a line that can be spoken.
struct AnswerCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    casebook.evidence.exchanges.compactMap { exchange in
      switch exchange.ending {
      case .abandoned: return nil
      case .broken(let why):
        return casebook.isDisturbed(exchange) ? nil : violation("was not answered: \(why)", exchange)
      case .answered(let reply):
        if reply.status != 200 { return violation("was answered with HTTP \(reply.status)", exchange) }
        if reply.line.isEmpty { return violation("got no line to be spoken", exchange) }
        let late = exchange.ended - exchange.sent - exchange.limit
        guard late > casebook.evidence.slack, !casebook.isDisturbed(exchange) else { return nil }
        return violation("was answered \(late.wholeMilliseconds) ms after its deadline", exchange)
      }
    }
  }

  private func violation(_ what: String, _ exchange: Exchange) -> Violation {
    Violation(
      "I9", "\(exchange.tool) \(what)", IntentStory(casebook.evidence.intents[exchange.intent], [exchange]).lines)
  }
}
