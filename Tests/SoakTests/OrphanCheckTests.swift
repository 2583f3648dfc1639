import Scheduling
import Testing

@testable import frontdesk_soak

@Suite struct OrphanCheckTests {
  private static func unheard(
    isDressed: Bool = true, guests: [String] = [], _ tell: (inout Scenery, Intent) -> Void
  ) -> Set<String> {
    var scenery = Scenery()
    let intent = scenery.intend(.book, scenery.place(0), email: guests.first)
    tell(&scenery, intent)
    scenery.hold(
      "event", booking: "a", intent: intent, [(1.2, scenery.period(0))], isDressed: isDressed, guests: guests)
    scenery.evidence.mails = guests.map {
      CalendarMail(at: Scenery.at(3), to: $0, kind: "invitation", event: "event")
    }
    return scenery.atRest
  }

  @Test func `an event that nobody confirmed is an orphan`() {
    #expect(Self.unheard(isDressed: false) { $0.tell($1, "stay", at: 1) } == ["I5"])
  }

  @Test func `a booking whose answer was lost on the way, or that was promised by mail, is none`() {
    #expect(Self.unheard { $0.lose($1, at: 1) }.isEmpty)
    #expect(Self.unheard(guests: ["g@soak.example"]) { $0.tell($1, "held", at: 1) }.isEmpty)
  }

  @Test func `a booking that nobody can know of was made in silence`() {
    #expect(Self.unheard { $0.tell($1, "stay", at: 1) } == ["I5"])
  }

  @Test func `a booking whose caller was told no is a violation`() {
    #expect(Self.unheard { $0.tell($1, "taken", at: 1) } == ["I5"])
  }

  @Test func `a told booking that never got its details has lost its place in the outbox`() {
    var scenery = Scenery()
    let intent = scenery.book(0)
    scenery.hold("event-A", booking: "a", intent: intent, [(1.2, scenery.period(0))], isDressed: false)
    #expect(scenery.atRest == ["I13"])
  }

  @Test func `guests hear of the booking, of its move and of its end`() {
    var scenery = Scenery()
    let guest = "g@soak.example"
    let intent = scenery.book(0, email: guest)
    scenery.hold("event-A", booking: "a", intent: intent, [(1.2, scenery.period(0))], guests: [guest])
    #expect(scenery.atRest == ["I13"])
    scenery.evidence.mails = [CalendarMail(at: Scenery.at(2), to: guest, kind: "invitation", event: "event-A")]
    #expect(scenery.atRest.isEmpty)

    let move = scenery.intend(.move, scenery.place(120), code: "A")
    scenery.tell(move, "moved", at: 5, booking: scenery.facts(scenery.place(120), "A"))
    scenery.evidence.events = []
    scenery.hold(
      "event-A", booking: "a", intent: intent, [(1.2, scenery.period(0)), (5.1, scenery.period(120))],
      guests: [guest])
    #expect(scenery.atRest == ["I13"])
    scenery.evidence.mails.append(CalendarMail(at: Scenery.at(6), to: guest, kind: "update", event: "event-A"))
    #expect(scenery.atRest.isEmpty)

    let off = scenery.intend(.cancel, code: "A")
    scenery.tell(off, "cancelled", at: 8)
    scenery.evidence.events = []
    scenery.hold(
      "event-A", booking: "a", intent: intent,
      [(1.2, scenery.period(0)), (5.1, scenery.period(120)), (9, nil)], guests: [guest])
    #expect(scenery.atRest == ["I13"])
    scenery.evidence.mails.append(CalendarMail(at: Scenery.at(9), to: guest, kind: "cancellation", event: "event-A"))
    #expect(scenery.atRest.isEmpty)
  }

  @Test func `a mail may tell of any time at which the event stood within its second`() {
    var scenery = Scenery()
    let guest = "g@soak.example"
    let intent = scenery.book(0, email: guest)
    scenery.hold(
      "event-A", booking: "a", intent: intent,
      [(1.2, scenery.period(0)), (2.8, scenery.period(120)), (3.1, scenery.period(0))], guests: [guest])
    scenery.evidence.mails = [CalendarMail(at: Scenery.at(2), to: guest, kind: "invitation", event: "event-A")]
    #expect(scenery.atRest.isEmpty)
  }
}
