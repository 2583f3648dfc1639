import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let overlap = [
    ContractRule("a booking is stored as it was held, and found by its id") { make in
      let ledger = try make()
      let booking = Sample.booking("a", 0, 30, call: "call", caller: "+15550100")
      #expect(try await ledger.hold(booking, at: Sample.now) == .held(booking))
      #expect(try await ledger.booking(booking.id) == booking)
      #expect(try await ledger.booking(BookingID("other")) == nil)
    },
    ContractRule("a claim is refused when it overlaps another by any amount, and only then") { make in
      let rows: [(start: Int, end: Int, free: Bool)] = [
        (0, 30, true), (30, 60, true), (60, 90, false), (45, 61, false), (45, 60, true), (70, 80, false),
        (89, 120, false), (90, 120, true), (30, 120, false), (61, 89, false),
      ]
      for (start, end, free) in rows {
        let ledger = try make()
        try await ledger.holding(Sample.booking("a", 60, 90))
        let other = Sample.booking("b", start, end)
        #expect(
          try await ledger.hold(other, at: Sample.now) == (free ? .held(other) : .taken), "\(start)..<\(end)")
        #expect(try await ledger.booking(other.id) == (free ? other : nil))
      }
    },
    ContractRule("buffers are claimed, not only the appointment") { make in
      let ledger = try make()
      let padded = Sample.interval(60, 90).padded(before: .minutes(10), after: .minutes(15))
      let booking = Sample.booking("a", 60, 90, claims: [Claim(resource: Sample.chair, interval: padded)])
      try await ledger.holding(booking)
      #expect(try await ledger.hold(Sample.booking("b", 30, 51), at: Sample.now) == .taken)
      #expect(try await ledger.hold(Sample.booking("c", 104, 120), at: Sample.now) == .taken)
      try await ledger.holding(Sample.booking("d", 30, 50))
      try await ledger.holding(Sample.booking("e", 105, 120))
    },
    ContractRule("every resource of a booking must be free, and nothing of it stays when one is not") { make in
      let ledger = try make()
      try await ledger.holding(Sample.booking("a", 0, 30, claims: [Sample.claim(Sample.room, 0, 30)]))
      let both = [Sample.claim(Sample.chair, 15, 45), Sample.claim(Sample.room, 15, 45)]
      #expect(try await ledger.hold(Sample.booking("b", 15, 45, claims: both), at: Sample.now) == .taken)
      #expect(try await ledger.booking(BookingID("b")) == nil)
      try await ledger.holding(Sample.booking("c", 15, 45))
    },
    ContractRule("one resource is one in every desk") { make in
      let ledger = try make()
      try await ledger.holding(Sample.booking("a", 0, 30))
      let other = Sample.booking("b", 0, 30, desk: DeskKey("studio"), host: "lovelace")
      #expect(try await ledger.hold(other, at: Sample.now) == .taken)
    },
    ContractRule("of fifty who want one time at once, one gets it") { make in
      let ledger = try make()
      let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
        for number in 0..<50 {
          let booking = Sample.booking("b\(number)", number % 5, 20 + number % 7, caller: "+1555\(number)")
          group.addTask { try await ledger.hold(booking, at: Sample.now) }
        }
        return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
      }
      #expect(outcomes.filter { if case .held = $0 { true } else { false } }.count == 1)
      #expect(outcomes.filter { $0 == .taken }.count == 49)
    },
    ContractRule("a released or cancelled booking frees its time, and nothing else does") { make in
      for state in BookingState.allCases {
        let ledger = try make()
        try await ledger.storing(Sample.booking("a", 0, 30), in: state)
        let late = Sample.minute(100_000)
        let other = Sample.booking("b", 0, 30, caller: "+15550199", created: late)
        let outcome = try await ledger.hold(other, at: late)
        #expect(outcome == (state.isFinal ? .held(other) : .taken), "\(state)")
      }
    },
    ContractRule("claims are found by resource and time, of excluding bookings only") { make in
      let ledger = try make()
      try await ledger.holding(Sample.booking("b", 60, 90))
      try await ledger.holding(Sample.booking("a", 0, 30))
      try await ledger.holding(Sample.booking("r", 0, 30, claims: [Sample.claim(Sample.room, 0, 45)]))
      try await ledger.driving(ledger.holding(Sample.booking("gone", 30, 60)), to: .released)
      let resources = [Sample.room, Sample.chair, ResourceID("room:none")]
      func live(_ booking: String, _ start: Int, _ end: Int) -> LiveClaim {
        LiveClaim(booking: BookingID(booking), interval: Sample.interval(start, end), keptFor: nil)
      }
      let (a, b, r) = (live("a", 0, 30), live("b", 60, 90), live("r", 0, 45))
      #expect(
        try await ledger.claims(on: resources, overlapping: Sample.interval(0, 100)) == [
          Sample.chair: [a, b], Sample.room: [r], ResourceID("room:none"): [],
        ])
      #expect(
        try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(30, 60)) == [Sample.chair: []])
      #expect(
        try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(29, 61)) == [Sample.chair: [a, b]])
      #expect(try await ledger.claims(on: [], overlapping: Sample.interval(0, 30)).isEmpty)
    },
  ]
}
