import Scheduling
import Testing

@testable import Desk

@Suite struct `What an owner has done to an event` {
  let booking: Booking

  init() async throws {
    var booking = try await Backstage().booking()
    booking.revision = 3
    self.booking = booking
  }

  @Test(arguments: [true, false]) func `is nothing where it stands at its time`(isOpaque: Bool) {
    for revision in [1, 3, 9] {
      let found = FindOutcome.standing(booking.period, revision: revision, isOpaque: isOpaque)
      #expect(OwnerEdit(of: booking, found: found) == .nothing)
    }
  }

  @Test(arguments: [(event: 3, kept: 3), (event: 5, kept: 5)])
  func `is a move, after which every later shift is newer`(revision: (event: Int, kept: Int)) {
    let period = Backstage.half(10)
    let found = FindOutcome.standing(period, revision: revision.event, isOpaque: true)
    #expect(OwnerEdit(of: booking, found: found) == .moved(period, revision: revision.kept))
  }

  @Test func `is not told by a revision that our own later writing has overtaken`() {
    let found = FindOutcome.standing(Backstage.half(10), revision: 2, isOpaque: true)
    #expect(OwnerEdit(of: booking, found: found) == nil)
  }

  @Test func `is a move also where only the length has changed`() {
    let longer = Interval(start: booking.period.start, duration: .minutes(45))
    let found = FindOutcome.standing(longer, revision: 3, isOpaque: true)
    #expect(OwnerEdit(of: booking, found: found) == .moved(longer, revision: 3))
  }

  @Test func `is a deletion where the calendar answers and the event is not there`() {
    #expect(OwnerEdit(of: booking, found: .missing) == .deleted)
  }

  @Test(arguments: CalendarTrouble.allCases) func `is not known where the calendar does not say`(
    trouble: CalendarTrouble
  ) {
    #expect(OwnerEdit(of: booking, found: .unknown(trouble)) == nil)
  }
}
