import Scheduling

/// `reschedule_event`: moves an appointment (DESIGN section 4, *Move*). Whatever happens, it is booked at one time: at the old
/// one until it stands at the new.
struct RescheduleEvent: Sendable {
  let bench: Workbench

  /// One asking, read and resolved.
  private struct Order: Sendable {
    let request: ToolRequest
    let wish: MoveWish
    /// Closed together with the move.
    let delivery: DeliveryOffice.Delivery?
    /// Whether the calendar's account can tell guests of the new time.
    let canInvite: Bool
  }

  /// - Parameter delivery: closed together with the move.
  func answer(_ request: ToolRequest, delivery: DeliveryOffice.Delivery?) async -> Answer {
    do throws(LedgerFailure) {
      switch try await bench.search.one(request) {
      case .not(let answer): return answer
      case .found(let booking): return try await reschedule(booking, request, delivery)
      }
    } catch {
      return bench.failed(
        error, request, else: request.writer.stay(tool: request.tool.rawValue, wanted: nil, slot: nil))
    }
  }

  private func reschedule(
    _ booking: Booking, _ request: ToolRequest, _ delivery: DeliveryOffice.Delivery?
  ) async throws(LedgerFailure) -> Answer {
    let wish: MoveWish
    do throws(Asking) {
      wish = try MoveWish(request, moving: booking, zones: bench.zones)
    } catch {
      return request.writer.ask(error.question)
    }
    let standing = await bench.calendars.standing(of: wish.host.calendar.account)
    let order = Order(request: request, wish: wish, delivery: delivery, canInvite: standing.canInvite)
    do throws(LedgerFailure) {
      return try await move(booking, order)
    } catch {
      return bench.failed(error, request, else: stay(order))
    }
  }

