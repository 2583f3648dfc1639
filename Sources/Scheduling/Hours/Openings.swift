extension OpeningHours {
  /// When the business is open on a civil day, in order and without touching one another.
  ///
  /// A reading that the clocks jump over counts from the jump on; of a reading that comes twice, the first counts.
  /// Hours that lie in a gap as a whole are left out.
  package func openIntervals(on date: CivilDate, in zone: Zone) -> [Interval] {
    BusyTimeline(openings(on: date, in: zone).map(\.interval)).intervals
  }

  /// The day's hours, those that touch by the clock taken together, in order.
  func openings(on date: CivilDate, in zone: Zone) -> [Opening] {
    let midnight = Int64(date.daysSinceEpoch) * 86_400
    var openings: [Opening] = []
    var pending: (opens: Int, closes: Int)?
    func close() {
      guard let pending else { return }
      let opens = midnight + Int64(pending.opens)
      let start = zone.reading(ofSecond: opens).first
      let end = zone.reading(ofSecond: midnight + Int64(pending.closes)).first
      guard let interval = Interval(start: start, end: end) else { return }
      openings.append(Opening(midnight: midnight, civilStart: opens, interval: interval))
    }
    for hours in hours(on: date) {
      if let open = pending, open.closes == hours.opens.secondOfDay {
        pending = (open.opens, hours.closes.secondOfDay)
      } else {
        close()
        pending = (hours.opens.secondOfDay, hours.closes.secondOfDay)
      }
    }
    close()
    return openings
  }

  /// Until when the business stays open from `end` on, where one opening ends, as far as `needed`: hours that touch
  /// are one stretch, across midnight too.
  func stretchEnd(from end: Instant, needed: Instant, in zone: Zone) -> Instant {
    var end = end
    while end < needed {
      let next = openings(on: zone.civilTime(at: end).date, in: zone).first { $0.interval.start == end }
      guard let next else { break }
      end = next.interval.end
    }
    return end
  }
}

/// One stretch of a day's hours.
struct Opening: Hashable, Sendable {
  /// The reading at which its day begins: seconds as in ``CivilTime/secondsSinceEpoch``.
  let midnight: Int64
  /// The reading at which it opens, which the clocks may have jumped over: seconds of the same kind. Starts are
  /// counted from it, or from midnight.
  let civilStart: Int64
  let interval: Interval
}
