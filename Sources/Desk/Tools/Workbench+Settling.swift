import Scheduling

/// How a booking that is under way is waited for, taken over, left, and told of.
extension Workbench {
  enum Attended: Sendable {
    /// As the asker wants it; `nil`: it is no more.
    case ready(Booking?)
    /// Its last worker had left it: run by this one, as it was taken over.
    case ran(Booking, BookingMachine.Ending)
    /// Somebody is at work on it, and time is up.
    case busy
  }

  /// Waits until the booking is ready, or takes it over once its worker's lease has run out.
  func attend(
    _ booking: Booking, _ request: ToolRequest, until isReady: (Booking) -> Bool,
    job: (Booking) -> BookingRunner.Job
  ) async throws(LedgerFailure) -> Attended {
    var booking = booking
    var pause = Duration.milliseconds(20)
    let limit = limit(request)
    while !isReady(booking) {
      guard !limit.hasPassed(on: clock) else { return .busy }
      if let ours = try await ledger.takeOver(booking.id, at: clock.now(), leaseUntil: lease(request)) {
        return .ran(ours, await run(ours, job(ours)))
      }
      do { try await clock.sleep(for: min(pause, limit.remaining(on: clock))) } catch { return .busy }
      guard let current = try await ledger.booking(booking.id) else { return .ready(nil) }
      booking = current
      pause = min(pause * 2, .milliseconds(160))
    }
    return .ready(booking)
  }

  /// Not settled within the deadline: promised if the caller can be told later, else left for the same call to ask again.
  /// Either way the call is to hear the outcome.
  ///
  /// - Returns: the booking, if a promise was made.
  func leaveOpen(_ booking: Booking, _ request: ToolRequest) async throws(LedgerFailure) -> Booking? {
    // Where another worker has it, what is promised now is theirs to say.
    guard let current = try await ledger.booking(booking.id), current.epoch == booking.epoch else { return nil }
    var promised: Booking?
    if await calendars.canTell(current), try await mayPromise(current, request) {
      let outcome = try await ledger.advance(current.id, epoch: current.epoch, by: .promised, at: clock.now())
      if case .advanced(let booking, _) = outcome { promised = booking }
    }
    if let call = request.context.call {
      _ = try await ledger.advance(current.id, epoch: current.epoch, by: .owing(call), at: clock.now())
    }
    try await release(current)
    return promised
  }

  /// The booking is anybody's to go on with.
  func release(_ booking: Booking) async throws(LedgerFailure) {
    let now = clock.now()
    _ = try await ledger.advance(booking.id, epoch: booking.epoch, by: .leased(until: now), at: now)
  }

  /// Not to a caller who has gone, where the desk would rather withdraw.
  private func mayPromise(_ booking: Booking, _ request: ToolRequest) async throws(LedgerFailure) -> Bool {
    guard let call = booking.asker, request.desk.hangUp == .withdraw else { return true }
    return try await !ledger.hasEnded(call, of: booking.desk)
  }

  /// Asked when the caller has hung up before the booking or its move was confirmed: whether they will hear of it all the same.
  func isWanted(under policy: HangUpPolicy) -> @Sendable (Booking) async -> Bool {
    { HangUpRule(policy: policy).finishes(canTell: await calendars.canTell($0)) }
  }

  /// Times that were kept for the call are not wanted as they are: another length is, or another time in their way.
  ///
  /// - Returns: whether all of them are free again; those that are not will be.
  func giveBack(_ kept: [Booking], _ request: ToolRequest) async throws(LedgerFailure) -> Bool {
    var isFree = true
    for booking in kept { isFree = try await giveBack(booking, request) && isFree }
    return isFree
  }

  private func giveBack(_ kept: Booking, _ request: ToolRequest) async throws(LedgerFailure) -> Bool {
    let isUnsent = kept.state == .kept
    let outcome = try await ledger.advance(
      kept.id, epoch: kept.epoch, by: isUnsent ? .released : .withdrawing, at: clock.now())
    // Where somebody was quicker, the hold that follows finds out what stands there now.
    guard !isUnsent, case .advanced(let withdrawing, _) = outcome else { return true }
    let ending = await run(
      withdrawing,
      BookingRunner.Job(purpose: .withdraw, isFresh: false, zone: request.zone.id, deadline: limit(request)))
    guard case .withdrawn = ending, try await ledger.booking(kept.id)?.state.isFinal != false else {
      try await release(withdrawing)
      return false
    }
    return true
  }
}
