import Scheduling

/// `check_availability`: which times are open (DESIGN section 7). Reads only; nothing is kept.
struct CheckAvailability: Sendable {
  /// How far the search looks when nothing was asked for in particular, and around a time that is not open.
  static let span = Duration.days(14)
  /// More open times than this are not looked at: three are spoken.
  static let limit = 200

  let openings: Openings
  /// While it is closed nothing is offered, since nothing could be booked.
  let door: LedgerDoor
  let zones: any ZoneSource

  func answer(_ request: ToolRequest) async -> Answer {
    do throws(Asking) {
      let choice = try Choice(
        desk: request.desk, arguments: request.arguments, hints: request.context.hints, length: nil)
      let wish = try wish(of: request, choice)
      return await answer(request, choice, wish)
    } catch {
      return request.writer.ask(error.question)
    }
  }

  private func wish(of request: ToolRequest, _ choice: Choice) throws(Asking) -> TimeReader.Wish {
    let reader = try request.timeReader(zones)
    let (from, to) = (request.arguments.text("timeMin", limit: 64), request.arguments.text("timeMax", limit: 64))
    if let when = request.arguments.text("when", limit: 200) { return try reader.wish(when, argument: "when") }
    guard from != nil || to != nil else {
      return .window(Interval(start: request.now, duration: Self.span))
    }
    var start = request.now
    if let from { start = try reader.edge(from, argument: "timeMin", isEnd: false) }
    var end = start + Self.span
    if let to { end = try reader.edge(to, argument: "timeMax", isEnd: true) }
    guard let window = Interval(start: start, end: end) else { throw Asking(.windowReversed) }
    guard window.end > request.now else { throw Asking(.past(window.start)) }
    // A window that no appointment fits into means its start.
    return window.duration <= choice.rules.duration ? .start(window.start) : .window(window)
  }

  private func answer(_ request: ToolRequest, _ choice: Choice, _ wish: TimeReader.Wish) async -> Answer {
    let wanted: Interval =
      switch wish {
      case .start(let start): Interval(start: start, duration: choice.rules.duration)
      case .window(let window): window
      }
    let span = SearchSpan(
      around: wanted,
      SlotSearch(zone: request.zone, hours: request.desk.hours, rules: choice.rules, now: request.now))
    let view: Openings.View
    do throws(LedgerFailure) {
      guard try await !door.isClosed() else { return request.writer.closed }
      view = try await openings.view(
        of: choice.hosts, in: span.read, for: request.context.call, by: request.deadline)
    } catch {
      return request.writer.unreachable(.unreachable)
    }
    guard !view.seen.isEmpty else { return request.writer.unreachable(view.unseen.first?.trouble ?? .unreachable) }
    let finding = Finding(request: request, choice: choice, view: view, span: span, busy: view.busy(within: wanted))
    switch wish {
    case .start(let start): return about(start, finding)
    case .window(let window): return within(window, finding)
    }
  }

  /// What was found out for one question.
  private struct Finding {
    let request: ToolRequest
    let choice: Choice
    let view: Openings.View
    let span: SearchSpan
    let busy: [Interval]

    func slots(in window: Interval) -> [Slot] {
      guard let window = window.intersection(span.bookable) else { return [] }
      return view.slots(
        of: choice, at: request.desk, zone: request.zone, now: request.now, in: window, limit: CheckAvailability.limit)
    }

    func nearest(to wanted: Instant) -> [Slot] {
      view.nearest(to: wanted, of: choice, at: request.desk, zone: request.zone, now: request.now, in: span.bookable)
    }
  }

  private func about(_ start: Instant, _ finding: Finding) -> Answer {
    let (request, choice) = (finding.request, finding.choice)
    let (verdict, host) = finding.view.verdict(
      at: start, for: choice, at: request.desk, zone: request.zone, now: request.now)
    if verdict == .open, let host {
      return request.writer.open(Slot(start: start, host: host), of: choice, busy: finding.busy)
    }
    if verdict == .fullyBooked || verdict == .closed, let unseen = finding.view.unseen.first {
      return request.writer.unreachable(unseen.trouble)
    }
    return request.writer.nothing(
      verdict, wanted: start, nearest: finding.nearest(to: start), of: choice, busy: finding.busy)
  }

  private func within(_ window: Interval, _ finding: Finding) -> Answer {
    let (request, choice) = (finding.request, finding.choice)
    let fitting = finding.slots(in: window).filter {
      window.contains(Interval(start: $0.start, duration: choice.rules.duration))
    }
    if !fitting.isEmpty {
      return request.writer.offer(SlotSelection.spread(fitting, in: request.zone), of: choice, busy: finding.busy)
    }
    // What some calendar hides may be open: unknown is neither free nor booked.
    if let unseen = finding.view.unseen.first { return request.writer.unreachable(unseen.trouble) }
    let verdict = finding.view.verdict(
      in: window, for: choice, at: request.desk, zone: request.zone, now: request.now)
    return request.writer.nothing(
      verdict, wanted: nil, nearest: finding.nearest(to: window.start), of: choice, busy: finding.busy)
  }
}

extension Openings.View {
  /// What is busy within the window, over all hosts that were seen: merged and cut to it.
  func busy(within window: Interval) -> [Interval] {
    BusyTimeline(seen.flatMap { $0.busy.intervals }).intervals.compactMap { $0.intersection(window) }
  }

  /// Why nothing is open in a window.
  func verdict(
    in window: Interval, for choice: Choice, at desk: DeskProfile, zone: Zone, now: Instant
  ) -> SlotVerdict {
    let search = SlotSearch(zone: zone, hours: desk.hours, rules: choice.rules, now: now)
    if window.end <= now { return .past }
    if window.end <= search.earliest { return .tooSoon }
    if window.start >= search.latest { return .tooFar }
    // Open hours in which nothing is open are booked; no open hours at all are closed; those that are nearly over came too
    // soon to be booked.
    func hasHours(at now: Instant) -> Bool {
      seen.contains { host, _ in
        !SlotSearch(zone: zone, hours: host.hours ?? desk.hours, rules: choice.rules, now: now)
          .starts(in: window, busy: BusyTimeline(), limit: 1).isEmpty
      }
    }
    if hasHours(at: now) { return .fullyBooked }
    return hasHours(at: window.start - choice.rules.notice) ? .tooSoon : .closed
  }
}
