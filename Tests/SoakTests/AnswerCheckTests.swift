import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct AnswerCheckTests {
  @Test func `the same delivery gets the same bytes once it is settled`() {
    var scenery = Scenery()
    let place = scenery.place(0)
    let intent = scenery.intend(.book, place)
    let facts = scenery.facts(place, "A")
    scenery.tell(intent, "stay", at: 1, body: "wait")
    scenery.tell(intent, "booked", at: 2, booking: facts, body: "one")
    scenery.tell(intent, "booked", at: 3, booking: facts, body: "one")
    #expect(scenery.during.isEmpty)
    scenery.tell(intent, "booked", at: 4, booking: facts, body: "two")
    #expect(scenery.during == ["I8"])
  }

  @Test func `one wish makes one booking, and is not refused for its own sake`() {
    var twice = Scenery()
    let intent = twice.intend(.book, twice.place(0))
    twice.tell(intent, "booked", at: 1, booking: twice.facts(twice.place(0), "A"), delivery: "1")
    twice.tell(intent, "booked", at: 2, booking: twice.facts(twice.place(0), "B"), delivery: "2")
    #expect(twice.during == ["I8"])
    var refused = Scenery()
    let wish = refused.intend(.book, refused.place(0))
    refused.tell(wish, "booked", at: 1, booking: refused.facts(refused.place(0), "A"), delivery: "1")
    refused.tell(wish, "taken", at: 2, delivery: "2")
    #expect(refused.during == ["I8"])
  }

  @Test(arguments: [(4.9, true), (5.1, false)])
  func `an answer comes inside its deadline and what this machine may add`(seconds: Double, isInTime: Bool) {
    var scenery = Scenery()
    let intent = scenery.intend(.book, scenery.place(0))
    scenery.tell(intent, "taken", at: 1, lasting: seconds)
    #expect(scenery.during.isEmpty == isInTime)
    scenery.evidence.disturbances = [Disturbance(server: 0, from: Scenery.at(2), to: Scenery.at(3))]
    #expect(scenery.during.isEmpty, "a server that stands still answers nobody")
  }

  @Test func `a broken connection is a violation unless the server was killed`() {
    var scenery = Scenery()
    scenery.lose(scenery.intend(.other), at: 1)
    #expect(scenery.during == ["I9"])
    scenery.evidence.disturbances = [Disturbance(server: 1, from: Scenery.at(1), to: Scenery.at(3))]
    #expect(scenery.during == ["I9"], "another server's death is no reason")
    scenery.evidence.disturbances.append(Disturbance(server: 0, from: Scenery.at(0), to: Scenery.at(0.5)))
    #expect(scenery.during.isEmpty)
  }

  @Test func `a long death counts also after short ones within it`() {
    var scenery = Scenery()
    scenery.lose(scenery.intend(.other), at: 6)
    scenery.evidence.disturbances = [
      Disturbance(server: 0, from: Scenery.at(1), to: Scenery.at(7)),
      Disturbance(server: 0, from: Scenery.at(1.5), to: Scenery.at(2)),
      Disturbance(server: 0, from: Scenery.at(2.5), to: Scenery.at(3)),
    ]
    #expect(scenery.during.isEmpty)
  }

  @Test func `an answer has status 200`() {
    var scenery = Scenery()
    scenery.tell(scenery.intend(.other), "", at: 1, status: 500)
    #expect(scenery.during == ["I9"])
  }
}
