/// What blocks one start after another, looked at once: each question must begin no earlier than the one before.
struct Obstacles {
  private let busy: [Interval]
  private var nextBusy: Int
  private let rooms: [[BusyTimeline]]
  /// For each room, those of one group after those of the other, its first period that is not over.
  private var nextOfRoom: [Int]

  init(_ occupancy: Occupancy, from start: Instant) {
    busy = occupancy.blocked.intervals
    nextBusy = occupancy.blocked.firstIndex(endingAfter: start)
    rooms = occupancy.rooms
    nextOfRoom = occupancy.rooms.flatMap { group in group.map { $0.firstIndex(endingAfter: start) } }
  }

  /// Until when something is in the way of what lasts from `start` to `end`; `nil`: it is free.
  mutating func end(from start: Instant, to end: Instant) -> Instant? {
    if let end = Self.end(from: start, to: end, busy, &nextBusy) { return end }
    var room = 0
    for group in rooms {
      var freedAt: Instant? = Instant(milliseconds: .max)
      for timeline in group {
        let freed = Self.end(from: start, to: end, timeline.intervals, &nextOfRoom[room])
        room += 1
        // One free room will do. Else nothing fits before the first of them is free.
        if let known = freedAt { freedAt = freed.map { min($0, known) } }
      }
      if let freedAt { return freedAt }
    }
    return nil
  }

  private static func end(from start: Instant, to end: Instant, _ periods: [Interval], _ next: inout Int) -> Instant? {
    while next < periods.count, periods[next].end <= start { next += 1 }
    guard next < periods.count, periods[next].start < end else { return nil }
    return periods[next].end
  }
}
