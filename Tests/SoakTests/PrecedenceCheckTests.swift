import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct PrecedenceCheckTests {
  /// Ours is inserted at 1.2 and told at 1.5.
  @Test(arguments: [
    (1.1, nil, true), (1.3, nil, false), (1.6, nil, false), (1.1, 1.4, false), (1.1, 1.9, true),
  ])
  func `what the owner put there before our event must not be told over`(from: Double, until: Double?, isOne: Bool) {
    var scenery = Scenery()
    let intent = scenery.book(0)
    scenery.hold("event-A", booking: "a", intent: intent, [(1.2, scenery.period(0))])
    scenery.write("own", [(from, scenery.period(15))] + (until.map { [($0, nil)] } ?? []))
    #expect(scenery.during.contains("I3") == isOne)
  }

  @Test func `the buffers count too`() {
    var scenery = Scenery()
    let intent = scenery.book(0)
    scenery.hold("event-A", booking: "a", intent: intent, [(1.2, scenery.period(0))])
    scenery.write("own", [(1.1, scenery.period(39))])
    #expect(scenery.during == ["I3"])
  }

  @Test func `a move is judged by when the event came to its new time`() {
    var scenery = Scenery()
    let intent = scenery.book(0)
    let move = scenery.intend(.move, scenery.place(120), code: "A")
    scenery.tell(move, "moved", at: 5, booking: scenery.facts(scenery.place(120), "A"))
    scenery.hold("event-A", booking: "a", intent: intent, [(1.2, scenery.period(0)), (5.2, scenery.period(120))])
    scenery.write("own", [(5.3, scenery.period(120))])
    #expect(scenery.during.isEmpty)
    scenery.write("earlier", [(5.1, scenery.period(120))])
    #expect(scenery.during == ["I3"])
  }

  @Test func `a calendar that only blocks may be read a little late`() {
    var scenery = Scenery()
    scenery.evidence.longestLag = .seconds(2)
    let intent = scenery.book(0, at: 10)
    scenery.hold("event-A", booking: "a", intent: intent, [(10.2, scenery.period(0))])
    let blocking = "ada-private@group.calendar.google.com"
    scenery.write("late", [(8, scenery.period(0))], calendar: blocking)
    #expect(scenery.during.isEmpty)
    scenery.write("early", [(7, scenery.period(0))], calendar: blocking)
    #expect(scenery.during == ["I3"])
  }
}
