import Scheduling

/// What one reading of a host's calendars showed.
struct CalendarReading: Hashable, Sendable {
  /// Where the host's bookings are written.
  let calendar: CalendarReference
  let window: Interval
  /// What was seen in that calendar and in those beside it that could be read.
  let sightings: [CalendarReference: [Sighting]]
  /// When the calendar was asked.
  let asOf: Instant

  /// `nil` where the booking calendar itself was not read: then nothing is said about any booking.
  init?(of host: Host, in window: Interval, _ readings: [CalendarReference: BusyReading]) {
    guard case .known(_, let asOf) = readings[host.calendar] else { return nil }
    self.calendar = host.calendar
    self.window = window
    self.asOf = asOf
    sightings = Dictionary(
      uniqueKeysWithValues: host.calendars.compactMap { calendar in
        guard case .known(let sightings, _) = readings[calendar] else { return nil }
        return (calendar, sightings)
      })
  }
}

/// What a reading gives reason to do. Nothing is changed because of it alone: a list may be out of date.
struct ReadingFindings: Hashable, Sendable {
  /// Confirmed bookings that the reading should have shown where they are, and did not: to be verified one by one.
  private(set) var doubtful: [Booking] = []
  /// What stands over a confirmed booking that the reading did show.
  private(set) var overlaps: [Overlap] = []
  /// Events that bear the ledger's mark and belong to no booking that is expected here.
  private(set) var strangers: [Stranger] = []

  struct Overlap: Hashable, Sendable {
    let booking: Booking
    let period: Interval
  }

  struct Stranger: Hashable, Sendable {
    let booking: BookingID
    let period: Interval
  }

  /// - Parameter bookings: those of the calendar in states that exclude, which overlap the window.
  init(_ reading: CalendarReading, bookings: [Booking]) {
    let own = reading.sightings[reading.calendar] ?? []
    for booking in bookings where booking.state == .confirmed && booking.createdAt < reading.asOf {
      guard own.contains(where: { $0.mark.isOf(booking.id) && $0.period == booking.period }) else {
        if reading.window.contains(booking.period) { doubtful.append(booking) }
        continue
      }
      // Buffers may be overrun by whom they belong to; the appointment itself may not.
      let foreign = ([booking.attempt.calendar] + booking.others).flatMap { calendar in
        (reading.sightings[calendar] ?? []).filter { sighting in
          sighting.mark == .foreign && sighting.period.overlaps(booking.period)
            && !Self.isInvitation(sighting, in: calendar, to: booking)
        }
      }
      overlaps += Set(foreign.map(\.period)).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        .map { Overlap(booking: booking, period: $0) }
    }
    let expected = Set(bookings.map(\.id))
    for sighting in own {
      guard let id = sighting.mark.booking, !expected.contains(id) else { continue }
      strangers.append(Stranger(booking: id, period: sighting.period))
    }
  }

  /// A guest's own calendar shows the appointment itself, as an event of theirs.
  private static func isInvitation(
    _ sighting: Sighting, in calendar: CalendarReference, to booking: Booking
  ) -> Bool {
    sighting.period == booking.period && calendar != booking.attempt.calendar
      && booking.details.guests.contains { ResourceID("calendar:" + $0.lowercased()) == ResourceID(calendar) }
  }
}
