import Scheduling
import Testing

@testable import Desk

struct `What bookings share` {
  private let start = Instant(seconds: 1_900_000_000)

  @Test func `a session is one for one service, host and start, and names cannot run into each other`() {
    func occasion(_ desk: String, _ offering: String, _ host: String, _ start: Instant) -> OccasionID {
      OccasionID(desk: DeskKey(desk), offering: OfferingKey(offering), host: HostKey(host), start: start)
    }
    #expect(occasion("a", "b", "c", start) == occasion("a", "b", "c", start))
    let different = [
      occasion("a", "b", "c", start), occasion("a", "b", "d", start), occasion("a", "c", "c", start),
      occasion("b", "b", "c", start), occasion("a", "b", "c", start + .milliseconds(1)),
      occasion("a", "b/c", "d", start),
      occasion("a", "b", "c/d", start), occasion("a/b", "c", "d", start), occasion("a", "b%2Fc", "d", start),
    ]
    #expect(Set(different).count == different.count)
  }

  @Test func `keys of different kinds, names and days are different`() throws {
    let day = try #require(CivilDate(year: 2026, month: 11, day: 25))
    let (desk, cut, ann) = (DeskKey("salon"), OfferingKey("cut"), HostKey("ann"))
    let keys = [
      SeatKey.day(day, desk: desk, offering: cut, host: ann),
      .day(day.adding(days: 1), desk: desk, offering: cut, host: ann),
      .week(from: day, desk: desk, offering: cut, host: ann),
      .day(day, desk: desk, offering: cut, host: HostKey("bob")),
      SeatKey(OccasionID(desk: desk, offering: cut, host: ann, start: start)),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(keys[0].rawValue == "day/salon/cut/ann/2026-11-25")
  }

  @Test func `an event's mark says what is shared where the event is to be`() {
    var booking = Rehearsal.booking(.confirmed)
    #expect(booking.sharing(at: booking.period) == nil)
    let (old, new) = (OccasionID("old"), OccasionID("new"))
    booking.claims = booking.claims.map { Claim(resource: $0.resource, interval: $0.interval, occasion: old) }
    booking.seats = [SeatClaim(key: SeatKey(old), places: 2)]
    let here = Sharing(occasion: old, seats: booking.seats)
    #expect(booking.sharing(at: booking.period) == here)
    booking.state = .moving
    booking.move = Move(
      host: booking.host, period: Rehearsal.noon,
      claims: [Claim(resource: ResourceID("r"), interval: Rehearsal.noon, occasion: new)], attempt: nil, others: [],
      call: nil, askedAt: start)
    #expect(booking.sharing(at: Rehearsal.noon) == Sharing(occasion: new, seats: []))
    booking.state = .reverting
    #expect(booking.sharing(at: booking.period) == here)
    booking.state = .moving
    booking.move = Move(
      host: booking.host, period: Rehearsal.noon, claims: [], attempt: nil, others: [], call: nil, askedAt: start)
    #expect(booking.sharing(at: Rehearsal.noon) == Sharing.none, "the old session is to be written over")
  }

  @Test func `a booking that follows the owner still belongs to its session`() {
    var booking = Rehearsal.booking(.confirmed)
    booking.claims = booking.claims.map {
      Claim(resource: $0.resource, interval: $0.interval, occasion: OccasionID("o"))
    }
    #expect(booking.claims(following: Rehearsal.noon).map(\.occasion) == [OccasionID("o")])
  }
}
