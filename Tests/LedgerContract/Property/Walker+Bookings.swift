import Desk
import Scheduling

extension Walker {
  mutating func hold() async throws -> String {
    var booking = booking()
    if dice.roll(3) == 0 { booking = booking.onlyKept() }
    do {
      return try await "hold \(store.hold(booking, at: now))"
    } catch {
      return "hold \(error)"
    }
  }

  private mutating func booking() -> Booking {
    let start = Int(dice.roll(20)) * 15
    let desk = deskKey()
    return Sample.booking(
      id().rawValue, start, start + 15, claims: claims(at: Sample.interval(start, start + 15)), seats: seats(oneIn: 4),
      desk: desk,
      host: "host\(dice.roll(2))", call: dice.roll(3) == 0 ? nil : callID().rawValue,
      caller: dice.roll(3) == 0 ? nil : "+1555\(dice.roll(4))", created: now, leaseUntil: lease())
  }

  /// On one resource or both, padded or longer.
  private mutating func claims(at period: Interval) -> [Claim] {
    let resources = dice.roll(3) == 0 ? [Sample.chair, Sample.room] : [dice.roll(2) == 0 ? Sample.chair : Sample.room]
    let padded = period.padded(before: .minutes(Int(dice.roll(2)) * 5), after: .minutes(Int(dice.roll(3)) * 15))
    // Few occasions: as a rule who comes to one finds it begun.
    let occasion = dice.roll(3) != 0 ? nil : OccasionID("o\(dice.roll(2))")
    return resources.map { Claim(resource: $0, interval: padded, occasion: occasion) }
  }

  /// Up to two. Of the first key there is one seat at most, of the second two, and so on.
  private mutating func seats(oneIn: UInt64) -> [SeatClaim] {
    guard dice.roll(oneIn) == 0 else { return [] }
    return (0...dice.roll(2)).map { _ in
      let number = Int(dice.roll(UInt64(Self.keys.count)))
      return SeatClaim(key: Self.keys[number], places: max(1, number + 1 - (dice.roll(8) == 0 ? 1 : 0)))
    }
  }

  static let keys = (1...3).map { SeatKey("k\($0)") }

  mutating func advance() async throws -> String {
    let booking = try await known()
    let id = booking?.id ?? id()
    let change = change(of: booking)
    let epoch = (booking?.epoch ?? 1) + (dice.roll(10) == 0 ? -1 : 0)
    do {
      return try await "advance \(store.advance(id, epoch: epoch, by: change, at: now)) by \(change)"
    } catch {
      return "advance \(error)"
    }
  }

  /// As a rule one that excludes, of which there are few.
  private mutating func known() async throws -> Booking? {
    let calendar = dice.roll(3) == 0 ? Sample.elsewhere : Sample.calendar
    let standing = try await store.bookings(in: calendar, overlapping: Self.allTime)
    guard dice.roll(6) != 0, !standing.isEmpty else { return try await store.booking(id()) }
    return standing[Int(dice.roll(UInt64(standing.count)))]
  }

  /// As a rule a lawful one that leads on.
  private mutating func change(of booking: Booking?) -> BookingChange {
    var changes = dice.roll(5) == 0 ? marks() : steps(of: booking)
    if let booking, dice.roll(5) != 0 {
      let lawful = changes.filter { $0.step(from: booking, at: now) != nil }
      if !lawful.isEmpty { changes = lawful }
    }
    return changes[Int(dice.roll(UInt64(changes.count)))]
  }

  private mutating func steps(of booking: Booking?) -> [BookingChange] {
    let details = BookingDetails(summary: "Haircut", name: dice.roll(2) == 0 ? "Ann" : nil)
    return [
      .preparing, .asked(details, leaseUntil: lease()), .inserted(Sample.event),
      .nextAttempt(AttemptToken("t\(dice.roll(1000))")), .cleared,
      .confirmed(code: code(), closing: closing(), unheard: dice.roll(3) == 0),
      .withdrawing, .released, .moving(move(of: booking), leaseUntil: lease()),
      .moved(dice.roll(2) == 0 ? nil : Sample.event, closing: closing(), unheard: dice.roll(3) == 0), .reverting,
      .reverted(revision: Int(dice.roll(9)) + 1), .departed, .cancelling(leaseUntil: lease(), closing: closing()),
      .cancelled,
    ]
  }

