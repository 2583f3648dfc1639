/// Walks the starts of one opening after another, and beside them the busy periods, both once. All in milliseconds.
struct SlotWalk {
  private let search: SlotSearch
  private let window: Interval
  private let busy: [Interval]
  private var nextBusy: Int
  private let duration: Int64
  private let step: Int64

  init(search: SlotSearch, window: Interval, busy: BusyTimeline) {
    self.search = search
    self.window = window
    self.busy = busy.intervals
    nextBusy = busy.firstIndex(endingAfter: window.start - search.rules.bufferBefore)
    duration = search.rules.duration.wholeMilliseconds
    // By the clock no opening is longer than a day, so starts further apart are one to an opening.
    step = min(search.rules.interval, .days(2)).wholeMilliseconds
  }

  /// `false` when `body` wants no more.
  mutating func starts(of opening: Opening, _ body: (Instant) -> Bool) -> Bool {
    let end = min(opening.interval.end, window.end)
    guard max(opening.interval.start, window.start) < end else { return true }
    let stretchEnd = search.hours.stretchEnd(
      from: opening.interval.end, needed: opening.interval.end + search.rules.duration, in: search.zone)
    // The last start possible: the appointment ends within the stretch, and starts within the opening and the window.
    let last = Instant(milliseconds: min((stretchEnd - search.rules.duration).milliseconds, end.milliseconds - 1))

    var piece = opening.interval.start
    var shown = opening.civilStart * 1000
    while piece <= last {
      let change = search.zone.change(after: piece) ?? opening.interval.end
      let pieceEnd = min(change, opening.interval.end)
      let east = Int64(search.zone.offset(at: piece).secondsEast) * 1000
      let grid = Grid(start: opening.civilStart * 1000, step: step, east: east)
      guard starts(from: piece, to: min(pieceEnd, last + .milliseconds(1)), shown: shown, on: grid, body) else {
        return false
      }
      shown = pieceEnd.milliseconds + east
      piece = pieceEnd
    }
    return true
  }

  /// The starts of a piece during which the clocks are not set. `shown` is what they showed as it began, before they
  /// were set.
  private mutating func starts(
    from piece: Instant, to end: Instant, shown: Int64, on grid: Grid, _ body: (Instant) -> Bool
  ) -> Bool {
    var start = grid.instant(notBefore: max(piece, window.start))
    // A start that was jumped over is offered at the jump.
    if piece >= window.start, grid.hasPoint(from: shown, to: piece.milliseconds + grid.east) { start = piece }
    while start < end {
      if let obstacle = obstacle(to: search.rules.padded(start: start)) {
        let next = obstacle.end + search.rules.bufferBefore
        guard next < end else { return true }
        start = grid.instant(notBefore: next)
      } else {
        guard body(start) else { return false }
        start = grid.instant(notBefore: start + .milliseconds(1))
      }
    }
    return true
  }

  private mutating func obstacle(to padded: Interval) -> Interval? {
    while nextBusy < busy.count, busy[nextBusy].end <= padded.start { nextBusy += 1 }
    guard nextBusy < busy.count, busy[nextBusy].start < padded.end else { return nil }
    return busy[nextBusy]
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