  private func move(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Answer {
    var booking = booking
    for _ in 0..<4 {
      switch booking.state {
      case .kept, .held, .inserted: return order.request.writer.notBookedYet(booking)
      case .cancelling, .cancelled, .withdrawing, .released: return order.request.writer.noLongerBooked(booking)
      case .confirmed:
        switch try await setOut(booking, order) {
        case .answer(let answer): return answer
        case .changed(let current): booking = current
        }
      case .moving, .reverting, .leaving:
        switch try await settle(booking, order) {
        case .answer(let answer): return answer
        case .changed(let current): booking = current
        }
      }
    }
    return stay(order)
  }

  private enum Step {
    case answer(Answer)
    /// To be gone on with from there: somebody else has changed the booking, or what was in its way is gone.
    case changed(Booking)
  }

  private func setOut(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Step {
    let (request, wish) = (order.request, order.wish)
    guard booking.period.start > request.now else { return .answer(request.writer.over(booking)) }
    if wish.isMet(by: booking) {
      request.hearing.note(booking)
      return .answer(request.writer.thereAlready(booking))
    }
    let verdict = request.verdict(at: wish.start, with: wish.host, wish.choice.rules)
    guard verdict == .open else {
      return .answer(
        request.writer.refuse(verdict, wish, keeping: booking, nearest: await nearest(order)))
    }
    if let trouble = await bench.trouble(of: wish.host) {
      return .answer(request.writer.notMoved(booking, because: trouble))
    }
    let move = wish.move(
      of: booking, for: request.context.call, at: bench.clock.now(), token: bench.randomness.attemptToken())
    let change = BookingChange.moving(move, leaseUntil: bench.lease(request))
    switch try await bench.ledger.advance(booking.id, epoch: booking.epoch, by: change, at: bench.clock.now()) {
    case .advanced(let moving):
      return .answer(try await conclude(await bench.run(moving, job(order, isFresh: true)), moving, order))
    // The caller had the new time kept, and it is no longer wanted as it is.
    case .inOwnWay(let kept):
      return try await bench.giveBack(kept, request) ? .changed(booking) : .answer(stay(order))
    case .taken, .full: return .answer(await taken(booking, order))
    case .refused(let current?) where current != booking: return .changed(current)
    case .refused: return .answer(stay(order))
    }
  }

  /// A move is under way. Is it this one, it is finished and told; any other is brought to its end first.
  private func settle(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Step {
    let wish = order.wish
    let attended = try await bench.attend(
      booking, order.request, until: { $0.state.isAtRest || $0.state == .leaving && wish.isMet(by: $0) },
      job: { ours in
        let isOurs = ours.state != .moving || ours.promised || wish.isMet(by: ours)
        return job(order, isFresh: false, purpose: isOurs ? .finish : .withdraw)
      })
    switch attended {
    case .ready(let current?):
      return current.state == .leaving ? .answer(try await moved(current, order)) : .changed(current)
    case .ready(nil), .busy: return .answer(stay(order))
    case .ran(let ours, let ending):
      if ours.state == .moving, wish.isMet(by: ours) {
        return .answer(try await conclude(ending, ours, order))
      }
      guard let current = try await bench.ledger.booking(ours.id) else { return .answer(stay(order)) }
      if current.state.isAtRest { return .changed(current) }
      try await bench.release(current)
      return .answer(stay(order))
    }
  }

  private func job(
    _ order: Order, isFresh: Bool, purpose: BookingMachine.Purpose = .finish
  ) -> BookingRunner.Job {
    BookingRunner.Job(
      purpose: purpose, isFresh: isFresh, zone: order.request.zone.id, deadline: bench.limit(order.request),
      isWanted: bench.isWanted(under: order.request.desk.hangUp),
      closings: BookingRunner.Closings(moved: { booking in
        guard order.wish.isMet(by: booking) else { return nil }
        return order.delivery.map {
          DeliveryClosing(
            delivery: $0.key, ticket: $0.ticket,
            answer: order.request.writer.moved(booking, canInvite: order.canInvite))
        }
      }))
  }

  private func conclude(
    _ ending: BookingMachine.Ending, _ moving: Booking, _ order: Order
  ) async throws(LedgerFailure) -> Answer {
    let writer = order.request.writer
    switch ending {
    case .confirmed(let booking): return try await moved(booking, order)
    case .notMoved(let booking, let reason):
      order.request.hearing.note(booking)
      switch reason {
      case .inTheWay: return await taken(booking, order)
      case .refused(let trouble): return writer.notMoved(booking, because: trouble)
      case .notWanted: return writer.hungUpUnmoved
      }
    case .ownersWill(let booking):
      order.request.hearing.note(booking)
      // The owner wishes what the caller wishes.
      return order.wish.isMet(by: booking) ? writer.thereAlready(booking) : writer.ownersWill(booking)
    case .unsettled:
      return try await bench.leaveOpen(moving, order.request).map(writer.heldMove) ?? stay(order)
    case .lost, .prepared, .withdrawn, .cancelled: return stay(order)
    }
  }

  private func moved(_ booking: Booking, _ order: Order) async throws(LedgerFailure) -> Answer {
    order.request.hearing.note(booking)
    // What is left in the old calendar is for the settler, at once.
    if booking.state == .leaving { try await bench.release(booking) }
    return order.request.writer.moved(booking, canInvite: order.canInvite)
  }

  private func taken(_ booking: Booking, _ order: Order) async -> Answer {
    order.request.writer.taken(
      nearest: await nearest(order), of: order.wish.choice, wanted: order.wish.start, keeping: booking)
  }

  private func nearest(_ order: Order) async -> [Slot] {
    await bench.alternatives.nearest(to: order.wish.start, of: order.wish.choice, order.request)
  }

  private func stay(_ order: Order) -> Answer {
    let writer = order.request.writer
    return writer.stay(
      tool: order.request.tool.rawValue, wanted: order.wish.start,
      slot: writer.handle(Slot(start: order.wish.start, host: order.wish.host), order.wish.choice))
  }
}
