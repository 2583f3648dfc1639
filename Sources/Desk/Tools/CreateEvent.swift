import Scheduling

/// `create_event`: books an appointment (DESIGN sections 4 and 7).
///
/// The hold, the calendar's event, the look and the confirmation are ``BookingMachine``'s; what is decided here is what the
/// caller hears.
struct CreateEvent: Sendable {
  let bench: Workbench

  /// One asking, read and resolved.
  private struct Order: Sendable {
    let request: ToolRequest
    let wish: BookingWish
    /// Closed together with the confirmation.
    let delivery: DeliveryOffice.Delivery?
    /// Whether the calendar's account can invite guests.
    let canInvite: Bool
  }

  /// - Parameter delivery: closed together with the confirmation.
  func answer(_ request: ToolRequest, delivery: DeliveryOffice.Delivery?) async -> Answer {
    let wish: BookingWish
    do throws(Asking) {
      wish = try BookingWish(request, zones: bench.zones)
    } catch {
      return request.writer.ask(error.question)
    }
    let verdict = request.verdict(at: wish.start, with: wish.host, wish.choice.rules)
    guard verdict == .open else {
      return request.writer.refuse(verdict, wish, nearest: await nearest(request, wish))
    }
    if let trouble = await bench.trouble(of: wish.host) { return request.writer.unreachable(trouble) }
    let standing = await bench.calendars.standing(of: wish.host.calendar.account)
    return await book(
      Order(request: request, wish: wish, delivery: delivery, canInvite: standing.canInvite))
  }

  private func book(_ order: Order) async -> Answer {
    let (request, wish) = (order.request, order.wish)
    do throws(LedgerFailure) {
      for _ in 0..<3 {
        switch try await bench.ledger.hold(bench.newBooking(request, wish), at: bench.clock.now()) {
        case .held(let booking, _): return try await finish(booking, isFresh: true, order)
        case .inOwnWay(let kept): guard try await bench.giveBack(kept, request) else { return stay(order) }
        case .standing(let booking):
          if let answer = try await resume(booking, order) { return answer }
        case .taken, .full: return await taken(order)
        }
      }
      return stay(order)
    } catch {
      return bench.failed(error, request, else: stay(order))
    }
  }

  /// The same intent has a booking already. `nil`: it has just been released, so the time may be held anew.
  private func resume(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Answer? {
    let current: Booking
    switch try await claim(booking, order) {
    case .answered(let answer): return answer
    case .gone: return nil
    case .underWay(let booking): current = booking
    }
    let attended = try await bench.attend(
      current, order.request, until: { $0.state.stands || $0.state.isFinal }, job: { _ in job(order, isFresh: false) })
    switch attended {
    case .ready(let booking?) where booking.state.stands: return await confirmed(booking, order)
    case .ready: return nil
    case .busy: return stay(order)
    case .ran(let ours, .withdrawn(.notWanted)) where ours.state == .withdrawing: return nil
    case .ran(let ours, let ending): return try await conclude(ending, ours, order)
    }
  }

  private enum Claimed {
    case answered(Answer)
    case gone
    /// It is not only kept (any more).
    case underWay(Booking)
  }

  /// What is only kept for the call is asked for now, and finished. Its event may be there already.
  private func claim(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Claimed {
    var booking = booking
    while booking.isOnlyKept, [.kept, .held, .inserted].contains(booking.state) {
      guard booking.period.duration == order.wish.choice.rules.duration else {
        return try await bench.giveBack([booking], order.request) ? .gone : .answered(stay(order))
      }
      let asked = BookingChange.asked(order.wish.details, leaseUntil: bench.lease(order.request))
      switch try await bench.ledger.advance(booking.id, epoch: booking.epoch, by: asked, at: bench.clock.now()) {
      case .advanced(let ours):
        // Nothing was sent for what was only kept in the ledger.
        return .answered(try await finish(ours, isFresh: booking.state == .kept, order))
      case .refused(let current?):
        guard current != booking else { return .answered(stay(order)) }
        booking = current
      case .refused(nil): return .gone
      case .inOwnWay, .taken, .full: return .answered(await taken(order))
      }
    }
    return .underWay(booking)
  }

  private func finish(_ booking: Booking, isFresh: Bool, _ order: Order) async throws(LedgerFailure) -> Answer {
    try await conclude(await bench.run(booking, job(order, isFresh: isFresh)), booking, order)
  }

  private func job(_ order: Order, isFresh: Bool) -> BookingRunner.Job {
    BookingRunner.Job(
      purpose: .finish, isFresh: isFresh, zone: order.request.zone.id, deadline: bench.limit(order.request),
      isWanted: bench.isWanted(under: order.request.desk.hangUp),
      closings: BookingRunner.Closings(booked: { booking, code in
        order.delivery.map {
          DeliveryClosing(
            delivery: $0.key, ticket: $0.ticket,
            answer: order.request.writer.booked(booking, code: code, canInvite: order.canInvite, asked: order.wish))
        }
      }))
  }

  private func conclude(
    _ ending: BookingMachine.Ending, _ booking: Booking, _ order: Order
  ) async throws(LedgerFailure) -> Answer {
    let writer = order.request.writer
    switch ending {
    case .confirmed(let booking): return await confirmed(booking, order)
    case .withdrawn(let reason):
      order.request.hearing.note(booking)
      switch reason {
      case .refused(let trouble): return writer.unreachable(trouble)
      case .inTheWay: return await taken(order)
      case .notWanted: return writer.hungUp
      }
    case .lost, .prepared, .notMoved, .cancelled, .ownersWill: return stay(order)
    case .unsettled:
      return try await bench.leaveOpen(booking, order.request).map(writer.held) ?? stay(order)
    }
  }

  private func confirmed(_ booking: Booking, _ order: Order) async -> Answer {
    guard let code = booking.code else { preconditionFailure("a confirmed booking has a code: storage demands it") }
    order.request.hearing.note(booking)
    return order.request.writer.booked(booking, code: code, canInvite: order.canInvite, asked: order.wish)
  }

  private func stay(_ order: Order) -> Answer { order.request.writer.stay(order.request, order.wish) }

  private func taken(_ order: Order) async -> Answer {
    order.request.writer.taken(
      nearest: await nearest(order.request, order.wish), of: order.wish.choice, wanted: order.wish.start)
  }

  private func nearest(_ request: ToolRequest, _ wish: BookingWish) async -> [Slot] {
    await bench.alternatives.nearest(to: wish.start, of: wish.choice, request)
  }
}
