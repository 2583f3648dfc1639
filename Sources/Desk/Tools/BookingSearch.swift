import Logging
import Scheduling

/// Which booking a tool call is about: one of the caller's own, or one whose confirmation code they know. Never anybody
/// else's, whatever the model sends (promise P6).
struct BookingSearch: Sendable {
  /// A caller's bookings that are looked at.
  static let limit = 20

  let ledger: any Ledger
  let clock: any Timekeeper
  let notices: NoticeWriter
  let raising: NoticeRaising
  let logger: Logger

  enum Sought: Sendable {
    case found(Booking)
    /// What is to be said instead.
    case not(Answer)
  }

  /// The one booking that is meant: by its code, by its id, or because the caller has no other.
  func one(_ request: ToolRequest) async throws(LedgerFailure) -> Sought {
    if let named = try await named(request) { return named }
    let own = Self.topical(try await own(request))
    guard let only = own.first else { return .not(try await none(.missingCode, request)) }
    return own.count == 1 ? .found(only) : .not(request.writer.ask(.whichBooking(own.map(request.writer.label))))
  }

  /// The booking that the arguments name; `nil` when they name none.
  func named(_ request: ToolRequest) async throws(LedgerFailure) -> Sought? {
    let (code, name) = (request.arguments.text("confirmationCode"), request.arguments.text("booking"))
    guard let written = code ?? name else { return nil }
    let read = SpokenCode.read(written)
    let own = try await own(request)
    if let booking = own.first(where: { $0.isNamed(written) || $0.code != nil && $0.code == read }) {
      return .found(booking)
    }
    guard let read else {
      return .not(code == nil ? try await none(.unknownBooking, request) : request.writer.ask(.unreadableCode))
    }
    switch try await ledger.lookUp(
      read, at: request.desk.key, by: Self.guessers(request.context), at: clock.now())
    {
    case .found(let booking): return .found(booking)
    case .unknown: return .not(try await none(.unknownCode, request))
    case .tooManyMistakes(let guesser):
      if guesser == Self.everybody { await tellOwner(request) }
      return .not(request.writer.tooManyCodes)
    }
  }

  /// No booking is known: what to ask then, but never of an older copy of the ledger, which may lack the very one.
  func none(_ question: Question, _ request: ToolRequest) async throws(LedgerFailure) -> Answer {
    try await ledger.condition().closedBecause == nil ? request.writer.ask(question) : request.writer.unseen
  }

  /// The desk's limit stops callers whose codes are right too: the owner is to know, once a day.
  private func tellOwner(_ request: ToolRequest) async {
    do throws(LedgerFailure) {
      try await raising.raise(
        notices.guessing(
          at: request.desk.key, mistakes: Self.everybody.mistakesAnHour,
          on: request.zone.civilTime(at: request.now).date, at: clock.now()))
    } catch {
      // The next caller who is refused raises it.
      logger.error("guessing was not noted", metadata: ["desk": "\(request.desk.key)", "error": "\(error)"])
    }
  }

  /// What the caller has booked or asked for and is not over, by the platform's word alone.
  func own(_ request: ToolRequest) async throws(LedgerFailure) -> [Booking] {
    let caller = CallerIdentity(call: request.context.call, number: request.context.caller)
    guard caller.call != nil || caller.number != nil else { return [] }
    return try await ledger.bookings(
      of: caller, at: request.desk.key, endingAfter: request.now, limit: Self.limit
    ).filter { !$0.isOnlyKept }
  }

  /// Those that are still on; only where there are none, those that were called off.
  static func topical(_ bookings: [Booking]) -> [Booking] {
    let active = bookings.filter { $0.state.stands || $0.state == .held || $0.state == .inserted }
    return active.isEmpty ? bookings.filter { $0.state == .cancelling || $0.state == .cancelled } : active
  }

  /// All callers of a desk together.
  static let everybody = Guesser(name: "desk", mistakesAnHour: 100)

  /// Whose wrong codes are counted: nobody guesses for long, by whatever calls, and a desk is not searched through.
  static func guessers(_ context: CallContext) -> [Guesser] {
    [
      everybody, context.call.map { Guesser(name: "call:\($0)", mistakesAnHour: 5) },
      context.caller.map { Guesser(name: "number:\($0.rawValue)", mistakesAnHour: 5) },
    ].compactMap(\.self)
  }
}

extension Booking {
  fileprivate func isNamed(_ text: String) -> Bool { id.rawValue == text || event?.event.rawValue == text }
}
