import Logging
import Scheduling

/// `create_event`: books an appointment (DESIGN sections 4 and 7).
///
/// The hold, the calendar's event, the look and the confirmation are ``BookingMachine``'s; what is decided here is what the
/// caller hears.
struct CreateEvent: Sendable {
  /// How long after the request's own deadline nobody else touches its booking.
  static let leaseReserve = Duration.seconds(5)
  /// Kept back from the deadline for the ledger's commit and the reply.
  static let commitReserve = Duration.milliseconds(300)
  /// Kept back for naming alternatives once a time turns out to be taken.
  static let alternativesReserve = Duration.milliseconds(1200)

  let ledger: any Ledger
  let calendars: any Calendars
  let openings: Openings
  let runner: BookingRunner
  let zones: any ZoneSource
  let clock: any Timekeeper
  let randomness: Randomness

  /// - Parameter delivery: closed together with the confirmation.
  func answer(_ request: ToolRequest, delivery: (key: DeliveryKey, ticket: DeliveryTicket)?) async -> Answer {
    do throws(Asking) {
      let wish = try BookingWish(request, zones: zones)
      return await book(request, wish, delivery)
    } catch {
      return request.writer.ask(error.question)
    }
  }

  private func book(
    _ request: ToolRequest, _ wish: BookingWish, _ delivery: (key: DeliveryKey, ticket: DeliveryTicket)?
  ) async -> Answer {
    let search = SlotSearch(
      zone: request.zone, hours: wish.host.hours ?? request.desk.hours, rules: wish.choice.rules, now: request.now)
    let verdict = search.verdict(at: wish.start, busy: BusyTimeline())
    guard verdict == .open else { return await refuse(verdict, request, wish) }
    let standing = await calendars.standing(of: wish.host.calendar.account)
    for account in Set(wish.host.calendars.map(\.account)) {
      if let trouble = await calendars.standing(of: account).trouble { return request.writer.unreachable(trouble) }
    }
    var isSecondTry = false
    while true {
      do throws(LedgerFailure) {
        switch try await ledger.hold(newBooking(request, wish), at: clock.now()) {
        case .held(let booking):
          let ending = await runner.run(booking, job(request, wish, standing.canInvite, delivery, isFresh: true))
          return await conclude(ending, booking, request, wish, standing.canInvite)
        case .standing(let booking):
          if let answer = await resume(booking, request, wish, standing.canInvite, delivery) { return answer }
          if isSecondTry { return stay(request, wish) }
          isSecondTry = true
        case .taken: return await taken(request, wish)
        }
      } catch {
        return stay(request, wish)
      }
    }
  }

  /// The same intent has a booking already. `nil`: it has just been released, so the time may be held anew.
  private func resume(
    _ booking: Booking, _ request: ToolRequest, _ wish: BookingWish, _ canInvite: Bool,
    _ delivery: (key: DeliveryKey, ticket: DeliveryTicket)?
  ) async -> Answer? {
    var booking = booking
    var pause = Duration.milliseconds(20)
    let limit = request.deadline.less(Self.commitReserve)
    while true {
      switch booking.state {
      case .confirmed, .moving, .reverting, .leaving: return confirmed(booking, request, wish, canInvite)
      case .released, .cancelled: return nil
      case .kept, .held, .inserted, .withdrawing, .cancelling: break
      }
      guard !limit.hasPassed(on: clock) else { return stay(request, wish) }
      do {
        let now = clock.now()
        let lease = now + request.deadline.remaining(on: clock) + Self.leaseReserve
        if let ours = try await ledger.takeOver(booking.id, at: now, leaseUntil: lease) {
          let job = job(request, wish, canInvite, delivery, isFresh: false)
          let ending = await runner.run(ours, job)
          if case .withdrawn(.notWanted) = ending, ours.state == .withdrawing { return nil }
          return await conclude(ending, ours, request, wish, canInvite)
        }
        try await clock.sleep(for: min(pause, limit.remaining(on: clock)))
        guard let current = try await ledger.booking(booking.id) else { return nil }
        booking = current
        pause = min(pause * 2, .milliseconds(160))
      } catch {
        return stay(request, wish)
      }
    }
  }

  private func job(
    _ request: ToolRequest, _ wish: BookingWish, _ canInvite: Bool,
    _ delivery: (key: DeliveryKey, ticket: DeliveryTicket)?,
    isFresh: Bool
  ) -> BookingRunner.Job {
    let ledger = ledger
    let policy = HangUpRule(policy: request.desk.hangUp)
    return BookingRunner.Job(
      purpose: .finish, isFresh: isFresh, zone: request.zone.id,
      deadline: request.deadline.less(Self.commitReserve),
      isWanted: { booking in
        guard let call = booking.call else { return true }
        do throws(LedgerFailure) {
          let ended = try await ledger.hasEnded(call, of: booking.desk)
          return !ended || policy.finishes(canTell: booking.details.email != nil && canInvite)
        } catch {
          // The confirmation goes through the same ledger: if it fails too, nothing was said.
          return true
        }
      },
      closings: BookingRunner.Closings(booked: { booking, code in
        delivery.map {
          DeliveryClosing(
            delivery: $0.key, ticket: $0.ticket,
            answer: request.writer.booked(booking, code: code, canInvite: canInvite, asked: wish))
        }
      }))
  }

