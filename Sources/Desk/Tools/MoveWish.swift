import Scheduling

/// Where a booking is to go, as a `reschedule_event` says: the service and the length stay.
struct MoveWish: Sendable {
  let choice: Choice
  let host: Host
  let start: Instant

  var period: Interval { Interval(start: start, duration: choice.rules.duration) }

  init(_ request: ToolRequest, moving booking: Booking, zones: any ZoneSource) throws(Asking) {
    let desk = request.desk
    guard let offering = desk.offering(booking.offering) else { throw Asking(.offeringGone) }
    let time: WishedTime
    do throws(Asking) {
      time = try WishedTime(request, try request.timeReader(zones))
    } catch {
      throw error.question == .missingStart ? Asking(.missingNewTime) : error
    }
    if let slot = time.slot, slot.offering.key != booking.offering { throw Asking(.slotOfOtherService(offering.name)) }
    let able = desk.hosts(for: offering, continuing: booking.host)
    guard
      let host = try Self.host(request, able, offering) ?? time.slot?.host
        ?? able.first(where: { $0.key == booking.host })
    else { throw Asking(.whichHost(able.map(\.name))) }
    self.host = host
    start = time.start
    choice = Choice(keeping: booking, of: offering, with: host)
  }

  /// Whom the caller would rather see.
  private static func host(
    _ request: ToolRequest, _ able: [Host], _ offering: Offering
  ) throws(Asking) -> Host? {
    guard let name = try request.arguments.name("host"), request.desk.hosts.count > 1 else { return nil }
    switch request.desk.host(called: name) {
    case .one(let host):
      guard able.contains(host) else { throw Asking(.otherHost(offering.name, able.map(\.name))) }
      return host
    case .several(let hosts):
      let meant = able.filter(hosts.contains)
      guard meant.count == 1 else { throw Asking(.whichHost((meant.isEmpty ? hosts : meant).map(\.name))) }
      return meant.first
    case .none: throw Asking(.unknownHost(able.map(\.name)))
    }
  }

  /// Whether the booking is there already, or on its way there.
  func isMet(by booking: Booking) -> Bool {
    let target = booking.target
    return target.period.start == start && target.host == host.key
  }

  func move(of booking: Booking, for call: CallID?, at now: Instant, token: AttemptToken) -> Move {
    let last = booking.attempt
    // The same event changes its time where the calendar is the same.
    let attempt =
      last.calendar == host.calendar
      ? nil
      : Attempt(booking: booking.id, generation: last.generation + 1, token: token, calendar: host.calendar)
    return Move(
      host: host.key, period: period,
      claims: [Claim(resource: host.resource, interval: choice.rules.padded(start: start))], attempt: attempt,
      others: host.calendars.filter { $0 != host.calendar }, call: call, askedAt: now)
  }
}
