import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct StandingCheckTests {
  private static func booked(_ states: [(Double, Int?)]) -> Scenery {
    var scenery = Scenery()
    let intent = scenery.book(0)
    scenery.hold(
      "event-A", booking: "a", intent: intent, states.map { second, minutes in (second, minutes.map(scenery.period)) })
    return scenery
  }

  @Test func `a booking that stands where it was told is in order`() {
    #expect(Self.booked([(1.2, 0)]).atRest.isEmpty)
  }

  @Test func `a booking without an event, without a living one, or elsewhere is lost`() {
    var none = Scenery()
    none.book(0)
    #expect(none.atRest == ["I4"])
    #expect(Self.booked([(1.2, 0), (3, nil)]).atRest == ["I4"])
    #expect(Self.booked([(1.2, 0), (3, 120)]).atRest == ["I4"])
  }

  @Test func `a move that was told must have happened, and one of which nobody knows may have`() {
    var told = Self.booked([(1.2, 0)])
    let move = told.intend(.move, told.place(120), code: "A")
    told.tell(move, "moved", at: 5, booking: told.facts(told.place(120), "A"))
    #expect(told.atRest == ["I4"])
    for state in [[(1.2, 0)], [(1.2, 0), (5.1, 120)]] as [[(Double, Int?)]] {
      var unknown = Self.booked(state)
      let move = unknown.intend(.move, unknown.place(120), code: "A")
      unknown.lose(move, at: 5)
      #expect(unknown.atRest.isEmpty)
    }
  }

  @Test func `a move that was refused must not have happened`() {
    var scenery = Self.booked([(1.2, 0), (5.1, 120)])
    let move = scenery.intend(.move, scenery.place(120), code: "A")
    scenery.tell(move, "taken", at: 5)
    #expect(scenery.atRest == ["I4"])
  }

  @Test func `what was called off is gone, unless the answer was lost`() {
    var scenery = Self.booked([(1.2, 0)])
    let off = scenery.intend(.cancel, code: "A")
    scenery.lose(off, at: 3)
    #expect(scenery.atRest.isEmpty)
    scenery.tell(off, "cancelled", at: 4)
    #expect(scenery.atRest == ["I4"])
  }

  @Test func `what the owner did last stands`() {
    var gone = Self.booked([(1.2, 0), (9, nil)])
    gone.edit("event-A", .delete, at: 9, nil)
    gone.evidence.notices = [OwnerNotice(kind: "removed", booking: "a")]
    #expect(gone.atRest.isEmpty)
    var back = Self.booked([(1.2, 0), (9, nil), (10, 0)])
    back.edit("event-A", .delete, at: 9, nil)
    back.evidence.notices = gone.evidence.notices
    #expect(back.atRest == ["I4"])
    var undone = Self.booked([(1.2, 0), (9, 60), (10, 0)])
    undone.edit("event-A", .move, at: 9, undone.period(60))
    undone.evidence.notices = [OwnerNotice(kind: "moved", booking: "a")]
    #expect(undone.atRest == ["I4"])
  }

  @Test func `an owner who moves an event to where it is has moved nothing`() {
    var scenery = Self.booked([(1.2, 0), (9, 0)])
    scenery.edit("event-A", .move, at: 9, scenery.period(0))
    #expect(scenery.atRest.isEmpty)
  }

  @Test func `an owner's edit without a notice is a violation`() {
    var scenery = Self.booked([(1.2, 0), (9, nil)])
    scenery.edit("event-A", .delete, at: 9, nil)
    #expect(scenery.atRest == ["I14"])
  }

  @Test func `an event written over a booking afterwards needs a notice, one before it does not`() {
    var scenery = Self.booked([(1.2, 0)])
    scenery.write("own", [(9, scenery.period(15))])
    #expect(scenery.atRest == ["I14"])
    scenery.evidence.notices = [OwnerNotice(kind: "overlap", booking: "a")]
    #expect(scenery.atRest.isEmpty)
    var gone = Self.booked([(1.2, 0)])
    gone.write("own", [(9, gone.period(15)), (12, nil)])
    #expect(gone.atRest.isEmpty)
  }
}
