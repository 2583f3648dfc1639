import Desk
import Scheduling
import Synchronization

/// Forgotten idempotency: every copy of a delivery is worked on as if it were the first, and a hold is compared with no
/// other hold of its call or its caller.
struct ForgetfulLedger: LedgerInFront {
  let behind: any Ledger
  private let aliases = Aliases()

  init(behind: any Ledger) { self.behind = behind }

  func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    let alias = DeliveryKey(
      desk: delivery.desk, call: delivery.call,
      toolCall: ToolCallID("\(delivery.toolCall)#\(Randomness.system.hexadecimal(bytes: 8))"))
    let opening = try await behind.open(alias, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil)
    guard case .begun(let ticket, let owed) = opening else { return opening }
    return .begun(aliases.note(alias, ticket), owed: owed)
  }

  func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    guard let (alias, own) = aliases[ticket] else { return answer }
    return try await behind.close(alias, ticket: own, with: answer, at: now)
  }

  func raise(_ notice: Notice, closing: DeliveryClosing?, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await behind.raise(notice, closing: translated(closing), at: now)
  }

  /// The call and the caller are written afterwards, for everything else that asks for them.
  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    let outcome = try await behind.hold(booking.asked(in: nil, by: nil), at: now)
    guard case .held(let held, let gone) = outcome else { return outcome }
    let named = try await behind.restore(held.asked(in: booking.call, by: booking.caller), raising: nil, at: now)
    return .held(named, insteadOf: gone)
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    let translated: BookingChange =
      switch change {
      case .confirmed(let code, let closing, let unheard):
        .confirmed(code: code, closing: self.translated(closing), unheard: unheard)
      case .moved(let event, let closing, let unheard):
        .moved(event, closing: self.translated(closing), unheard: unheard)
      case .cancelling(let lease, let closing): .cancelling(leaseUntil: lease, closing: self.translated(closing))
      default: change
      }
    return try await behind.advance(booking, epoch: epoch, by: translated, at: now)
  }

  private func translated(_ closing: DeliveryClosing?) -> DeliveryClosing? {
    guard let closing, let (alias, own) = aliases[closing.ticket] else { return nil }
    return DeliveryClosing(delivery: alias, ticket: own, answer: closing.answer)
  }
}

/// The names under which deliveries were opened, by tickets of our own.
private final class Aliases: Sendable {
  typealias Opened = (delivery: DeliveryKey, ticket: DeliveryTicket)

  private static let limit = 20_000

  private let state = Mutex((next: 1, opened: [Int: Opened]()))

  func note(_ delivery: DeliveryKey, _ ticket: DeliveryTicket) -> DeliveryTicket {
    state.withLock { state in
      if state.opened.count >= Self.limit { state.opened = [:] }
      let number = state.next
      state.next += 1
      state.opened[number] = (delivery, ticket)
      return DeliveryTicket(number)
    }
  }

  subscript(_ ticket: DeliveryTicket) -> Opened? { state.withLock { $0.opened[ticket.number] } }
}

extension Booking {
  fileprivate func asked(in call: CallID?, by caller: PhoneNumber?) -> Booking {
    Booking(
      id: id, desk: desk, offering: offering, host: host, period: period, claims: claims, attempt: attempt,
      revision: revision, others: others, details: details, call: call, caller: caller, createdAt: createdAt,
      state: state, epoch: epoch, leaseUntil: leaseUntil, isOnlyKept: isOnlyKept, isClear: isClear,
      promised: promised, owesReport: owesReport, announced: announced, event: event, code: code, move: move,
      left: left)
  }
}