  private func conclude(
    _ ending: BookingMachine.Ending, _ booking: Booking, _ request: ToolRequest, _ wish: BookingWish,
    _ canInvite: Bool
  ) async -> Answer {
    switch ending {
    case .confirmed(let booking): return confirmed(booking, request, wish, canInvite)
    case .withdrawn(.refused(let trouble)): return request.writer.unreachable(trouble)
    case .withdrawn(.inTheWay): return await taken(request, wish)
    case .withdrawn(.notWanted): return request.writer.hungUp
    case .lost, .prepared, .notMoved, .cancelled, .ownersWill: return stay(request, wish)
    case .unsettled: return await leaveOpen(booking, request, wish, canInvite)
    }
  }

  /// Not settled within the deadline: promised if the caller can be told later, else left for the same call to ask again.
  private func leaveOpen(
    _ booking: Booking, _ request: ToolRequest, _ wish: BookingWish, _ canInvite: Bool
  ) async -> Answer {
    do throws(LedgerFailure) {
      guard let current = try await ledger.booking(booking.id) else { return stay(request, wish) }
      var isPromised = false
      // Another worker has it: what is promised now is theirs to say.
      guard current.epoch == booking.epoch else { return stay(request, wish) }
      if current.details.email != nil, canInvite, try await isWanted(current, request) {
        let outcome = try await ledger.advance(current.id, epoch: current.epoch, by: .promised, at: clock.now())
        if case .advanced = outcome { isPromised = true }
      }
      let now = clock.now()
      _ = try await ledger.advance(current.id, epoch: current.epoch, by: .leased(until: now), at: now)
      return isPromised ? request.writer.held(current) : stay(request, wish)
    } catch {
      return stay(request, wish)
    }
  }

  private func confirmed(
    _ booking: Booking, _ request: ToolRequest, _ wish: BookingWish, _ canInvite: Bool
  ) -> Answer {
    guard let code = booking.code else { preconditionFailure("a confirmed booking has a code: storage demands it") }
    return request.writer.booked(booking, code: code, canInvite: canInvite, asked: wish)
  }

  /// Whether a promise may be made: not to a caller who has gone, where the desk would rather withdraw.
  private func isWanted(_ booking: Booking, _ request: ToolRequest) async throws(LedgerFailure) -> Bool {
    guard let call = booking.call, request.desk.hangUp == .withdraw else { return true }
    return try await !ledger.hasEnded(call, of: booking.desk)
  }

  private func stay(_ request: ToolRequest, _ wish: BookingWish) -> Answer {
    request.writer.stay(
      tool: request.tool.rawValue, wanted: wish.start,
      slot: request.writer.handles.handle(
        start: wish.start, offering: wish.choice.offering.key, host: wish.host.key))
  }

  private func taken(_ request: ToolRequest, _ wish: BookingWish) async -> Answer {
    request.writer.taken(nearest: await nearest(request, wish), of: wish.choice, wanted: wish.start)
  }

  private func refuse(_ verdict: SlotVerdict, _ request: ToolRequest, _ wish: BookingWish) async -> Answer {
    if verdict == .past { return request.writer.ask(.past(wish.start)) }
    return request.writer.nothing(
      verdict, wanted: wish.start, nearest: await nearest(request, wish), of: wish.choice, busy: [])
  }

  /// Alternatives, as far as time is left to look for them; none rather than late.
  private func nearest(_ request: ToolRequest, _ wish: BookingWish) async -> [Slot] {
    let limit = request.deadline.less(Self.commitReserve).capped(to: Self.alternativesReserve, on: clock)
    let span = SearchSpan(
      around: Interval(start: wish.start, duration: wish.choice.rules.duration),
      SlotSearch(zone: request.zone, hours: request.desk.hours, rules: wish.choice.rules, now: request.now))
    do throws(LedgerFailure) {
      let view = try await openings.view(
        of: wish.choice.hosts, in: span.read, for: request.context.call, by: limit)
      return view.nearest(
        to: wish.start, of: wish.choice, at: request.desk, zone: request.zone, now: request.now, in: span.bookable
      ).filter { $0.start != wish.start }
    } catch {
      return []
    }
  }

  private func newBooking(_ request: ToolRequest, _ wish: BookingWish) -> Booking {
    let id = randomness.bookingID()
    let now = clock.now()
    return Booking(
      id: id, desk: request.desk.key, offering: wish.choice.offering.key, host: wish.host.key,
      period: Interval(start: wish.start, duration: wish.choice.rules.duration),
      claims: [Claim(resource: wish.host.resource, interval: wish.choice.rules.padded(start: wish.start))],
      attempt: Attempt(
        booking: id, generation: 1, token: randomness.attemptToken(), calendar: wish.host.calendar),
      others: wish.host.calendars.filter { $0 != wish.host.calendar }, details: wish.details,
      call: request.context.call, caller: request.context.caller, createdAt: now,
      leaseUntil: now + request.deadline.remaining(on: clock) + Self.leaseReserve)
  }
}
