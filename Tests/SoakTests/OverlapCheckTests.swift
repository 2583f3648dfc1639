import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct OverlapCheckTests {
  /// Half an hour and ten minutes after it are taken.
  @Test(arguments: [(0, true), (15, true), (30, true), (39, true), (40, false), (-39, true), (-40, false)])
  func `two callers told overlapping times are a violation, buffers included`(minutes: Int, isOne: Bool) {
    var scenery = Scenery()
    scenery.book(60, code: "A", at: 1)
    scenery.book(60 + minutes, code: "B", at: 2)
    #expect(scenery.during.contains("I2") == isOne)
  }

  @Test func `a time whose caller had called it off before may be told again`() {
    var scenery = Scenery()
    scenery.book(0, code: "A", at: 1)
    let off = scenery.intend(.cancel, code: "A")
    scenery.tell(off, "cancelled", at: 3)
    scenery.book(0, code: "B", at: 4)
    #expect(scenery.during.isEmpty)
  }

  @Test func `a time that was left by a move may be told again, and the new one may not`() {
    var scenery = Scenery()
    scenery.book(0, code: "A", at: 1)
    let move = scenery.intend(.move, scenery.place(120), code: "A")
    scenery.tell(move, "moved", at: 3, booking: scenery.facts(scenery.place(120), "A"))
    scenery.book(0, code: "B", at: 4)
    #expect(scenery.during.isEmpty)
    scenery.book(120, code: "C", at: 5)
    #expect(scenery.during == ["I2"])
  }

  @Test func `a time that the owner freed by deleting its event may be told again`() {
    var scenery = Scenery()
    let first = scenery.book(0, code: "A", at: 1)
    scenery.hold("event-A", booking: "a", intent: first, [(1.2, scenery.period(0)), (3, nil)])
    scenery.edit("event-A", .delete, at: 3, nil)
    scenery.book(0, code: "B", at: 4)
    #expect(scenery.during.isEmpty)
  }

  @Test(arguments: [(2.9, true), (3.1, false)])
  func `two of our events never stand at overlapping times at one moment`(second: Double, isOne: Bool) {
    var scenery = Scenery()
    let one = scenery.intend(.book, scenery.place(0))
    let other = scenery.intend(.book, scenery.place(15))
    scenery.hold("one", booking: "a", intent: one, [(1, scenery.period(0)), (3, nil)])
    scenery.hold("other", booking: "b", intent: other, [(second, scenery.period(15)), (9, nil)])
    #expect(scenery.during == (isOne ? ["I1"] : []))
  }

  @Test func `where the owner put an event is not our doing`() {
    var scenery = Scenery()
    let one = scenery.intend(.book, scenery.place(0))
    scenery.hold("one", booking: "a", intent: one, [(1, scenery.period(0))])
    scenery.hold(
      "other", booking: "b", intent: nil, [(1, scenery.period(90)), (3, scenery.period(0)), (5, scenery.period(0))])
    #expect(scenery.during == ["I1"])
    scenery.edit("other", .move, at: 3, scenery.period(0))
    #expect(scenery.during.isEmpty)
  }

  @Test func `two events of one booking at one moment are a violation`() {
    var scenery = Scenery()
    scenery.hold("one", booking: "a", intent: nil, [(1, scenery.period(0)), (5, nil)])
    scenery.hold("two", booking: "a", intent: nil, [(4, scenery.period(15))])
    #expect(scenery.during == ["I6"])
  }
}