  private mutating func marks() -> [BookingChange] {
    [
      followed(), .removed(notice: notice()), .promised,
      .owing(dice.roll(2) == 0 ? nil : dice.roll(4) == 0 ? .unnamed : callID()), .announced,
      .leased(until: lease() - .seconds(60)),
    ]
  }

  private mutating func period() -> Interval {
    let start = Int(dice.roll(150)) * 5
    return Sample.interval(start, start + 15)
  }

  private mutating func move(of booking: Booking?) -> Move {
    let period = period()
    let attempt =
      booking == nil || dice.roll(2) == 0
      ? nil
      : booking.map {
        Attempt(
          booking: $0.id, generation: $0.attempt.generation + 1, token: AttemptToken("t\(dice.roll(1000))"),
          calendar: Sample.elsewhere)
      }
    return Move(
      host: HostKey("host\(dice.roll(2))"), period: period, claims: claims(at: period), seats: seats(oneIn: 2),
      attempt: attempt,
      others: dice.roll(2) == 0 ? [] : [Sample.elsewhere, Sample.calendar],
      call: dice.roll(2) == 0 ? nil : callID(), askedAt: now)
  }

  private mutating func followed() -> BookingChange {
    let period = period()
    return .followed(period, claims: claims(at: period), revision: Int(dice.roll(9)) + 1, notice: notice())
  }

  private mutating func notice() -> Notice {
    Sample.notice("key\(dice.roll(30))", id: "id\(dice.roll(100))", desk: deskKey(), raised: now)
  }

  mutating func takeOver() async throws -> String {
    do {
      let taken = try await store.takeOver(id(), at: now, leaseUntil: lease())
      return "take over \(String(describing: taken))"
    } catch {
      return "take over \(error)"
    }
  }

  mutating func ask() async throws -> String {
    switch dice.roll(8) {
    case 0: return try await "unattended \(store.unattended(at: now, limit: Int(dice.roll(6))))"
    case 1: return try await "unfinished \(store.unfinished(limit: Int(dice.roll(6))))"
    case 2:
      let calendar = dice.roll(2) == 0 ? Sample.calendar : Sample.elsewhere
      return try await "in calendar \(store.bookings(in: calendar, overlapping: window()))"
    case 3:
      let caller = CallerIdentity(
        call: dice.roll(3) == 0 ? nil : callID(), number: PhoneNumber("+1555\(dice.roll(4))"))
      let found = try await store.bookings(
        of: caller, at: deskKey(), endingAfter: Sample.minute(Int(dice.roll(800))), limit: Int(dice.roll(5)))
      return "of caller \(found)"
    case 4: return try await restore()
    case 5: return try await "seats \(store.taken(Self.keys).sorted { $0.key < $1.key })"
    case 6:
      let hosts = [Sample.chair, Sample.room]
      let upcoming = try await store.upcoming(of: hosts, after: Sample.minute(Int(dice.roll(800))))
      return "upcoming \(upcoming.sorted { $0.key < $1.key })"
    default:
      let found = try await store.claims(on: [Sample.chair, Sample.room], overlapping: window())
      return "claims \(found.sorted { $0.key < $1.key })"
    }
  }

  private mutating func window() -> Interval {
    let start = Int(dice.roll(800))
    return Sample.interval(start, start + 1 + Int(dice.roll(90)))
  }

  private mutating func restore() async throws -> String {
    var booking = booking()
    booking.state = [.confirmed, .cancelled, .released, .cancelling][Int(dice.roll(4))]
    booking.event = Sample.event
    booking.code = dice.roll(3) == 0 ? nil : code()
    return try await "restore \(store.restore(booking, raising: dice.roll(2) == 0 ? nil : notice(), at: now))"
  }

  mutating func lookUp() async throws -> String {
    let guessers = [Guesser(name: "call:\(dice.roll(2))", mistakesAnHour: 2), Guesser(name: "desk", mistakesAnHour: 4)]
    return try await "look up \(store.lookUp(code(), at: deskKey(), by: guessers, at: now))"
  }
}
