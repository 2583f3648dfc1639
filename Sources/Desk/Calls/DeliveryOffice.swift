import Crypto
import Logging
import Scheduling

/// Sees to it that one delivery has one effect and one answer, however many copies of it arrive, in whatever process.
struct DeliveryOffice: Sendable {
  /// Beyond the deadline, before another copy may begin the delivery anew: the worker may have been killed.
  static let leaseReserve = Duration.seconds(2)

  let ledger: any Ledger
  let clock: any Timekeeper
  let logger: Logger

  private var told: ToldAnswers { ToldAnswers(ledger: ledger, clock: clock) }

  /// Does the work for the first copy, gives its answer to every other.
  ///
  /// A final answer is repeated for ever, or where the platform gives no id, as long as it is true; any other is for those who
  /// waited for it, and a later copy tries anew.
  func once(
    _ call: ToolCall, at desk: DeskKey, in context: CallContext, by deadline: Deadline, _ writer: AnswerWriter,
    _ work: (Delivery?) async -> Answer
  ) async -> Answer {
    let tool = ToolName(written: call.name)?.rawValue ?? "unknown"
    let stay = writer.stay(tool: tool, wanted: nil, slot: nil)
    guard let first = Self.key(of: call, at: desk, in: context) else { return await work(nil) }
    var (key, repetition) = (first, 1)
    do throws(LedgerFailure) {
      while true {
        let now = clock.now()
        let lease = now + deadline.remaining(on: clock) + Self.leaseReserve
        switch try await ledger.open(key, fingerprint: Self.fingerprint(of: call), at: now, leaseUntil: lease) {
        case .begun(let ticket, let owed):
          let delivery = Delivery(key: key, ticket: ticket, owed: owed)
          let answer = await work(delivery)
          if let standing = delivery.standing { return standing }
          return try await ledger.close(key, ticket: ticket, with: answer, at: clock.now())
        case .answered(let answer):
          // The platform's own id says that it is the same delivery. The same words may be meant anew.
          guard call.id == nil, try await !told.stands(answer, at: desk, in: context) else { return answer }
          repetition += 1
          key = DeliveryKey(
            desk: desk, call: first.call, toolCall: ToolCallID("\(first.toolCall):\(repetition)").storable)
        case .mismatched:
          return Answer(.refused, "This tool call id was used before with other arguments. Call the tool again.")
        case .inFlight:
          if let answer = try await wait(for: key, by: deadline) { return answer }
          if deadline.hasPassed(on: clock) || Task.isCancelled { return stay }
        }
      }
    } catch {
      // Whatever was done is on disk or is taken up by the settler; what the caller is told promises nothing.
      logger.error(
        "a delivery was not kept", metadata: ["desk": "\(desk)", "tool": "\(tool)", "error": "\(error)"])
      return switch error {
      case .lost: writer.outOfOrder
      case .closed: writer.closed
      case .busy, .unavailable, .unknown, .corrupt: stay
      }
    }
  }

  /// `nil` when the other copy's lease has run out, or the deadline came.
  private func wait(for key: DeliveryKey, by deadline: Deadline) async throws(LedgerFailure) -> Answer? {
    var pause = Duration.milliseconds(10)
    while !deadline.hasPassed(on: clock) {
      do { try await clock.sleep(for: min(pause, deadline.remaining(on: clock))) } catch { return nil }
      switch try await ledger.progress(of: key, at: clock.now()) {
      case .answered(let answer): return answer
      case .idle: return nil
      case .inFlight: pause = min(pause * 2, .milliseconds(160))
      }
    }
    return nil
  }

  /// The platform's ids; where it gives no tool call id, a digest of the caller, the name and the arguments. `nil` where
  /// nothing tells one caller's delivery from another's: then none is taken for a repetition.
  static func key(of call: ToolCall, at desk: DeskKey, in context: CallContext) -> DeliveryKey? {
    if call.id == nil, context.call == nil, context.caller == nil { return nil }
    let caller = context.call == nil ? context.caller?.rawValue ?? "" : ""
    let digest = SHA256.hash(data: Array("\(caller)\n\(fingerprint(of: call).hexadecimal)".utf8)).hexadecimal
    let id = call.id ?? ToolCallID("digest:" + digest)
    return DeliveryKey(desk: desk, call: context.call, toolCall: id.storable)
  }

  static func fingerprint(of call: ToolCall) -> Fingerprint {
    let arguments =
      switch call.arguments {
      case .object(let value): value.text
      case .unreadable(let why): why
      }
    let digest = SHA256.hash(data: Array("\(call.name)\n\(arguments)".utf8))
    return Fingerprint(hexadecimal: digest.hexadecimal)
  }
}
