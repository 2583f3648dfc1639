package import Scheduling

/// Every sentence that the desk says to its owner, in one place. Times are in the desk's zone; where that cannot be read, in
/// UTC.
package struct NoticeWriter: Sendable {
  private let zones: any ZoneSource
  private let randomness: Randomness

  package init(zones: any ZoneSource, randomness: Randomness) {
    self.zones = zones
    self.randomness = randomness
  }

  /// The owner has moved the event.
  func moved(_ booking: Booking, to period: Interval, zone: ZoneID, at now: Instant) -> Notice {
    let (was, place) = (time(booking.period.start, zone), time(period.start, zone))
    return notice(
      .moved, about: booking, "\(booking.revision):\(period.start.milliseconds)-\(period.end.milliseconds)", at: now,
      "\(what(booking)) of \(was) was moved to \(place) in the calendar. The booking has followed; the caller has not "
        + "been told by this program.")
  }

  /// The owner has deleted the event.
  func removed(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .removed, about: booking, "", at: now,
      "\(what(booking)) of \(time(booking.period.start, zone)) was deleted in the calendar. The booking is cancelled; "
        + "the caller has not been told by this program.")
  }

  /// Something stands in the calendar over a confirmed booking.
  func overlap(_ booking: Booking, with period: Interval, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .overlap, about: booking, "\(period.start.milliseconds)-\(period.end.milliseconds)", at: now,
      "Something from \(time(period.start, zone)) to \(time(period.end, zone)) stands over \(what(booking)) of "
        + "\(time(booking.period.start, zone)). The booking is kept: decide which of the two is to move.")
  }

  /// What a caller was promised could not be done.
  func promiseBroken(_ booking: Booking, isMove: Bool, zone: ZoneID, at now: Instant) -> Notice {
    let promised = isMove ? "to be moved to another time" : "for \(time(booking.period.start, zone))"
    return notice(
      .promiseBroken, about: booking, isMove ? "move:\(booking.epoch)" : "", at: now,
      "\(what(booking)) was promised \(promised), and that could not be done. Let the caller know.")
  }

  func notice(
    _ kind: Notice.Kind, about booking: Booking, _ detail: String, at now: Instant, _ text: String
  ) -> Notice {
    Notice(
      id: NoticeID(randomness.hexadecimal(bytes: 16)), desk: booking.desk, kind: kind,
      key: "\(kind.rawValue):\(booking.id):\(detail)", booking: booking.id, raisedAt: now, text: text,
      name: booking.details.name, phone: booking.details.phone ?? booking.caller)
  }

  func what(_ booking: Booking) -> String {
    booking.code.map { "The appointment \($0.spelled)" } ?? "An appointment"
  }

  func time(_ instant: Instant, _ zone: ZoneID) -> String {
    do throws(ZoneError) {
      return instant.rfc3339(in: try zones.zone(zone))
    } catch {
      return instant.rfc3339()
    }
  }
}
