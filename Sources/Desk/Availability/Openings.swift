import Scheduling

/// Finds out when hosts are free: the calendars' busy periods and the ledger's own claims, laid over the hours.
struct Openings: Sendable {
  let ledger: any Ledger
  let calendars: any Calendars
  let clock: any Timekeeper
  /// Told what every reading shows; `nil`: nobody compares it with the ledger.
  var watch: CalendarWatch?

  /// What could be seen of each host.
  struct View: Sendable {
    /// Hosts all of whose calendars were read, with everything that is busy.
    let seen: [(host: Host, busy: BusyTimeline)]
    /// Hosts of whom at least one calendar was not read: they are not free (promise P3).
    let unseen: [(host: Host, trouble: CalendarTrouble)]
  }

  /// - Parameter call: whose own kept times do not stand in its way.
  func view(
    of hosts: [Host], in interval: Interval, for call: CallID?, by deadline: Deadline
  ) async throws(LedgerFailure) -> View {
    let references = Set(hosts.flatMap(\.calendars)).sorted()
    async let reading = calendars.busy(references, in: interval, by: deadline)
    let claims = try await ledger.claims(on: Set(hosts.map(\.resource)).sorted(), overlapping: interval)
    let readings = await reading
    var seen: [(host: Host, busy: BusyTimeline)] = []
    var unseen: [(host: Host, trouble: CalendarTrouble)] = []
    for host in hosts {
      watch?.note(host, in: interval, readings)
      let live = claims[host.resource] ?? []
      let own = Set(live.filter { call != nil && $0.keptFor == call }.map(\.booking))
      var periods = live.filter { !own.contains($0.booking) }.map(\.interval)
      var trouble: CalendarTrouble?
      for calendar in host.calendars {
        switch readings[calendar] {
        // The event of a time that is kept for this very call may be there already.
        case .known(let busy, _): periods += busy.filter { !$0.isOf(own) }.map(\.period)
        case .unknown(let why): trouble = trouble ?? why
        case nil: trouble = trouble ?? .unreachable
        }
      }
      if let trouble { unseen.append((host, trouble)) } else { seen.append((host, BusyTimeline(periods))) }
    }
    return View(seen: seen, unseen: unseen)
  }
}

extension Sighting {
  fileprivate func isOf(_ bookings: Set<BookingID>) -> Bool {
    mark.booking.map(bookings.contains) ?? false
  }
}

/// A time that may be offered: a slot in the vocabulary.
struct Slot: Hashable, Sendable {
  let start: Instant
  let host: Host
}

extension Openings.View {
  /// What may be offered in the window, in order of time and, at the same time, of the hosts; one slot for each start.
  func slots(
    of choice: Choice, at desk: DeskProfile, zone: Zone, now: Instant, in window: Interval, limit: Int
  ) -> [Slot] {
    var slots: [Slot] = []
    for (host, busy) in seen {
      let search = SlotSearch(zone: zone, hours: host.hours ?? desk.hours, rules: choice.rules, now: now)
      slots += search.starts(in: window, busy: busy, limit: limit).map { Slot(start: $0, host: host) }
    }
    var starts: Set<Instant> = []
    let ordered = slots.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
    return Array(ordered.map(\.element).filter { starts.insert($0.start).inserted }.prefix(limit))
  }

  /// The open starts nearest to a time. The day before it and all that comes after are searched apart, so that many starts
  /// before it leave none unfound after it.
  func nearest(
    to wanted: Instant, of choice: Choice, at desk: DeskProfile, zone: Zone, now: Instant, in bookable: Interval
  ) -> [Slot] {
    func found(_ window: Interval?, _ limit: Int) -> [Slot] {
      window.map { slots(of: choice, at: desk, zone: zone, now: now, in: $0, limit: limit) } ?? []
    }
    let before = found(Interval(start: bookable.start, end: min(wanted, bookable.end)), 2000)
    let after = found(Interval(start: max(wanted, bookable.start), end: bookable.end), SlotSelection.spoken)
    return SlotSelection.nearest(before + after, to: wanted)
  }

  /// Whether an appointment may start then, with the first host for whom it may, or the best reason why not.
  func verdict(
    at start: Instant, for choice: Choice, at desk: DeskProfile, zone: Zone, now: Instant
  ) -> (verdict: SlotVerdict, host: Host?) {
    var best: SlotVerdict?
    for (host, busy) in seen {
      let search = SlotSearch(zone: zone, hours: host.hours ?? desk.hours, rules: choice.rules, now: now)
      let verdict = search.verdict(at: start, busy: busy)
      if verdict == .open { return (.open, host) }
      // Somebody who works then but is booked says more than somebody who does not work then.
      if best == nil || verdict == .fullyBooked { best = verdict }
    }
    return (best ?? .fullyBooked, nil)
  }
}
