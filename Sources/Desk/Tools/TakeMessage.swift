import Crypto
import Scheduling

/// `take_message`: stores what a caller wants the business to know. Needs no calendar, and works while no bookings are made.
struct TakeMessage: Sendable {
  /// Characters of a message that are kept.
  static let longest = 1000

  let bench: Workbench

  /// - Parameter delivery: closed together with the message.
  func answer(_ request: ToolRequest, delivery: DeliveryOffice.Delivery?) async -> Answer {
    guard let text = request.arguments.text("message", limit: Self.longest) else {
      return request.writer.ask(.missingMessage)
    }
    let name: String?
    do throws(Asking) { name = try request.arguments.name("name") } catch { return request.writer.ask(error.question) }
    let phone = request.arguments.text("phone", limit: 300).flatMap { number(in: $0, request) }
    let reply = request.writer.noted(canCallBack: phone != nil || request.context.caller != nil)
    let notice = Notice(
      id: NoticeID(bench.randomness.hexadecimal(bytes: 16)), desk: request.desk.key, kind: .message,
      key: key(of: [text, name ?? "", phone?.rawValue ?? ""], request, delivery), raisedAt: bench.clock.now(),
      text: text, name: name, phone: phone ?? request.context.caller)
    do throws(LedgerFailure) {
      try await bench.ledger.raise(
        notice,
        closing: delivery?.closing(with: reply),
        at: bench.clock.now())
      return reply
    } catch {
      return bench.failed(error, request, else: request.writer.notNoted)
    }
  }

  /// A message is not held up by its number: what is no whole number of the region is stored as its digits.
  private func number(in text: String, _ request: ToolRequest) -> PhoneNumber? {
    switch PhoneReader(region: request.desk.region, caller: request.context.caller).read(text) {
    case .absent: nil
    case .present(let number): number
    case .unreadable: PhoneNumber(SpokenDigits(text).digits)
    }
  }

  /// The same words of the same call are one message, however often and under whatever id they come.
  private func key(of words: [String], _ request: ToolRequest, _ delivery: DeliveryOffice.Delivery?) -> String {
    let source =
      request.context.call?.rawValue ?? delivery?.key.toolCall.rawValue
      ?? bench.randomness.hexadecimal(bytes: 16)
    let digest = SHA256.hash(data: Array(([source] + words).joined(separator: "\u{0}").utf8))
    return "message:\(digest.hexadecimal)"
  }
}
