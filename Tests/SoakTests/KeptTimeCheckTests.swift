import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct KeptTimeCheckTests {
  /// Kept at 5, asked to be moved there at 6.
  private static func story(_ outcome: String, told kept: String = "kept", at minutes: Int = 120) -> Scenery {
    var scenery = Scenery()
    scenery.book(0)
    let keeping = scenery.intend(.other, scenery.place(minutes))
    scenery.tell(keeping, kept, at: 5, delivery: "keep", tool: "hold_slot")
    let move = scenery.intend(.move, scenery.place(120), code: "A")
    scenery.tell(move, outcome, at: 6, delivery: "move")
    return scenery
  }

  @Test func `what was kept for a call is not taken when it moves there`() {
    #expect(Self.story("taken").during == ["I4"])
  }

  @Test func `what was not kept, or is another time, may be taken`() {
    #expect(Self.story("taken", told: "taken").during.isEmpty)
    #expect(Self.story("taken", at: 180).during.isEmpty)
    #expect(Self.story("stay").during.isEmpty)
  }

  @Test func `the owner may take it, and what became of an earlier try is not judged`() {
    var owners = Self.story("taken")
    owners.write("own", [(5.6, owners.period(130))])
    #expect(owners.during.isEmpty)
    var late = Self.story("taken")
    late.write("own", [(7, late.period(130))])
    #expect(late.during == ["I4"])
    var tried = Self.story("stay")
    tried.tell(tried.evidence.intents[2], "taken", at: 8, delivery: "move-1")
    #expect(tried.during.isEmpty)
  }
}
