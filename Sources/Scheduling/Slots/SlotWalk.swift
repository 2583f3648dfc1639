/// Walks the starts of one opening after another, and beside them all that blocks, each once. All in milliseconds.
struct SlotWalk {
  private let search: SlotSearch
  private let window: Interval
  private let occupancy: Occupancy
  private var obstacles: Obstacles
  private var nextSession: Int
  private let step: Int64
  /// What an appointment takes up, from before its start to after it. A `Duration` is 128 bits wide: too much work for each
  /// start.
  private let bufferBefore: Int64
  private let duration: Int64
  private let bufferAfter: Int64

  init(search: SlotSearch, window: Interval, occupancy: Occupancy) {
    self.search = search
    self.window = window
    self.occupancy = occupancy
    obstacles = Obstacles(occupancy, from: window.start - search.rules.bufferBefore)
    nextSession = occupancy.firstSession(from: window.start)
    // By the clock no opening is longer than a day, so starts further apart are one to an opening.
    step = min(search.rules.interval, .days(2)).wholeMilliseconds
    bufferBefore = search.rules.bufferBefore.wholeMilliseconds
    duration = search.rules.duration.wholeMilliseconds
    bufferAfter = search.rules.bufferAfter.wholeMilliseconds
  }

  /// `false` when `body` wants no more.
  mutating func starts(of opening: Opening, _ body: (Instant) -> Bool) -> Bool {
    let end = min(opening.interval.end, window.end)
    guard max(opening.interval.start, window.start) < end else { return true }
    let stretchEnd = search.hours.stretchEnd(
      from: opening.interval.end, needed: opening.interval.end + search.rules.duration, in: search.zone)
    // The last start possible: the appointment ends within the stretch, and starts within the opening and the window.
    let last = Instant(milliseconds: min((stretchEnd - search.rules.duration).milliseconds, end.milliseconds - 1))

    let first = firstReading(of: opening)
    var piece = opening.interval.start
    var shown = opening.civilStart * 1000
    while piece <= last {
      let change = search.zone.change(after: piece) ?? opening.interval.end
      let pieceEnd = min(change, opening.interval.end)
      let east = Int64(search.zone.offset(at: piece).secondsEast) * 1000
      let grid = Grid(start: first, step: step, east: east)
      guard starts(from: piece, to: min(pieceEnd, last + .milliseconds(1)), shown: shown, on: grid, body) else {
        return false
      }
      shown = pieceEnd.milliseconds + east
      piece = pieceEnd
    }
    return true
  }

  /// What the clock shows at the first start of the opening.
  private func firstReading(of opening: Opening) -> Int64 {
    let opens = opening.civilStart * 1000
    switch search.rules.alignment {
    case .opening: return opens
    case .clock:
      let midnight = opening.midnight * 1000
      return midnight + (opens - midnight + step - 1) / step * step
    }
  }

  /// The starts of a piece during which the clocks are not set. `shown` is what they showed as it began, before they
  /// were set.
  private mutating func starts(
    from piece: Instant, to end: Instant, shown: Int64, on grid: Grid, _ body: (Instant) -> Bool
  ) -> Bool {
    var start = grid.instant(notBefore: max(piece, window.start))
    // A start that was jumped over is offered at the jump.
    if piece >= window.start, grid.hasPoint(from: shown, to: piece.milliseconds + grid.east) { start = piece }
    while true {
      if let session = joinable(from: piece, before: end), session <= start {
        nextSession += 1
        guard body(session) else { return false }
        // The session itself blocks this very start, so it is not offered twice.
        continue
      }
      guard start < end else { return true }
      let paddedStart = start.adding(milliseconds: -bufferBefore)
      let paddedEnd = start.adding(milliseconds: duration).adding(milliseconds: bufferAfter)
      if let freedAt = obstacles.end(from: paddedStart, to: paddedEnd) {
        let next = freedAt.adding(milliseconds: bufferBefore)
        start = next < end ? grid.instant(notBefore: next) : end
      } else {
        guard body(start) else { return false }
        start = grid.instant(notBefore: start.adding(milliseconds: 1))
      }
    }
  }

  /// The start of the next session that somebody may join, in that stretch. Those that nobody may are passed over.
  private mutating func joinable(from start: Instant, before end: Instant) -> Instant? {
    while nextSession < occupancy.sessions.count {
      let session = occupancy.sessions[nextSession].start
      guard session < end else { return nil }
      if session >= start, occupancy.isJoinable(nextSession, search.rules) { return session }
      nextSession += 1
    }
    return nil
  }

  /// The readings at which starts lie, on clocks that are so far `east`.
  private struct Grid {
    let start: Int64
    let step: Int64
    let east: Int64

    func instant(notBefore instant: Instant) -> Instant {
      Instant(milliseconds: reading(notBefore: instant.milliseconds + east) - east)
    }

    func hasPoint(from shown: Int64, to next: Int64) -> Bool { reading(notBefore: shown) < next }

    private func reading(notBefore reading: Int64) -> Int64 {
      reading <= start ? start : start + (reading - start + step - 1) / step * step
    }
  }
}

extension Instant {
  /// Saturates like `+`.
  fileprivate func adding(milliseconds count: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(count)
    return Instant(milliseconds: overflow ? (count < 0 ? .min : .max) : sum)
  }
}
