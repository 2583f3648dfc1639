package import Logging
import Metrics
package import Scheduling

/// The desk's front: takes the tool calls of one message and gives one answer to each, in order, inside its deadline.
package struct Receptionist: Sendable {
  /// How long an answer may take (DESIGN section 4).
  package struct Patience: Hashable, Sendable {
    /// A message that only reads. Setting `FRONTDESK_DEADLINE`.
    package var reading: Duration
    /// A message that books. Setting `FRONTDESK_BOOKING_DEADLINE`.
    package var booking: Duration

    package init(reading: Duration = .milliseconds(2500), booking: Duration = .seconds(6)) {
      self.reading = reading
      self.booking = booking
    }
  }

  /// What Vapi waits when a message names no `timeoutSeconds` (facts: vapi 1.5).
  static let platformPatience = Duration.seconds(20)

  /// More tool calls than this in one message are refused (facts: security 12).
  static let maximumCalls = 40

  /// An answer goes out so long before the deadline at the latest, whatever storage or a calendar is waited for.
  static let replyReserve = Duration.milliseconds(50)

  private let zones: any ZoneSource
  private let clock: any Timekeeper
  private let patience: Patience
  private let calendars: any Calendars
  private let ledger: any Ledger
  private let deliveries: DeliveryOffice
  private let reports: Reports
  private let tools: Toolbox
  private let lanes: Lanes<Lane>
  private let overtime = Overtime()
  private let ends: CallEnds
  private let logger: Logger

  /// One call at one desk: what it asks for is done in the order in which it asks.
  private struct Lane: Hashable {
    let desk: DeskKey
    let call: CallID
  }

  /// - Parameters:
  ///   - watch: told what calendars show while callers ask, and asked whether a booking is where the ledger says.
  ///   - preparations: given each time that was kept for a call at a desk that wants its event placed meanwhile.
  package init(
    ledger: any Ledger, calendars: any Calendars, watch: CalendarWatch, preparations: Preparations,
    zones: any ZoneSource,
    clock: any Timekeeper, randomness: Randomness, patience: Patience, logger: Logger
  ) {
    self.zones = zones
    self.clock = clock
    self.patience = patience
    self.calendars = calendars
    self.ledger = ledger
    self.logger = logger
    deliveries = DeliveryOffice(ledger: ledger, clock: clock, logger: logger)
    ends = CallEnds(ledger: ledger, clock: clock, overtime: overtime, logger: logger)
    lanes = Lanes(clock: clock)
    let bench = Workbench(
      ledger: ledger, calendars: calendars, watch: watch, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    reports = bench.reports
    tools = Toolbox(bench: bench, preparations: preparations)
  }

  /// One answer for each call, in the order asked.
  package func answer(_ calls: [ToolCall], at desk: DeskProfile, in context: CallContext) async -> [Answer] {
    let deadline = deadline(for: calls, context)
    let zone: Zone
    do throws(ZoneError) {
      zone = try zones.zone(desk.zone)
    } catch {
      logger.error("the desk's zone cannot be read", metadata: ["desk": "\(desk.key)", "error": "\(error)"])
      return calls.map { _ in Answer(.unreachable, "The desk's clock is not set up. Offer to take a message.") }
    }
    let began = clock.now()
    let reply = Reply(of: calls.count)
    let work = overtime.begin {
      await inTurn(calls, at: desk, zone, context, deadline, reply)
      // The answer does not wait for it.
      await callLives(context, at: desk, since: began)
    }
    let writer = AnswerWriter(desk: desk, zone: zone, now: began)
    guard let work else { return calls.map { _ in writer.closed } }
    return await withTaskCancellationHandler {
      let answers = await reply.answers(by: deadline.less(Self.replyReserve), on: clock)
      return answers + calls.dropFirst(answers.count).map { stay($0, writer) }
    } onCancel: {
      work.cancel()
    }
  }

  private func stay(_ call: ToolCall, _ writer: AnswerWriter) -> Answer {
    writer.stay(tool: ToolName(written: call.name)?.rawValue ?? "the tool", wanted: nil, slot: nil)
  }

  /// Tries again what storage did not take, until the task is cancelled or `pause` throws. To be run once.
  ///
  /// - Parameter pause: waits for so long between two tries.
  package func run(pausing pause: @Sendable (Duration) async throws -> Void) async {
    await ends.run(pausing: pause)
  }

  /// Returns when nothing is left to be done behind the answers that were given, or when the task is cancelled.
  package func rest() async {
    await overtime.rest()
    await ends.finish()
  }

  /// The call has begun: its first answer should not have to wait for a token.
  package func callBegan(_ context: CallContext, at desk: DeskProfile) async {
    let accounts = Set(desk.hosts.flatMap { $0.calendars.map(\.account) }).sorted()
    await calendars.prepare(accounts, by: Deadline(in: .seconds(10), on: clock))
  }

  /// The call goes on: what is only kept for it is kept on.
  package func callLives(_ context: CallContext, at desk: DeskProfile) async {
    await callLives(context, at: desk, since: clock.now())
  }

  private func callLives(_ context: CallContext, at desk: DeskProfile, since now: Instant) async {
    guard let call = context.call else { return }
    do throws(LedgerFailure) {
      try await ledger.extendKept(for: call, of: desk.key, at: now, until: now + desk.keeping.duration)
    } catch {
      // Then it lapses, and is booked like any other time.
      logger.info("kept times were not extended", metadata: ["desk": "\(desk.key)", "error": "\(error)"])
    }
  }

  /// The caller has hung up: what is not confirmed yet follows the desk's policy.
  ///
  /// Takes no longer than a question that only reads.
  ///
  /// - Returns: whether that is stored, so that it holds whatever becomes of this process. `false`: not yet, and it should
  ///   be said again; meanwhile the process tries by itself.
  @discardableResult
  package func callEnded(_ context: CallContext, at desk: DeskProfile) async -> Bool {
    guard let call = context.call else { return true }
    return await ends.store(
      CallEnds.End(call: call, desk: desk.key), by: deadline(for: [], context).less(Self.replyReserve))
  }

  private func deadline(for calls: [ToolCall], _ context: CallContext) -> Deadline {
    let books = calls.contains { ToolName(written: $0.name)?.books ?? false }
    let own = books ? patience.booking : patience.reading
    let platform = max(.milliseconds(500), (context.patience ?? Self.platformPatience) - .seconds(1))
    return Deadline(in: min(own, platform), on: clock)
  }

  /// The calls of one phone call, in its lane: what it asks for is done in the order in which it asks.
  private func inTurn(
    _ calls: [ToolCall], at desk: DeskProfile, _ zone: Zone, _ context: CallContext, _ deadline: Deadline,
    _ reply: Reply
  ) async {
    guard let call = context.call else { return await inOrder(calls, at: desk, zone, context, deadline, reply) }
    let turn: Void? = await lanes.run(in: Lane(desk: desk.key, call: call), by: deadline) {
      await inOrder(calls, at: desk, zone, context, deadline, reply)
    }
    if turn == nil { reply.send() }
  }

  private func inOrder(
    _ calls: [ToolCall], at desk: DeskProfile, _ zone: Zone, _ context: CallContext, _ deadline: Deadline,
    _ reply: Reply
  ) async {
    for (index, call) in calls.enumerated() {
      let began = clock.uptime()
      let hearing = Hearing()
      let answer =
        index < Self.maximumCalls
        ? await answer(call, at: desk, zone, context, deadline, hearing)
        : Answer(.refused, "Too many tool calls at once: send at most \(Self.maximumCalls).")
      record(answer, to: call, after: clock.uptime() - began)
      if reply.add(answer), hearing.isTold(by: answer) {
        await reports.heard(hearing.bookings, by: context.call)
      } else {
        await reports.missed(hearing.bookings, by: context.call)
      }
    }
  }

  private func answer(
    _ call: ToolCall, at desk: DeskProfile, _ zone: Zone, _ context: CallContext, _ deadline: Deadline,
    _ hearing: Hearing
  ) async -> Answer {
    let writer = AnswerWriter(desk: desk, zone: zone, now: clock.now())
    guard let tool = ToolName(written: call.name) else {
      let names = ToolName.allCases.map(\.rawValue)
      return Answer(.refused, "There is no such tool here. The tools are \(Spoken.choice(names)).")
    }
    let arguments: JSONValue
    switch call.arguments {
    case .unreadable(let why): return writer.ask(.unreadableArguments(why))
    case .object(let value): arguments = value
    }
    guard !deadline.hasPassed(on: clock) else { return writer.stay(tool: tool.rawValue, wanted: nil, slot: nil) }
    let request = ToolRequest(
      tool: tool, arguments: ArgumentReader(arguments), desk: desk, zone: zone, context: context, now: clock.now(),
      deadline: deadline, hearing: hearing)
    guard tool.writes else { return await perform(request, nil) }
    return await deliveries.once(call, at: desk.key, in: context, by: deadline, writer) { delivery in
      await perform(request, delivery)
    }
  }

  /// What the call still has to hear is part of the answer, so that every copy of a delivery hears the same.
  private func perform(_ request: ToolRequest, _ delivery: DeliveryOffice.Delivery?) async -> Answer {
    var request = request
    request.report = await reports.next(for: request.context, request.writer, owed: delivery?.owed)
    let answer = await tools.answer(request, delivery)
    // Or it had no room, and a later answer tells it.
    if let report = request.report, answer.line.hasPrefix(report.sentence) { request.hearing.note(report.booking) }
    request.hearing.close(with: answer)
    return answer
  }

  private func record(_ answer: Answer, to call: ToolCall, after duration: Duration) {
    // The model may invent names: only known ones become a label.
    let tool = ToolName(written: call.name)?.rawValue ?? "unknown"
    Counter(label: "frontdesk_tool_calls_total", dimensions: [("tool", tool), ("outcome", answer.kind.rawValue)])
      .increment()
    Metrics.Timer(label: "frontdesk_tool_call_seconds", dimensions: [("tool", tool)])
      .recordNanoseconds(duration.wholeMilliseconds * 1_000_000)
  }
}
