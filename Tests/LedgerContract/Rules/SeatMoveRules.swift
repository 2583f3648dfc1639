import Desk
import Scheduling
import Testing

/// Seats of a booking that changes its place, or comes back.
extension LedgerContract {
  static let seatMoves = [
    ContractRule("a move holds the old seats and the new, until it has arrived or is taken back") { make in
      let (old, new) = (SeatKey("day/1"), SeatKey("day/2"))
      for (endings, remaining) in [
        ([BookingChange.moved(nil, closing: nil)], new), ([.reverting, .reverted(revision: 3)], old),
      ] {
        let ledger = try make()
        var booking = try await ledger.storing(limited("a", 0, [old]), in: .confirmed)
        booking = try await ledger.advancing(booking, by: moving(booking, [new]))
        #expect(try await ledger.booking(booking.id) == booking)
        #expect(try await ledger.taken([old, new]) == [old: 1, new: 1])
        for key in [old, new] {
          #expect(try await ledger.hold(limited("b", 300, [key]), at: Sample.now) == .full(key))
        }
        booking = try await ledger.driving(booking, through: endings)
        #expect(booking.seats.map(\.key) == [remaining])
        #expect(try await ledger.booking(booking.id) == booking)
        #expect(try await ledger.taken([old, new]) == [old: remaining == old ? 1 : 0, new: remaining == new ? 1 : 0])
      }
    },
    ContractRule("a move to another calendar holds the old seats until the old event is gone") { make in
      let ledger = try make()
      let (old, new) = (SeatKey("day/1"), SeatKey("day/2"))
      var booking = try await ledger.storing(limited("a", 0, [old]), in: .confirmed)
      let move = booking.move(by: 60, to: Sample.elsewhere, seats: seats([new]))
      booking = try await ledger.driving(
        booking, through: [.moving(move, leaseUntil: Sample.minute(1)), .moved(Sample.event, closing: nil)])
      #expect(booking.state == .leaving && booking.left?.seats == seats([old]) && booking.seats == seats([new]))
      #expect(try await ledger.booking(booking.id) == booking)
      #expect(try await ledger.taken([old, new]) == [old: 1, new: 1])
      try await ledger.advancing(booking, by: .departed)
      #expect(try await ledger.taken([old, new]) == [old: 0, new: 1])
    },
    ContractRule("a move under the same key needs no second seat, there and back") { make in
      let key = SeatKey("day/1")
      for endings in [[BookingChange.moved(nil, closing: nil)], [.reverting, .reverted(revision: 3)]] {
        let ledger = try make()
        var booking = try await ledger.storing(limited("a", 0, [key]), in: .confirmed)
        booking = try await ledger.advancing(booking, by: moving(booking, [key]))
        #expect(try await ledger.taken([key]) == [key: 1])
        booking = try await ledger.driving(booking, through: endings)
        #expect(try await ledger.taken([key]) == [key: 1])
        #expect(try await ledger.hold(limited("b", 300, [key]), at: Sample.now) == .full(key))
      }
    },
    ContractRule("a move to where no seat is free leaves everything as it was") { make in
      let ledger = try make()
      let (old, new, free) = (SeatKey("day/1"), SeatKey("day/2"), SeatKey("week/1"))
      try await ledger.holding(limited("b", 300, [new]))
      let booking = try await ledger.storing(limited("a", 0, [old]), in: .confirmed)
      let move = moving(booking, [free, old, new])
      #expect(try await ledger.advance(booking.id, epoch: booking.epoch, by: move, at: Sample.now) == .full(new))
      #expect(try await ledger.booking(booking.id) == booking)
      #expect(try await ledger.taken([old, new, free]) == [old: 1, new: 1, free: 0])
      try await ledger.holding(Sample.booking("c", 60, 90))
      #expect(try await ledger.advance(booking.id, epoch: booking.epoch, by: move, at: Sample.now) == .taken)
    },
    ContractRule("of those who move to one free place at once, one gets it") { make in
      let ledger = try make()
      var movers: [Booking] = []
      for number in 0..<8 {
        let booking = Sample.participant("b\(number)", number * 60, number * 60 + 30, of: 1)
        movers.append(try await ledger.storing(booking, in: .confirmed, code: ConfirmationCode("\(number)")))
      }
      let target = Sample.participant("x", 600, 660, of: 1)
      let outcomes = try await withThrowingTaskGroup(of: AdvanceOutcome.self) { group in
        for mover in movers {
          let move = Move(
            host: mover.host, period: target.period, claims: target.claims, seats: target.seats, attempt: nil,
            others: [], call: nil, askedAt: Sample.now)
          group.addTask {
            try await ledger.advance(
              mover.id, epoch: mover.epoch, by: .moving(move, leaseUntil: Sample.minute(1)), at: Sample.now)
          }
        }
        return try await group.reduce(into: [AdvanceOutcome]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == .full(target.seats[0].key) } == 7)
      #expect(outcomes.count { if case .advanced = $0 { true } else { false } } == 1)
    },
    ContractRule("a booking that follows the owner keeps its seats, and lets go those of its move") { make in
      let ledger = try make()
      let (old, new) = (SeatKey("day/1"), SeatKey("day/2"))
      var booking = try await ledger.storing(limited("a", 0, [old]), in: .confirmed)
      booking = try await ledger.advancing(booking, by: moving(booking, [new]))
      let period = Sample.interval(120, 150)
      booking = try await ledger.advancing(
        booking,
        by: .followed(
          period, claims: [Sample.claim(Sample.chair, 120, 150)], revision: 2, notice: Sample.notice("key")))
      #expect(booking.seats == seats([old]))
      #expect(try await ledger.taken([old, new]) == [old: 1, new: 0])
    },
    ContractRule("a restored booking leaves out seats that are not free, keeps its own, and has final ones anew") {
      make in
      for (state, isOwn) in [(BookingState.confirmed, true), (.cancelled, false), (.released, false)] {
        let ledger = try make()
        let (own, other) = (SeatKey("day/1"), SeatKey("day/2"))
        try await ledger.storing(limited("a", 0, [own]), in: state)
        try await ledger.holding(limited("b", 60, [other]))
        if !isOwn { try await ledger.holding(limited("c", 120, [own])) }
        var booking = limited("a", 0, [own, SeatKey("new"), other])
        booking.state = .confirmed
        booking.event = Sample.event
        let restored = try await ledger.restore(booking, raising: nil, at: Sample.now)
        #expect(restored.seats == seats((isOwn ? [own] : []) + [SeatKey("new")]), "\(state)")
        #expect(try await ledger.booking(booking.id) == restored)
        #expect(try await ledger.taken([own, other, SeatKey("new")]) == [own: 1, other: 1, SeatKey("new"): 1])
        booking.state = .released
        try await #expect(ledger.restore(booking, raising: nil, at: Sample.now).seats == booking.seats)
        #expect(try await ledger.taken([own, SeatKey("new")]) == [own: isOwn ? 0 : 1, SeatKey("new"): 0])
      }
    },
    ContractRule("a booking on its way is restored with all its seats") { make in
      let ledger = try make()
      let keys = ["a", "b", "c"].map { SeatKey($0) }
      var booking = limited("a", 0, [keys[0]])
      booking.state = .moving
      booking.event = Sample.event
      booking.move = booking.move(seats: seats([keys[1]]))
      #expect(try await ledger.restore(booking, raising: nil, at: Sample.now) == booking)
      #expect(try await ledger.taken(keys) == [keys[0]: 1, keys[1]: 1, keys[2]: 0])
      var other = limited("b", 60, [keys[2]])
      other.state = .leaving
      other.event = Sample.event
      other.left = Remains(attempt: other.attempt, claims: [], seats: seats([keys[1]]))
      let restored = try await ledger.restore(other, raising: nil, at: Sample.now)
      #expect(restored.left?.seats == [] && restored.seats == other.seats)
      #expect(try await ledger.booking(other.id) == restored)
    },
  ]

  private static func seats(_ keys: [SeatKey]) -> [SeatClaim] { keys.map { SeatClaim(key: $0, places: 1) } }

  /// A move to an hour later, to seats of which there is one each.
  private static func moving(_ booking: Booking, _ keys: [SeatKey]) -> BookingChange {
    .moving(booking.move(by: 60, seats: seats(keys)), leaseUntil: Sample.minute(1))
  }
}
