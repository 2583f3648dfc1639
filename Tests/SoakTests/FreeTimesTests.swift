import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct FreeTimesTests {
  @Test func `what must be open is what nothing stands in the way of`() throws {
    var scenery = Scenery()
    let town = scenery.evidence.town
    let visit = try #require(town.service("visit"))
    let all = FreeTimes(town: town, events: []).all(on: 0..<1)
    #expect(all.count == 3 * town.starts(on: 0, of: visit).count + 2 * town.starts(on: 0, of: town.services[1]).count)

    scenery.hold("ours", booking: "a", intent: nil, [(1, scenery.period(0))])
    scenery.write("gone", [(1, scenery.period(180)), (2, nil)])
    scenery.write("private", [(1, scenery.period(120))], calendar: "ada-private@group.calendar.google.com")
    let free = FreeTimes(town: town, events: scenery.evidence.events).all(on: 0..<1)
      .filter { $0.place.host == "ada" && $0.service.key == "visit" }.map(\.place.period.start)
    // Visits need ten minutes after them, and so does the one that is booked.
    for minutes in [-30, -15, 0, 15, 30, 90, 105, 120, 135] {
      #expect(!free.contains(scenery.period(minutes).start), "\(minutes)")
    }
    for minutes in [-45, 45, 60, 75, 150, 180] { #expect(free.contains(scenery.period(minutes).start), "\(minutes)") }
  }

  @Test func `the same seed gives the same plan`() {
    let town = Town(now: Scenery.noon)
    func plans(_ seed: UInt64) -> [String] {
      (0..<50).map { number in
        var dice = Dice(seed: seed, "caller", number)
        return "\(CallPlan(Scenario(), town, days: 0..<2, number: "+12005550100", &dice))"
      }
    }
    #expect(plans(7) == plans(7))
    #expect(plans(7) != plans(8))
  }
}
