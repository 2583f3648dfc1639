import Scheduling
import Testing

/// The search against a slow reference, on questions made up around the clock changes of many zones.
struct SlotPropertyTests {
  @Test(arguments: SampleZone.allCases)
  func `what is offered is what the rules allow, no more and no less`(sample: SampleZone) throws {
    var offered = 0
    try forEachTrial(in: sample, rounds: 80) { round, trial, _ in
      let search = try trial.search
      let reference = SlotReference(trial)
      let found = search.starts(in: trial.window, trial.occupancy, limit: .max)
      #expect(found == reference.starts, "round \(round): \(trial.rules) \(trial.zone.texts([trial.now]))")
      offered += found.count
      for start in found {
        #expect(search.verdict(at: start, trial.occupancy) == .open)
        let isShared = trial.sessions.contains { $0.start == start }
        let blocking = trial.busy + trial.sessions.filter { $0.start != start }.map(\.claim)
        let padded = trial.rules.padded(start: start)
        #expect(!blocking.contains { $0.overlaps(padded) })
        #expect(isShared || trial.rooms.allSatisfy { $0.contains { room in !room.contains { $0.overlaps(padded) } } })
      }
    }
    #expect(offered > 500)
  }

  @Test(arguments: SampleZone.allCases)
  func `any time that somebody asks for has the verdict of the rules`(sample: SampleZone) throws {
    var seen: Set<SlotVerdict> = []
    try forEachTrial(in: sample, rounds: 80) { round, trial, random in
      let search = try trial.search
      let reference = SlotReference(trial)
      let occupancy = trial.occupancy
      for _ in 0..<60 {
        let start = trial.now + .minutes(Int.random(in: -500...9000, using: &random))
        let verdict = search.verdict(at: start, occupancy)
        #expect(verdict == reference.verdict(at: start), "round \(round): \(trial.rules) \(trial.zone.texts([start]))")
        seen.insert(verdict)
      }
    }
    #expect(seen == Set(SlotVerdict.allCases))
  }

  @Test(arguments: SampleZone.allCases)
  func `more that is free never takes a start away`(sample: SampleZone) throws {
    var gained = 0
    try forEachTrial(in: sample, rounds: 80) { round, trial, random in
      let search = try trial.search
      let before = Set(search.starts(in: trial.window, trial.occupancy, limit: .max))
      var freer = trial
      freer.busy.removeAll { _ in Bool.random(using: &random) }
      freer.bookings.removeAll { _ in Bool.random(using: &random) }
      freer.sessions = freer.sessions.map { ClassSession(start: $0.start, claim: $0.claim, taken: $0.taken / 2) }
      freer.rooms = freer.rooms.map { group in Bool.random(using: &random) ? group : group + [[]] }
      freer.isUnreachable = false
      let after = Set(search.starts(in: trial.window, freer.occupancy, limit: .max))
      #expect(before.isSubset(of: after), "round \(round): \(trial.rules) \(trial.zone.texts([trial.now]))")
      gained += after.count - before.count
      guard trial.rules.alignment == .clock else { return }
      // Starts that are counted from midnight stay where they are when the hours are longer.
      let always = try SlotSearch(zone: trial.zone, hours: daily("0:00-24:00"), rules: trial.rules, now: trial.now)
      #expect(before.isSubset(of: always.starts(in: trial.window, trial.occupancy, limit: .max)), "round \(round)")
    }
    #expect(gained > 100)
  }

  @Test func `the same question has the same answer, in whatever order it is put`() throws {
    try forEachTrial(in: .newYork, rounds: 80) { _, trial, random in
      var other = trial
      other.busy.shuffle(using: &random)
      other.sessions.shuffle(using: &random)
      other.bookings.shuffle(using: &random)
      other.rooms = other.rooms.map { $0.map { $0.shuffled(using: &random) }.shuffled(using: &random) }
      let found = try trial.search.starts(in: trial.window, trial.occupancy, limit: .max)
      #expect(try other.search.starts(in: other.window, other.occupancy, limit: .max) == found)
      #expect(try trial.search.starts(in: trial.window, trial.occupancy, limit: 3) == Array(found.prefix(3)))
    }
  }

  @Test func `a search ends as soon as nobody wants more`() throws {
    let now = try instant("2026-11-01T03:30:00Z")
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(45), places: 2)
    let search = try SlotSearch(
      zone: SampleZone.newYork.zone, hours: daily("0:00-9:00 13:00-15:00"), rules: rules, now: now)
    let window = Interval(start: now, duration: .days(2))
    let start = now + .minutes(200)
    let occupancy = Occupancy(sessions: [ClassSession(start: start, claim: rules.padded(start: start), taken: 1)])
    let all = search.starts(in: window, occupancy, limit: .max)
    #expect(all.count > 20)
    #expect(all.contains(start))
    for wanted in 1..<all.count {
      var asked: [Instant] = []
      search.forEachStart(in: window, occupancy) { start in
        asked.append(start)
        return asked.count < wanted
      }
      #expect(asked == Array(all.prefix(wanted)))
    }
  }

  private func forEachTrial(
    in sample: SampleZone, rounds: Int, _ body: (Int, SlotTrial, inout SeededGenerator) throws -> Void
  ) throws {
    let zone = try sample.zone
    var random = SeededGenerator(seed: 42 + UInt64(sample.rawValue.utf8.count))
    let changes = Self.changes(of: zone)
    for round in 0..<rounds {
      let near = changes.isEmpty ? Instant(seconds: 1_790_000_040) : changes[round % changes.count]
      let trial = try SlotTrial(zone: zone, near: near, using: &random)
      try body(round, trial, &random)
    }
  }

  private static func changes(of zone: Zone) -> [Instant] {
    var changes: [Instant] = []
    var cursor = Instant(seconds: 1_280_000_000)
    while let change = zone.change(after: cursor), changes.count < 12 {
      changes.append(change)
      cursor = change
    }
    return changes
  }
}
