import Scheduling
import Testing

struct HostChoiceTests {
  private let day: Interval
  private let rules = SlotRules(duration: .hours(1), interval: .hours(1), places: 2)

  init() throws { day = try interval("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z") }

  private func at(_ hour: Int) -> Instant { day.start + .hours(hour) }

  private func candidate(
    _ hours: String, busy: [Int] = [], joined: [Int] = [], upcoming: Int = 0, isUnreachable: Bool = false
  ) throws -> HostChoice.Candidate {
    let search = SlotSearch(zone: .utc, hours: try daily(hours), rules: rules, now: day.start)
    let occupancy = Occupancy(
      busy: BusyTimeline(busy.map { rules.padded(start: at($0)) }),
      sessions: joined.map { ClassSession(start: at($0), claim: rules.padded(start: at($0)), taken: 1) },
      isUnreachable: isUnreachable)
    return HostChoice.Candidate(search: search, occupancy: occupancy, upcoming: upcoming)
  }

  private func options(_ choice: HostChoice, limit: Int = 100) -> [String] {
    choice.options(in: day, limit: limit).map { "\(($0.start - day.start).wholeMinutes / 60):\($0.candidate)" }
  }

  @Test func `a start that several have goes to the first in order, or to whoever has fewest bookings`() throws {
    let hosts = try [
      candidate("9:00-12:00", busy: [10], upcoming: 5), candidate("10:00-14:00", upcoming: 2),
      candidate("9:00-13:00", upcoming: 2),
    ]
    #expect(options(HostChoice(hosts, sharing: .priority)) == ["9:0", "10:1", "11:0", "12:1", "13:1"])
    #expect(options(HostChoice(hosts, sharing: .fewestUpcoming)) == ["9:2", "10:1", "11:1", "12:1", "13:1"])
    #expect(options(HostChoice(hosts, sharing: .priority), limit: 2) == ["9:0", "10:1"])
    #expect(options(HostChoice(hosts, sharing: .priority), limit: 0).isEmpty)
    #expect(options(HostChoice([], sharing: .priority)).isEmpty)
  }

  @Test func `a class that has begun to fill goes before a new one`() throws {
    let hosts = try [candidate("9:00-12:00"), candidate("9:00-12:00", joined: [10], upcoming: 9)]
    for sharing in HostChoice.Sharing.allCases {
      let choice = HostChoice(hosts, sharing: sharing)
      #expect(options(choice) == ["9:0", "10:1", "11:0"])
      #expect(choice.verdict(at: at(10)).candidate == 1)
      #expect(choice.verdict(at: at(11)).candidate == 0)
    }
  }

  @Test func `of several reasons the one that came nearest to open is given`() throws {
    let closed = try candidate("13:00-14:00")
    let booked = try candidate("9:00-12:00", busy: [10])
    let unseen = try candidate("9:00-12:00", isUnreachable: true)
    func verdict(_ hosts: [HostChoice.Candidate]) -> (SlotVerdict, Int?) {
      HostChoice(hosts, sharing: .priority).verdict(at: at(10))
    }
    #expect(verdict([closed, booked]) == (.fullyBooked, 1))
    #expect(verdict([booked, unseen, closed]) == (.unreachable, 1))
    #expect(verdict([closed, closed]) == (.closed, 0))
    #expect(verdict([]) == (.closed, nil))
    #expect(verdict([booked, unseen, try candidate("10:00-11:00")]) == (.open, 2))
  }

  @Test func `every start that somebody has is there once, and its host has it`() throws {
    let zone = try SampleZone.newYork.zone
    var random = SeededGenerator(seed: 9)
    var found = 0
    for _ in 0..<50 {
      let near = try instant("2026-11-01T06:00:00Z")
      let hosts = try (0..<3).map { _ in
        let trial = try SlotTrial(zone: zone, near: near, using: &random)
        return HostChoice.Candidate(
          search: try trial.search, occupancy: trial.occupancy, upcoming: Int.random(in: 0...2, using: &random))
      }
      let window = Interval(start: near - .days(2), duration: .days(6))
      for sharing in HostChoice.Sharing.allCases {
        let choice = HostChoice(hosts, sharing: sharing)
        let options = choice.options(in: window, limit: .max)
        let all = hosts.map { Set($0.search.starts(in: window, $0.occupancy, limit: .max)) }
        #expect(options.map(\.start) == all.reduce(Set()) { $0.union($1) }.sorted())
        for option in options {
          let able = hosts.indices.filter { all[$0].contains(option.start) }
          let best = able.min {
            rank(hosts[$0], $0, option.start, sharing) < rank(hosts[$1], $1, option.start, sharing)
          }
          #expect(option.candidate == best)
          // The verdict asks everybody, those too who would not offer the time of themselves.
          let (verdict, candidate) = choice.verdict(at: option.start)
          #expect(verdict == .open)
          let chosen = hosts[try #require(candidate)]
          #expect(chosen.search.verdict(at: option.start, chosen.occupancy) == .open)
        }
        #expect(choice.options(in: window, limit: 4) == Array(options.prefix(4)))
        found += options.count
      }
    }
    #expect(found > 500)
  }

  private func rank(
    _ host: HostChoice.Candidate, _ index: Int, _ start: Instant, _ sharing: HostChoice.Sharing
  ) -> (Int, Int, Int) {
    // An open time at which a session of the class begins is one to be joined.
    let joins = host.occupancy.sessions.contains { $0.start == start }
    return (joins ? 0 : 1, sharing == .priority ? 0 : host.upcoming, index)
  }
}
