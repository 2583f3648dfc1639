import Scheduling

/// `cancel_event`: calls an appointment off. The intent is stored and answered at once; the event is deleted afterwards, and
/// its time is nobody else's until then (DESIGN section 4, *Cancel*).
struct CancelEvent: Sendable {
  let bench: Workbench

  /// - Parameter delivery: closed together with the cancellation.
  func answer(_ request: ToolRequest, delivery: DeliveryOffice.Delivery?) async -> Answer {
    do throws(LedgerFailure) {
      switch try await bench.search.one(request) {
      case .not(let answer): return answer
      case .found(let booking): return try await cancel(booking, request, delivery)
      }
    } catch {
      return bench.failed(error, request, else: stay(request))
    }
  }

  private func cancel(
    _ booking: Booking, _ request: ToolRequest, _ delivery: DeliveryOffice.Delivery?
  ) async throws(LedgerFailure) -> Answer {
    var booking = booking
    for _ in 0..<4 {
      switch booking.state {
      case .cancelling, .cancelled, .withdrawing, .released: return await cancelled(booking, request)
      case .confirmed:
        guard booking.period.start > request.now else { return request.writer.over(booking) }
        let reply = request.writer.cancelled(booking)
        let change = BookingChange.cancelling(
          leaseUntil: bench.clock.now(),
          closing: delivery.map { DeliveryClosing(delivery: $0.key, ticket: $0.ticket, answer: reply) })
        switch try await bench.ledger.advance(booking.id, epoch: booking.epoch, by: change, at: bench.clock.now()) {
        case .advanced(let cancelling):
          request.hearing.note(cancelling)
          return reply
        case .refused(let current?): booking = current
        case .refused(nil), .inOwnWay, .taken, .full: return stay(request)
        }
      case .kept, .held, .inserted, .moving, .reverting, .leaving:
        guard let rested = try await rested(booking, request) else { return stay(request) }
        booking = rested
      }
    }
    return stay(request)
  }

  /// What is under way is taken back first. `nil`: not in time.
  private func rested(_ booking: Booking, _ request: ToolRequest) async throws(LedgerFailure) -> Booking? {
    let attended = try await bench.attend(
      booking, request, until: isReady,
      job: { _ in
        BookingRunner.Job(
          purpose: .withdraw, isFresh: false, zone: request.zone.id, deadline: bench.limit(request))
      })
    switch attended {
    case .ready(let booking): return booking
    case .busy: return nil
    case .ran(let ours, _):
      guard let current = try await bench.ledger.booking(ours.id) else { return nil }
      if isReady(current) { return current }
      try await bench.release(current)
      return nil
    }
  }

  private func isReady(_ booking: Booking) -> Bool {
    booking.state == .confirmed || booking.state.isFinal || booking.state == .cancelling
      || booking.state == .withdrawing
  }

  private func cancelled(_ booking: Booking, _ request: ToolRequest) async -> Answer {
    request.hearing.note(booking)
    return request.writer.cancelled(booking)
  }

  private func stay(_ request: ToolRequest) -> Answer {
    request.writer.stay(tool: request.tool.rawValue, wanted: nil, slot: nil)
  }
}
