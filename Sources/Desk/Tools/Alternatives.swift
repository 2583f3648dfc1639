import Scheduling

/// The open times nearest to one that cannot be had.
struct Alternatives: Sendable {
  /// Kept for naming alternatives once a time turns out to be taken.
  static let patience = Duration.milliseconds(1200)

  let openings: Openings
  let door: LedgerDoor
  let clock: any Timekeeper

  /// As far as time is left to look for them; none rather than late, and none while nothing can be booked.
  func nearest(to start: Instant, of choice: Choice, _ request: ToolRequest) async -> [Slot] {
    let limit = request.deadline.less(Workbench.commitReserve).capped(to: Self.patience, on: clock)
    let span = SearchSpan(
      around: Interval(start: start, duration: choice.rules.duration),
      SlotSearch(zone: request.zone, hours: request.desk.hours, rules: choice.rules, now: request.now))
    do throws(LedgerFailure) {
      guard try await !door.isClosed() else { return [] }
      let view = try await openings.view(of: choice.hosts, in: span.read, for: request.context.call, by: limit)
      return view.nearest(
        to: start, of: choice, at: request.desk, zone: request.zone, now: request.now, in: span.bookable
      ).filter { $0.start != start }
    } catch {
      return []
    }
  }
}

extension ToolRequest {
  /// Whether an appointment may start then at all, whatever is booked.
  func verdict(at start: Instant, with host: Host, _ rules: SlotRules) -> SlotVerdict {
    SlotSearch(zone: zone, hours: host.hours ?? desk.hours, rules: rules, now: now)
      .verdict(at: start, busy: BusyTimeline())
  }
}
