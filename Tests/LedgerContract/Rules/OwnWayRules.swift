import Desk
import Scheduling
import Testing

/// What is only kept for the call that asks for a move, in that move's way.
extension LedgerContract {
  static let ownWay = [
    ContractRule("a move takes the time that its own call has kept, and no other that the call keeps") { make in
      for minutes in [0, -20, 20] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        let kept = try await keep("k", 60 + minutes, 90 + minutes, on: ledger)
        let far = try await keep("far", 300, 330, on: ledger)
        let moving = try await ledger.advancing(booking, by: move(booking))
        #expect(try await ledger.booking(booking.id) == moving)
        #expect(try await ledger.booking(kept.id)?.state == .released)
        #expect(try await ledger.booking(far.id) == far)
        let claims = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 200))[Sample.chair]
        #expect(claims?.map(\.booking) == [booking.id, booking.id])
        try await ledger.advancing(moving, by: .moved(nil, closing: nil))
      }
    },
    ContractRule("a move does not take what another call, another desk or nobody has kept, or what is asked for") {
      make in
      let others = [
        Sample.booking("k", 60, 90, call: "other").onlyKept(), Sample.booking("k", 60, 90).onlyKept(),
        Sample.booking("k", 60, 90, desk: DeskKey("studio"), call: "mover").onlyKept(),
        Sample.booking("k", 60, 90, call: "mover"),
      ]
      for other in others {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        try await ledger.holding(other)
        #expect(try await outcome(of: booking, by: move(booking), on: ledger) == .taken)
        #expect(try await ledger.booking(other.id) == other)
        #expect(try await ledger.booking(booking.id) == booking)
      }
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let kept = try await keep("k", 60, 90, on: ledger)
      let nobodys = BookingChange.moving(booking.move(by: 60, call: nil), leaseUntil: Sample.minute(1))
      #expect(try await outcome(of: booking, by: nobodys, on: ledger) == .taken)
      #expect(try await ledger.booking(kept.id) == kept)
    },
    ContractRule("what is kept stays when the move's time is another's too") { make in
      for isPlaced in [false, true] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        var kept = try await keep("k", 50, 70, on: ledger)
        if isPlaced { kept = try await ledger.advancing(kept, by: .preparing) }
        try await ledger.holding(Sample.booking("b", 80, 100, call: "other"))
        #expect(try await outcome(of: booking, by: move(booking), on: ledger) == .taken)
        #expect(try await ledger.booking(kept.id) == kept)
        #expect(try await ledger.booking(booking.id) == booking)
      }
    },
    ContractRule("what is prepared has to be withdrawn before its call's move takes the time") { make in
      for isPlaced in [false, true] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        var prepared = try await ledger.advancing(keep("k", 60, 80, on: ledger), by: .preparing)
        if isPlaced { prepared = try await ledger.advancing(prepared, by: .inserted(Sample.event)) }
        let kept = try await keep("l", 80, 100, on: ledger)
        #expect(try await outcome(of: booking, by: move(booking), on: ledger) == .inOwnWay([prepared]))
        #expect(try await ledger.booking(booking.id) == booking)
        #expect(try await ledger.booking(prepared.id) == prepared)
        #expect(try await ledger.booking(kept.id) == kept)
        let withdrawing = try await ledger.advancing(prepared, by: .withdrawing)
        #expect(try await outcome(of: booking, by: move(booking), on: ledger) == .taken)
        try await ledger.advancing(withdrawing, by: .released)
        try await ledger.advancing(booking, by: move(booking))
        #expect(try await ledger.booking(kept.id)?.state == .released)
      }
    },
    ContractRule("a move takes the seat of the oldest that its own call keeps") { make in
      let ledger = try make()
      let key = SeatKey("day/2")
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      var kept: [Booking] = []
      for number in 0..<2 {
        let other = Sample.booking(
          "k\(number)", 300 + number * 30, 330 + number * 30, seats: [SeatClaim(key: key, places: 2)], call: "mover",
          created: Sample.minute(number), leaseUntil: Sample.minute(9))
        kept.append(try await ledger.holding(other.onlyKept()))
      }
      let change = move(booking, seats: [SeatClaim(key: key, places: 2)])
      try await ledger.advancing(booking, by: change)
      #expect(try await ledger.booking(kept[0].id)?.state == .released)
      #expect(try await ledger.booking(kept[1].id) == kept[1])
      #expect(try await ledger.taken([key]) == [key: 2])
    },
    ContractRule("a move's seat that is only to be had from what is prepared waits for its withdrawal") { make in
      let ledger = try make()
      let key = SeatKey("day/2")
      let seats = [SeatClaim(key: key, places: 1)]
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let overlapping = try await keep("l", 60, 90, on: ledger)
      let prepared = try await ledger.advancing(
        ledger.holding(Sample.booking("k", 300, 330, seats: seats, call: "mover").onlyKept()), by: .preparing)
      let change = move(booking, seats: seats)
      #expect(try await outcome(of: booking, by: change, on: ledger) == .inOwnWay([prepared]))
      #expect(try await ledger.booking(overlapping.id) == overlapping)
      #expect(try await ledger.booking(booking.id) == booking)
      try await ledger.driving(prepared, through: [.withdrawing, .released])
      try await ledger.advancing(booking, by: change)
      #expect(try await ledger.taken([key]) == [key: 1])
    },
    ContractRule("of two moves of one call to the time that it keeps, at once, one gets it") { make in
      let ledger = try make()
      let movers = try await [
        ledger.storing(Sample.booking("a", 0, 30), in: .confirmed),
        ledger.storing(Sample.booking("b", 30, 60), in: .confirmed, code: ConfirmationCode("B")),
      ]
      let kept = try await keep("k", 600, 630, on: ledger)
      let outcomes = try await withThrowingTaskGroup(of: AdvanceOutcome.self) { group in
        for (index, mover) in movers.enumerated() {
          group.addTask { try await outcome(of: mover, by: move(mover, by: 600 - index * 30), on: ledger) }
        }
        return try await group.reduce(into: [AdvanceOutcome]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == .taken } == 1)
      #expect(outcomes.count { if case .advanced = $0 { true } else { false } } == 1)
      #expect(try await ledger.booking(kept.id)?.state == .released)
    },
  ]

  /// Keeps a time for the call that moves.
  private static func keep(_ id: String, _ start: Int, _ end: Int, on ledger: any Storage) async throws -> Booking {
    try await ledger.holding(
      Sample.booking(id, start, end, call: "mover", leaseUntil: Sample.minute(9)).onlyKept())
  }

  private static func move(_ booking: Booking, by minutes: Int = 60, seats: [SeatClaim] = []) -> BookingChange {
    .moving(booking.move(by: minutes, seats: seats), leaseUntil: Sample.minute(1))
  }

  private static func outcome(
    of booking: Booking, by change: BookingChange, on ledger: any Storage
  ) async throws -> AdvanceOutcome {
    try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: Sample.now)
  }
}
