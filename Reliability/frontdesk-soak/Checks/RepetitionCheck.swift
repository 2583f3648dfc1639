/// I7 and I8: the same delivery gets the same bytes once it is settled, and one wish makes one booking.
struct RepetitionCheck: Sendable {
  let casebook: Casebook

  private static let final: Set<String> = ["booked", "moved", "cancelled"]

  func violations() -> [Violation] { deliveries() + wishes() }

  private func deliveries() -> [Violation] {
    struct Key: Hashable {
      let call: String
      let delivery: String
    }
    let answered = casebook.evidence.exchanges.filter { $0.outcome.map(Self.final.contains) ?? false }
    return Dictionary(grouping: answered) { Key(call: $0.call, delivery: $0.delivery) }.values.compactMap { copies in
      guard let first = copies.first, copies.contains(where: { $0.reply?.body != first.reply?.body }) else {
        return nil
      }
      return Violation(
        "I8", "one delivery got different answers", casebook.stories[first.intent].lines)
    }
  }

  private func wishes() -> [Violation] {
    casebook.stories.compactMap { story in
      guard story.intent.kind == .book else { return nil }
      let codes = Set(story.successes.compactMap { $0.reply.booking?.code })
      let wrong = story.exchanges.contains { exchange in
        // Its own booking is no reason to refuse a wish.
        exchange.outcome == "taken" && story.successes.contains { $0.exchange.ended < exchange.sent }
      }
      if codes.count > 1 { return Violation("I8", "one wish made \(codes.count) bookings", story.lines) }
      return wrong ? Violation("I8", "a wish that was booked was refused when it was repeated", story.lines) : nil
    }
  }
}
