/// Several hosts, any of whom will do for an appointment.
package struct HostChoice: Sendable {
  /// Who gets a start that several hosts have.
  package enum Sharing: String, Hashable, Sendable, CaseIterable {
    /// The first in the desk's order who is free.
    case priority
    /// Whoever has the fewest upcoming bookings; of those with equally many, the first in the desk's order.
    case fewestUpcoming
  }

  package struct Candidate: Sendable {
    package let search: SlotSearch
    package let occupancy: Occupancy
    /// How many bookings the host has from now on.
    package let upcoming: Int

    package init(search: SlotSearch, occupancy: Occupancy, upcoming: Int = 0) {
      self.search = search
      self.occupancy = occupancy
      self.upcoming = upcoming
    }
  }

  /// A start that may be offered, and with whom.
  package struct Option: Hashable, Sendable {
    package let start: Instant
    /// The index in ``HostChoice/candidates``.
    package let candidate: Int
  }

  /// In the desk's order.
  package let candidates: [Candidate]
  /// The indices of the candidates, who is asked first in front.
  private let ranking: [Int]

  package init(_ candidates: [Candidate], sharing: Sharing) {
    self.candidates = candidates
    ranking =
      switch sharing {
      case .priority: Array(candidates.indices)
      case .fewestUpcoming:
        candidates.indices.sorted { (candidates[$0].upcoming, $0) < (candidates[$1].upcoming, $1) }
      }
  }

  /// The first `limit` starts in the window that some host has, in order of time, each once. Of several hosts who have a
  /// start, one whose class it is with a place left goes first, so that a class is filled before another is begun; else
  /// ``Sharing`` decides.
  package func options(in window: Interval, limit: Int) -> [Option] {
    var lanes = ranking.map { index in
      Lane(
        candidate: index,
        starts: candidates[index].search.starts(in: window, candidates[index].occupancy, limit: limit)[...])
    }
    var options: [Option] = []
    while options.count < limit, let start = lanes.compactMap(\.starts.first).min() {
      var chosen: Int?
      var isJoined = false
      for lane in lanes.indices where lanes[lane].starts.first == start {
        lanes[lane].starts.removeFirst()
        let index = lanes[lane].candidate
        let joins = candidates[index].isJoinable(at: start)
        if chosen == nil || (joins && !isJoined) { (chosen, isJoined) = (index, joins) }
      }
      if let chosen { options.append(Option(start: start, candidate: chosen)) }
    }
    return options
  }

  /// Whether an appointment at exactly `start` may be made with somebody, and with whom; ties are decided as by
  /// ``options(in:limit:)``. It need not be a start that anybody offers. Else the greatest of the verdicts, and the first
  /// host by rank whose it is; without any host ``SlotVerdict/closed``.
  package func verdict(at start: Instant) -> (verdict: SlotVerdict, candidate: Int?) {
    var best: (verdict: SlotVerdict, candidate: Int)?
    for index in ranking {
      let verdict = candidates[index].search.verdict(at: start, candidates[index].occupancy)
      if verdict == .open, candidates[index].isJoinable(at: start) { return (.open, index) }
      if best.map({ $0.verdict < verdict }) ?? true { best = (verdict, index) }
    }
    return (best?.verdict ?? .closed, best?.candidate)
  }

  private struct Lane {
    let candidate: Int
    var starts: ArraySlice<Instant>
  }
}

extension HostChoice.Candidate {
  fileprivate func isJoinable(at start: Instant) -> Bool {
    occupancy.joinable(at: start, search.rules) != nil
  }
}
