import Foundation
import Scheduling

/// What a run has found out.
struct Findings: Sendable {
  let seed: UInt64
  /// Where logs and database of the run are.
  let folder: URL
  var rounds = 0
  var time = Duration.zero
  var rests: [Duration] = []
  var violations: [Violation] = []
  /// By what: outcomes, deeds, edits.
  var outcomes: [String: Int] = [:]
  var deeds: [String: Int] = [:]
  var latencies: [String: Samples] = [:]
  var exchanges = 0
  var wishes = 0
  var bookings = 0
  var broken = 0
  var edits = 0
  /// Owner's events between a caller's wish and its answer, by which side of our event they landed on.
  var racesBefore = 0
  var racesAfter = 0
  var races: Int { racesBefore + racesAfter }
  var kills = 0
  var pauses = 0
  var killsAtSteps = 0

  init(seed: UInt64, folder: URL) {
    self.seed = seed
    self.folder = folder
  }

  /// Counts everything anew, so that it can be said after each round.
  mutating func count(_ evidence: Evidence, _ round: Round) async {
    let casebook = Casebook(evidence)
    exchanges = evidence.exchanges.count
    wishes = casebook.stories.count { $0.intent.kind != .other && !$0.exchanges.isEmpty }
    bookings = casebook.bookings.count
    broken = evidence.exchanges.count { $0.reply == nil }
    edits = evidence.edits.count
    outcomes = [:]
    for exchange in evidence.exchanges { outcomes[exchange.outcome ?? "no answer", default: 0] += 1 }
    let undisturbed = evidence.exchanges.filter { $0.reply != nil && !casebook.isDisturbed($0) }
    latencies = Dictionary(grouping: undisturbed, by: \.tool).mapValues { Samples($0.map(\.length)) }
    (racesBefore, racesAfter) = Races(casebook: casebook).counts
    deeds = await round.tally.counts.merging(await round.weather.counts) { $0 + $1 }
    (kills, pauses, killsAtSteps) = (0, 0, 0)
    for server in round.stage.servers {
      let deaths = await server.deaths
      kills += deaths.kills
      pauses += deaths.pauses
      killsAtSteps += deaths.atSteps
    }
  }
}

/// How often the owner hit the gap: an event of theirs over the very time that a caller asked for, between the wish and
/// its answer.
struct Races {
  let casebook: Casebook

  var counts: (before: Int, after: Int) {
    let ours = Dictionary(casebook.marked.values.flatMap { $0 }.map { ($0.title, $0) }) { first, _ in first }
    var (before, after) = (0, 0)
    for story in casebook.stories where story.intent.kind == .book {
      guard let place = story.intent.place, let began = story.began, let end = story.exchanges.last?.ended,
        let event = ours[story.intent.title]
      else { continue }
      for foreign in casebook.foreign(in: event.calendar, near: place.period) {
        let first = foreign.versions[0]
        let at = Instant(milliseconds: first.stamp / 1000)
        guard first.period.overlaps(place.period), at >= began, at <= end else { continue }
        if first.stamp < event.versions[0].stamp { before += 1 } else { after += 1 }
      }
    }
    return (before, after)
  }
}

/// Durations that were measured, sorted.
struct Samples: Sendable {
  private let sorted: [Duration]

  init(_ durations: [Duration]) { sorted = durations.sorted() }

  var count: Int { sorted.count }
  var longest: Duration { sorted.last ?? .zero }

  /// The smallest that so many per cent do not exceed; zero when nothing was measured.
  func percentile(_ percent: Double) -> Duration {
    guard !sorted.isEmpty else { return .zero }
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
