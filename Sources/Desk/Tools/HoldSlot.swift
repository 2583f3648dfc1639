import Scheduling

/// `hold_slot`: keeps a time for the call while the assistant still asks for a name (DESIGN section 4, *Holds before
/// booking*). Other calls are not offered it, and storage refuses it to them.
struct HoldSlot: Sendable {
  let bench: Workbench
  /// Given what was kept, where the desk wants its event placed meanwhile.
  let preparations: Preparations

  func answer(_ request: ToolRequest) async -> Answer {
    let wish: BookingWish
    do throws(Asking) {
      wish = try BookingWish(request, zones: bench.zones)
    } catch {
      return request.writer.ask(error.question)
    }
    guard let call = request.context.call else { return request.writer.nothingToKeepFor(wish) }
    let verdict = request.verdict(at: wish.start, with: wish.host, wish.choice.rules)
    guard verdict == .open else {
      return request.writer.refuse(verdict, wish, nearest: await nearest(request, wish))
    }
    if let trouble = await bench.trouble(of: wish.host) { return request.writer.unreachable(trouble) }
    do throws(LedgerFailure) {
      guard try await !bench.ledger.hasEnded(call, of: request.desk.key) else { return request.writer.hungUp }
      switch try await look(request, wish) {
      case .unseen(let trouble): return request.writer.unreachable(trouble)
      case .busy: return await taken(request, wish)
      case .free: return try await keep(request, wish)
      }
    } catch {
      return bench.failed(error, request, else: request.writer.stay(request, wish))
    }
  }

  private enum Look {
    case free
    case busy
    case unseen(CalendarTrouble)
  }

  /// What the calendars and the ledger say: a time that is plainly taken is not worth keeping, and unknown is never free.
  private func look(_ request: ToolRequest, _ wish: BookingWish) async throws(LedgerFailure) -> Look {
    let view = try await bench.openings.view(
      of: [wish.host], in: wish.choice.rules.padded(start: wish.start), for: request.context.call,
      by: bench.limit(request))
    if let unseen = view.unseen.first { return .unseen(unseen.trouble) }
    let own = CallerIdentity(call: request.context.call, number: request.context.caller)
    let (verdict, _) = view.verdict(
      at: wish.start, for: wish.choice, at: request.desk, zone: request.zone, now: request.now)
    guard verdict == .fullyBooked else { return .free }
    // What stands there may be the caller's own: the ledger tells.
    let bookings = try await bench.ledger.bookings(
      of: own, at: request.desk.key, endingAfter: request.now, limit: BookingSearch.limit)
    let isOwn = bookings.contains { $0.state.excludes && $0.period.start == wish.start && $0.host == wish.host.key }
    return isOwn ? .free : .busy
  }

  private func keep(_ request: ToolRequest, _ wish: BookingWish) async throws(LedgerFailure) -> Answer {
    for _ in 0..<3 {
      var booking = bench.newBooking(request, wish)
      booking.state = .kept
      booking.isOnlyKept = true
      booking.leaseUntil = until(request)
      switch try await bench.ledger.hold(booking, at: bench.clock.now()) {
      case .held(let kept, let gone):
        if request.desk.keeping.placesEvent { preparations.add(kept) }
        return request.writer.kept(kept, of: wish.choice, insteadOf: gone)
      case .inOwnWay(let kept):
        guard try await bench.giveBack(kept, request) else { return request.writer.stay(request, wish) }
      case .standing(let standing):
        if let answer = try await again(standing, request, wish) { return answer }
      case .taken, .full: return await taken(request, wish)
      }
    }
    return request.writer.stay(request, wish)
  }

  /// It is kept or booked already. `nil`: not any more, so it may be kept anew.
  private func again(
    _ booking: Booking, _ request: ToolRequest, _ wish: BookingWish
  ) async throws(LedgerFailure) -> Answer? {
    if booking.state.stands { return request.writer.bookedAlready(booking) }
    guard booking.isOnlyKept, booking.state != .withdrawing else { return request.writer.stay(request, wish) }
    guard booking.period.duration == wish.choice.rules.duration else {
      return try await bench.giveBack([booking], request) ? nil : request.writer.stay(request, wish)
    }
    let lease = BookingChange.leased(until: max(booking.leaseUntil, until(request)))
    switch try await bench.ledger.advance(booking.id, epoch: booking.epoch, by: lease, at: bench.clock.now()) {
    case .advanced(let kept): return request.writer.kept(kept, of: wish.choice)
    case .refused, .inOwnWay, .taken, .full: return nil
    }
  }

  private func until(_ request: ToolRequest) -> Instant { bench.clock.now() + request.desk.keeping.duration }

  private func taken(_ request: ToolRequest, _ wish: BookingWish) async -> Answer {
    request.writer.taken(nearest: await nearest(request, wish), of: wish.choice, wanted: wish.start)
  }

  private func nearest(_ request: ToolRequest, _ wish: BookingWish) async -> [Slot] {
    await bench.alternatives.nearest(to: wish.start, of: wish.choice, request)
  }
}
