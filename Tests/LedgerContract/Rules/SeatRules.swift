import Desk
import Scheduling
import Testing

/// Places of a class, limits of a day: whatever is counted.
extension LedgerContract {
  static let seats = [
    ContractRule("a session has as many bookings as places, and nothing changes for who comes after") { make in
      let ledger = try make()
      let key = SeatKey(Sample.occasion(0))
      for number in 0..<3 { try await ledger.holding(Sample.participant("b\(number)", 0, 60, of: 3)) }
      let late = Sample.participant("late", 0, 60, of: 3, call: "call")
      let kept = try await ledger.holding(Sample.booking("kept", 90, 120, call: "call").onlyKept())
      let counts = try await ledger.counts()
      #expect(try await ledger.hold(late, at: Sample.now) == .full(key))
      #expect(try await ledger.booking(late.id) == nil)
      #expect(try await ledger.booking(kept.id) == kept)
      #expect(try await ledger.counts() == counts)
      #expect(try await ledger.taken([key]) == [key: 3])
      try await ledger.holding(Sample.participant("other", 60, 90, of: 3))
    },
    ContractRule("a seat lasts as long as its booking excludes") { make in
      let key = SeatKey("day/1")
      for state in BookingState.allCases {
        let ledger = try make()
        let booking = limited("a", 0, [key], call: state == .kept ? "call" : nil)
        try await ledger.storing(booking, in: state)
        let next = limited("b", 60, [key])
        #expect(
          try await ledger.hold(next, at: Sample.now) == (state.isFinal ? .held(next) : .full(key)), "\(state)")
        #expect(try await ledger.taken([key, SeatKey("none")]) == [key: 1, SeatKey("none"): 0], "\(state)")
      }
    },
    ContractRule("of thirty-two who want eight places at once, eight get one") { make in
      let ledger = try make()
      let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
        for number in 0..<32 {
          let booking = Sample.participant(
            "b\(number)", 0, 60, of: 8, resources: number % 2 == 0 ? [Sample.chair] : [Sample.room, Sample.chair])
          group.addTask { try await ledger.hold(booking, at: Sample.now) }
        }
        return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
      }
      #expect(outcomes.count { if case .held = $0 { true } else { false } } == 8)
      #expect(outcomes.count { $0 == .full(SeatKey(Sample.occasion(0))) } == 24)
    },
    ContractRule("every seat of a booking must be free, the first that is not is told, and nothing stays") { make in
      let ledger = try make()
      let (day, week) = (SeatKey("day/1"), SeatKey("week/1"))
      try await ledger.holding(limited("a", 0, [week]))
      try await ledger.holding(limited("b", 60, [day], places: 2))
      #expect(try await ledger.hold(limited("c", 120, [day, week], places: 1), at: Sample.now) == .full(day))
      #expect(
        try await ledger.hold(limited("c", 120, [week, day], places: 2), at: Sample.now)
          == .held(
            limited("c", 120, [week, day], places: 2)))
      #expect(try await ledger.hold(limited("d", 180, [SeatKey("x"), day], places: 2), at: Sample.now) == .full(day))
      #expect(try await ledger.taken([day, week, SeatKey("x")]) == [day: 2, week: 2, SeatKey("x"): 0])
    },
    ContractRule("a time that is taken is taken, whether a place is free or not") { make in
      let ledger = try make()
      let key = SeatKey("day/1")
      try await ledger.holding(limited("a", 0, [key]))
      #expect(try await ledger.hold(limited("b", 0, [key]), at: Sample.now) == .taken)
      #expect(try await ledger.hold(limited("b", 0, [SeatKey("day/2")]), at: Sample.now) == .taken)
    },
    ContractRule("a limit that was lowered counts all that have the key") { make in
      let ledger = try make()
      let key = SeatKey("day/1")
      var booked: [Booking] = []
      for number in 0..<4 {
        try await booked.append(ledger.holding(limited("b\(number)", number * 60, [key], places: 4)))
      }
      try await ledger.driving(booked[0], to: .released)
      #expect(try await ledger.hold(limited("c", 300, [key], places: 2), at: Sample.now) == .full(key))
      try await ledger.driving(booked[3], to: .released)
      #expect(try await ledger.hold(limited("c", 300, [key], places: 2), at: Sample.now) == .full(key))
      try await ledger.driving(booked[1], to: .released)
      try await ledger.holding(limited("c", 300, [key], places: 2))
      #expect(try await ledger.hold(limited("d", 360, [key], places: 0), at: Sample.now) == .full(key))
    },
    ContractRule("a key asked for twice is one seat") { make in
      let ledger = try make()
      let key = SeatKey("day/1")
      let booking = limited("a", 0, [key, key])
      try await ledger.holding(booking)
      #expect(try await ledger.booking(booking.id) == booking)
      #expect(try await ledger.taken([key, key]) == [key: 1])
    },
    ContractRule("what is only kept for the call makes way for its seat, the oldest first, and for no other call") {
      make in
      let ledger = try make()
      let key = SeatKey("day/1")
      for (id, minute) in [("new", 2), ("old", 1)] {
        let booking = limited(id, minute * 60, [key], places: 3, call: "call", created: Sample.minute(minute))
        try await ledger.holding(booking.onlyKept())
      }
      try await ledger.holding(limited("other", 240, [key], places: 3, call: "other").onlyKept())
      let stranger = limited("a", 300, [key], places: 3, call: "third")
      #expect(try await ledger.hold(stranger, at: Sample.now) == .full(key))
      let booking = limited("b", 300, [key], places: 3, call: "call")
      let outcome = try await ledger.hold(booking, at: Sample.now)
      let gone = try #require(try await ledger.booking(BookingID("old")))
      #expect(gone.state == .released)
      #expect(outcome == .held(booking, insteadOf: [gone]))
      #expect(try await ledger.booking(BookingID("new"))?.state == .kept)
      #expect(try await ledger.booking(BookingID("other"))?.state == .kept)
      #expect(try await ledger.hold(limited("c", 360, [key], places: 1, call: "call"), at: Sample.now) == .full(key))
      #expect(try await ledger.booking(BookingID("new"))?.state == .kept, "what did not help stays")
    },
    ContractRule("what is only kept for the call and may have an event is to be withdrawn before its seat is free") {
      make in
      let ledger = try make()
      let key = SeatKey("day/1")
      let kept = try await ledger.holding(limited("a", 0, [key], call: "call").onlyKept())
      let prepared = try await ledger.advancing(kept, by: .preparing)
      #expect(
        try await ledger.hold(limited("b", 60, [key], call: "call"), at: Sample.now) == .inOwnWay([prepared]))
      #expect(try await ledger.hold(limited("b", 60, [key], call: "other"), at: Sample.now) == .full(key))
      let withdrawing = try await ledger.advancing(prepared, by: .withdrawing)
      #expect(try await ledger.hold(limited("b", 60, [key], call: "call"), at: Sample.now) == .full(key))
      try await ledger.advancing(withdrawing, by: .released)
      try await ledger.holding(limited("b", 60, [key], call: "call"))
    },
    ContractRule("what makes way for the time gives its seat too") { make in
      let ledger = try make()
      let key = SeatKey("day/1")
      try await ledger.holding(limited("a", 0, [key], call: "call").onlyKept())
      var booking = limited("b", 15, [key], call: "call")
      booking.seats.append(SeatClaim(key: SeatKey("week/1"), places: 1))
      try await ledger.holding(booking)
      #expect(try await ledger.booking(BookingID("a"))?.state == .released)
    },
    ContractRule("any text is a key, however long") { make in
      let ledger = try make()
      let long = String(repeating: "\u{1F484}/'\"{}\\,", count: 2000)
      let keys = [SeatKey(long), SeatKey(long + "x"), SeatKey("")]
      try await ledger.holding(limited("a", 0, keys))
      #expect(try await ledger.taken(keys) == [keys[0]: 1, keys[1]: 1, keys[2]: 1])
      #expect(try await ledger.hold(limited("b", 60, [keys[1]]), at: Sample.now) == .full(keys[1]))
      var participant = Sample.participant("c", 120, 150, of: 2)
      participant.claims = [Sample.claim(Sample.chair, 120, 150, occasion: OccasionID(long))]
      try await ledger.holding(participant)
      #expect(try await ledger.booking(participant.id) == participant)
    },
  ]

  /// A booking for half an hour that takes seats of these keys.
  static func limited(
    _ id: String, _ start: Int, _ keys: [SeatKey], places: Int = 1, call: String? = nil, created: Instant = Sample.now
  ) -> Booking {
    Sample.booking(
      id, start, start + 30, seats: keys.map { SeatClaim(key: $0, places: places) }, call: call, created: created)
  }
}
