import Scheduling

/// Whether what was told once is still so.
struct ToldAnswers: Sendable {
  let ledger: any Ledger
  let clock: any Timekeeper

  func stands(_ answer: Answer, at desk: DeskKey, in context: CallContext) async throws(LedgerFailure) -> Bool {
    switch answer.kind {
    case .booked, .moved:
      guard let booking = try await booking(of: answer, at: desk) else { return false }
      return booking.state == .confirmed && Self.start(of: answer) == booking.period.start
    case .cancelled:
      guard let booking = try await booking(of: answer, at: desk), booking.state == .cancelling || booking.state.isFinal
      else { return false }
      return try await !hasOther(than: booking, at: desk, in: context)
    // Keeping anew what is kept does no harm, and the answer says until when.
    case .kept: return false
    case .noted, .offered, .nothing, .found, .taken, .held, .stay, .unreachable, .ask, .refused: return true
    }
  }

  /// Nobody guesses here: the code is the desk's own.
  private func booking(of answer: Answer, at desk: DeskKey) async throws(LedgerFailure) -> Booking? {
    guard let code = answer.facts["confirmationCode"]?.string,
      case .found(let booking) = try await ledger.lookUp(ConfirmationCode(code), at: desk, by: [], at: clock.now())
    else { return nil }
    return booking
  }

  private static func start(of answer: Answer) -> Instant? {
    guard let text = answer.facts["start"]?.string else { return nil }
    do throws(WrittenTimeError) {
      guard case .instant(let instant, _) = try WrittenTime(text) else { return nil }
      return instant
    } catch {
      return nil
    }
  }

  /// Whether the caller has something else that the same words may mean now.
  private func hasOther(
    than booking: Booking, at desk: DeskKey, in context: CallContext
  ) async throws(LedgerFailure) -> Bool {
    let caller = CallerIdentity(call: context.call, number: context.caller)
    return try await ledger.bookings(of: caller, at: desk, endingAfter: clock.now(), limit: BookingSearch.limit)
      .contains { $0.id != booking.id && $0.state.stands }
  }
}
