import Desk
import Scheduling

/// Somebody on the telephone, with the assistant between them and the desk.
struct Caller: Sendable {
  let plan: CallPlan
  let telephone: Telephone
  let owner: Owner
  /// Names calls and deliveries.
  let name: String
  /// Whether the round is over: then nothing new is begun.
  let isOver: @Sendable () -> Bool

  private var transcript: Transcript { telephone.transcript }

  /// The whole story of one caller: a call, perhaps a second one.
  func live() async throws {
    let first = "\(name)-a"
    let booked = try await book(in: first)
    guard let booked else { return try await end(first) }
    if plan.phonesAgain { try await end(first) }
    let second = plan.phonesAgain ? "\(name)-b" : first
    try await Task.sleep(for: plan.thinking[0])
    var current: BookingFacts? = booked
    if let move = plan.move, !isOver() { current = try await change(booked, to: move, in: second) }
    if plan.finds { await chat("find_events", ["confirmationCode": .string(booked.code)], in: second, "find") }
    if let pursuit = plan.cancellation, let current, !isOver() {
      try await Task.sleep(for: plan.thinking[1])
      try await cancel(current, pursuit, in: second)
    }
    if plan.leavesMessage {
      await chat("take_message", ["name": "Someone", "message": "Please call me back."], in: second, "message")
    }
    try await end(second)
  }

  // MARK: What a caller wants

  private func book(in call: String) async throws -> BookingFacts? {
    let place = Place(host: plan.host, period: Interval(start: plan.start, duration: .minutes(plan.service.minutes)))
    var handle: String?
    if plan.checks { handle = await check(place, in: call) }
    if plan.keeps {
      await chat("hold_slot", wish(place, handle), in: call, "keep")
      try await Task.sleep(for: plan.thinking[2])
    }
    let intent = transcript.begin(
      .book, caller: plan.number, email: plan.email, place: place, service: plan.service.key)
    let arguments = wish(
      place, handle,
      [
        .init("name", "Someone"), .init("summary", .string(intent.title)),
        .init("email", plan.email.map { .string($0) } ?? .null),
      ])
    let pursuit = Pursuing(
      intent: intent, call: call, tool: "create_event", arguments: arguments, plan: plan.booking, caller: self)
    beginStrike(plan.booking.strike, at: place)
    let booking = try await pursuit.run()?.booking
    if let booking, let afterwards = plan.afterwards { owner.begin { try await $0.act(afterwards, on: booking) } }
    return booking
  }

  /// - Returns: the booking as it now is; `nil` where that is not known.
  private func change(
    _ booking: BookingFacts, to move: CallPlan.Move, in call: String
  ) async throws -> BookingFacts? {
    let place = Place(host: move.host, period: Interval(start: move.start, duration: .minutes(plan.service.minutes)))
    if move.keeps {
      await chat("hold_slot", wish(place, nil), in: call, "keep-new", at: place)
      try await Task.sleep(for: plan.thinking[3])
    }
    let intent = transcript.begin(
      .move, caller: plan.number, email: plan.email, place: place, service: plan.service.key, code: booking.code)
    let arguments: JSONValue = [
      "confirmationCode": .string(booking.code), "start": .string(place.period.start.rfc3339()),
      "host": .string(place.host),
    ]
    let pursuit = Pursuing(
      intent: intent, call: call, tool: "reschedule_event", arguments: arguments, plan: move.pursuit, caller: self)
    beginStrike(move.pursuit.strike, at: place)
    guard let reply = try await pursuit.run() else { return nil }
    return reply.booking ?? booking
  }

  private func cancel(_ booking: BookingFacts, _ plan: CallPlan.Pursuit, in call: String) async throws {
    let intent = transcript.begin(.cancel, caller: self.plan.number, email: self.plan.email, code: booking.code)
    _ = try await Pursuing(
      intent: intent, call: call, tool: "cancel_event", arguments: ["confirmationCode": .string(booking.code)],
      plan: plan, caller: self
    ).run()
  }

  private func check(_ place: Place, in call: String) async -> String? {
    let arguments: JSONValue = [
      "service": .string(plan.service.key), "host": .string(place.host),
      "timeMin": .string(place.period.start.rfc3339()), "timeMax": .string(place.period.end.rfc3339()),
    ]
    let exchange = await chat("check_availability", arguments, in: call, "check")
    return exchange.reply?.slots.first { $0.place == place }?.handle
  }

  private func wish(_ place: Place, _ handle: String?, _ further: [JSONValue.Member] = []) -> JSONValue {
    let members: [JSONValue.Member] =
      if let handle {
        [.init("slot", .string(handle))]
      } else {
        [
          .init("start", .string(place.period.start.rfc3339())), .init("service", .string(plan.service.key)),
          .init("host", .string(place.host)),
        ]
      }
    return .object(members + further)
  }

  // MARK: Talking

  @discardableResult
  private func chat(
    _ tool: String, _ arguments: JSONValue, in call: String, _ word: String, at place: Place? = nil
  ) async -> Exchange {
    await telephone.ask(
      Telephone.Request(
        intent: transcript.begin(.other, caller: plan.number, place: place), call: call, delivery: "\(call)-\(word)",
        tool: tool,
        arguments: arguments, server: plan.booking.servers[0]))
  }

  private func beginStrike(_ strike: OwnerPlan.Strike?, at place: Place) {
    if let strike { owner.begin { try await $0.strike(strike, at: place) } }
  }

  /// Hangs up, and sees to it that the desk hears of it: Vapi repeats the report too.
  private func end(_ call: String) async throws {
    for attempt in 0..<120 {
      do {
        let server = plan.booking.servers[attempt % plan.booking.servers.count]
        if try await telephone.hangUp(call, from: plan.number, server: server) {
          return transcript.noteEnd(of: call, at: .now)
        }
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // The server may be dead just now.
      }
      try await Task.sleep(for: .milliseconds(250))
    }
    throw SoakFailure("no server takes the report that the call \(call) has ended")
  }
}
