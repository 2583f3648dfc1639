/// All that stands in the way of one service with one host, as it was seen.
package struct Occupancy: Hashable, Sendable {
  /// What blocks the host, the sessions of the same class left out.
  package let busy: BusyTimeline
  /// The sessions of the class, in order of time.
  package let sessions: [ClassSession]
  /// The host's bookings of the service.
  package let counts: BookingCounts
  /// Rooms and equipment: of each group one must be free all through the appointment and its buffers. What the host's own
  /// ``sessions`` take of them is left out. No room is in two groups. A group of none can never be had.
  package let rooms: [[BusyTimeline]]
  /// Whether a calendar could not be read: unknown is never free.
  package let isUnreachable: Bool

  /// ``busy`` and what the sessions take.
  let blocked: BusyTimeline
  /// For each session whether nothing else lies over it: only then can somebody join it.
  let isClear: [Bool]

  /// - Parameter sessions: in any order; those with the same start and claim are one, and what they took is added.
  package init(
    busy: BusyTimeline = BusyTimeline(), sessions: [ClassSession] = [], counts: BookingCounts = BookingCounts(),
    rooms: [[BusyTimeline]] = [], isUnreachable: Bool = false
  ) {
    self.busy = busy
    self.counts = counts
    self.rooms = rooms
    self.isUnreachable = isUnreachable
    let merged = Self.merged(sessions)
    self.sessions = merged
    blocked = busy.union(BusyTimeline(merged.map(\.claim)))
    isClear = Self.clear(merged, of: busy)
  }

  /// The host is seen and has nothing to do.
  package static let nothing = Occupancy()

  /// The index of the session that begins then, if somebody may join it by these rules: it was booked for just as long
  /// and with the same buffers, has a place left, and nothing else lies over it.
  func joinable(at start: Instant, _ rules: SlotRules) -> Int? {
    let index = firstSession(from: start)
    return index < sessions.count && sessions[index].start == start && isJoinable(index, rules) ? index : nil
  }

  func isJoinable(_ index: Int, _ rules: SlotRules) -> Bool {
    let session = sessions[index]
    return isClear[index] && session.taken < rules.places && session.claim == rules.padded(start: session.start)
  }

  /// The index of the first session that begins then or later; the count where there is none.
  func firstSession(from start: Instant) -> Int {
    var low = 0
    var high = sessions.count
    while low < high {
      let middle = (low + high) / 2
      if sessions[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether some group of rooms has none that is free throughout.
  func lacksRoom(for padded: Interval) -> Bool {
    rooms.contains { group in group.allSatisfy { $0.overlaps(padded) } }
  }
}

extension Occupancy {
  private static func merged(_ sessions: [ClassSession]) -> [ClassSession] {
    var merged: [ClassSession] = []
    for session in sessions.sorted(by: {
      ($0.start, $0.claim.start, $0.claim.end) < ($1.start, $1.claim.start, $1.claim.end)
    }) {
      if let last = merged.last, last.start == session.start, last.claim == session.claim {
        merged[merged.count - 1] = ClassSession(
          start: last.start, claim: last.claim, taken: last.taken + session.taken)
      } else {
        merged.append(session)
      }
    }
    return merged
  }

  private static func clear(_ sessions: [ClassSession], of busy: BusyTimeline) -> [Bool] {
    var isClear = sessions.map { !busy.overlaps($0.claim) }
    let order = sessions.indices.sorted { sessions[$0].claim.start < sessions[$1].claim.start }
    // Storage lets no two sessions overlap; what was read elsewhere may.
    var reach: (end: Instant, index: Int)?
    for index in order {
      let claim = sessions[index].claim
      if let reach, claim.start < reach.end {
        isClear[index] = false
        isClear[reach.index] = false
      }
      if reach.map({ $0.end < claim.end }) ?? true { reach = (claim.end, index) }
    }
    return isClear
  }
}
