import Desk
import Scheduling
import Testing

/// Several bookings of one class session.
extension LedgerContract {
  static let occasions = [
    ContractRule("claims of one occasion may overlap, wherever they begin, and others may not") { make in
      let rows: [(start: Int, end: Int, occasion: OccasionID?, free: Bool)] = [
        (0, 60, Sample.occasion(0), true), (30, 90, Sample.occasion(0), true), (10, 20, Sample.occasion(0), true),
        (0, 60, Sample.occasion(1), false), (0, 60, nil, false), (60, 90, Sample.occasion(1), true),
        (60, 90, nil, true),
      ]
      for (start, end, occasion, free) in rows {
        for isFirst in [true, false] {
          let ledger = try make()
          let participant = Sample.participant("a", 0, 60, of: 8)
          let claims = [Sample.claim(Sample.chair, start, end, occasion: occasion)]
          let other = Sample.booking("b", start, end, claims: claims)
          let pair = isFirst ? [participant, other] : [other, participant]
          try await ledger.holding(pair[0])
          #expect(
            try await ledger.hold(pair[1], at: Sample.now) == (free ? .held(pair[1]) : .taken),
            "\(start)..<\(end) \(String(describing: occasion))")
        }
      }
    },
    ContractRule("a session takes every resource for all who come to it") { make in
      let ledger = try make()
      let both = [Sample.chair, Sample.room]
      for id in ["a", "b"] { try await ledger.holding(Sample.participant(id, 0, 60, of: 8, resources: both)) }
      for resource in both {
        let other = Sample.booking("c", 30, 90, claims: [Sample.claim(resource, 30, 90)])
        #expect(try await ledger.hold(other, at: Sample.now) == .taken, "\(resource)")
      }
      // The room is another session's.
      let elsewhere = Sample.booking(
        "d", 0, 60,
        claims: [Sample.claim(Sample.room, 60, 90, occasion: Sample.occasion(60)), Sample.claim(Sample.chair, 90, 99)])
      try await ledger.holding(elsewhere)
      let late = Sample.participant("e", 0, 61, of: 8, resources: both)
      #expect(try await ledger.hold(late, at: Sample.now) == .taken)
    },
    ContractRule("a session takes its time until the last who comes to it is gone") { make in
      let ledger = try make()
      var booked: [Booking] = []
      for id in ["a", "b", "c"] {
        let participant = Sample.participant(id, 0, 60, of: 8)
        booked.append(try await ledger.storing(participant, in: .confirmed, code: ConfirmationCode(id)))
      }
      for booking in booked {
        #expect(try await ledger.hold(Sample.booking("d", 0, 30), at: Sample.now) == .taken)
        try await ledger.driving(
          ledger.advancing(booking, by: .cancelling(leaseUntil: Sample.minute(1), closing: nil)),
          through: [.cancelled])
      }
      try await ledger.holding(Sample.booking("d", 0, 30))
    },
    ContractRule("who comes to a session may move into another that goes on at the same time") { make in
      let ledger = try make()
      var mover = try await ledger.storing(Sample.participant("a", 0, 60, of: 2), in: .confirmed)
      let other = Sample.participant("b", 30, 90, of: 2, resources: [Sample.room])
      try await ledger.holding(other)
      let claims = [Sample.claim(Sample.room, 30, 90, occasion: Sample.occasion(30))]
      func moving(_ claims: [Claim]) -> BookingChange {
        .moving(
          Move(
            host: mover.host, period: Sample.interval(30, 90), claims: claims, seats: other.seats, attempt: nil,
            others: [], call: nil, askedAt: Sample.now), leaseUntil: Sample.minute(1))
      }
      let alone = moving([Sample.claim(Sample.room, 30, 90)])
      #expect(try await ledger.advance(mover.id, epoch: mover.epoch, by: alone, at: Sample.now) == .taken)
      // Its own claims of two occasions overlap on one resource too.
      mover = try await ledger.advancing(
        mover, by: moving(claims + [Sample.claim(Sample.chair, 30, 90, occasion: Sample.occasion(30))]))
      mover = try await ledger.advancing(mover, by: .moved(nil, closing: nil))
      #expect(mover.place.occasion == Sample.occasion(30))
      #expect(try await ledger.booking(mover.id) == mover)
      #expect(try await ledger.hold(Sample.booking("c", 0, 30), at: Sample.now) == .held(Sample.booking("c", 0, 30)))
    },
    ContractRule("claims are read with their occasion") { make in
      let ledger = try make()
      try await ledger.holding(Sample.participant("a", 0, 60, of: 8))
      try await ledger.holding(Sample.booking("b", 60, 90))
      let claims = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 90))[Sample.chair]
      #expect(claims?.map(\.occasion) == [Sample.occasion(0), nil])
    },
    ContractRule("a restored booking may overlap those of its occasion, and no others") { make in
      let ledger = try make()
      try await ledger.holding(Sample.participant("a", 0, 60, of: 8))
      for (id, start, isFree) in [("b", 0, true), ("c", 30, false)] {
        var booking = Sample.participant(id, start, start + 60, of: 8)
        booking.state = .confirmed
        booking.event = Sample.event
        let restored = try await ledger.restore(booking, raising: nil, at: Sample.now)
        #expect(restored.claims == (isFree ? booking.claims : []))
        #expect(try await ledger.booking(booking.id) == restored)
      }
    },
    ContractRule("a session's bookings are counted for its host, each once, until they are over") { make in
      let ledger = try make()
      for id in ["a", "b"] { try await ledger.holding(Sample.participant(id, 0, 60, of: 8)) }
      let mover = try await ledger.storing(Sample.booking("c", 60, 90), in: .confirmed)
      try await ledger.advancing(mover, by: .moving(mover.move(by: 40), leaseUntil: Sample.minute(1)))
      try await ledger.storing(Sample.booking("d", 200, 230, call: "call"), in: .kept)
      try await ledger.storing(Sample.booking("e", 300, 330), in: .released)
      let rows = [(-1, 4), (59, 4), (60, 2), (129, 2), (130, 1), (229, 1), (230, 0)]
      for (minute, count) in rows {
        #expect(
          try await ledger.upcoming(of: [Sample.chair, Sample.room, Sample.chair], after: Sample.minute(minute))
            == [Sample.chair: count, Sample.room: 0], "minute \(minute)")
      }
      #expect(try await ledger.upcoming(of: [], after: Sample.now) == [:])
    },
  ]
}

extension Ledger {
  /// Makes changes that must be allowed, one after another.
  @discardableResult
  func driving(_ booking: Booking, through changes: [BookingChange]) async throws -> Booking {
    var booking = booking
    for change in changes { booking = try await advancing(booking, by: change) }
    return booking
  }
}
