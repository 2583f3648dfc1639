import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let intents = [
    ContractRule("a call that asks for the same again gets the booking it has, however late") { make in
      let ledger = try make()
      let first = try await ledger.holding(Sample.booking("a", 600, 630, call: "call"))
      let late = Sample.minute(500)
      let again = Sample.booking("b", 600, 630, call: "call", created: late)
      #expect(try await ledger.hold(again, at: late) == .standing(first))
      #expect(try await ledger.booking(again.id) == nil)
    },
    ContractRule("a standing booking is found in every state that excludes, unless it is being called off") { make in
      for state in BookingState.allCases {
        let ledger = try make()
        let first = try await ledger.storing(Sample.booking("a", 0, 30, call: "call"), in: state)
        let again = Sample.booking("b", 0, 30, call: "call")
        let expected: HoldOutcome =
          switch state {
          case .released, .cancelled: .held(again)
          case .cancelling, .leaving: .taken
          default: .standing(first)
          }
        #expect(try await ledger.hold(again, at: Sample.now) == expected, "\(state)")
      }
    },
    ContractRule("another call, host, offering, start or desk is another intent") { make in
      let others = [
        Sample.booking("b", 0, 30, call: "other"), Sample.booking("b", 0, 30, host: "grace", call: "call"),
        Sample.booking("b", 0, 30, offering: "dye", call: "call"), Sample.booking("b", 5, 30, call: "call"),
        Sample.booking("b", 0, 30, desk: DeskKey("studio"), call: "call"), Sample.booking("b", 0, 30),
      ]
      for other in others {
        let ledger = try make()
        try await ledger.holding(Sample.booking("a", 0, 30, call: "call"))
        #expect(try await ledger.hold(other, at: Sample.now) == .taken, "\(other)")
      }
    },
    ContractRule("without call and caller nothing is the same intent") { make in
      let ledger = try make()
      try await ledger.holding(Sample.booking("a", 0, 30))
      #expect(try await ledger.hold(Sample.booking("b", 0, 30), at: Sample.now) == .taken)
    },
    ContractRule("a caller who asks again within ten minutes, with whatever host, gets the booking they have") { make in
      for (milliseconds, stands) in [(0, true), (599_999, true), (600_000, false), (900_000, false)] {
        let ledger = try make()
        let first = try await ledger.holding(Sample.booking("a", 60, 90, call: "one", caller: "+15550100"))
        let later = Sample.now + .milliseconds(milliseconds)
        let again = Sample.booking("b", 60, 90, host: "grace", call: "two", caller: "+15550100", created: later)
        #expect(try await ledger.hold(again, at: later) == (stands ? .standing(first) : .taken), "\(milliseconds)")
      }
    },
    ContractRule("a telephone number may be shared: another name or address is another person") { make in
      func details(_ name: String?, _ email: String?) -> BookingDetails {
        BookingDetails(summary: "Haircut", name: name, email: email)
      }
      let first = details("Ann", "ann@example.com")
      for (other, stands) in [
        (details("Bob", nil), false), (details(nil, "bob@example.com"), false), (details("ann", nil), true),
        (details(nil, nil), true), (details("Ann", "ann@example.com"), true),
      ] {
        let ledger = try make()
        let held = try await ledger.holding(Sample.booking("a", 60, 90, caller: "+15550100", details: first))
        let again = Sample.booking("b", 60, 90, caller: "+15550100", details: other)
        #expect(try await ledger.hold(again, at: Sample.now) == (stands ? .standing(held) : .taken), "\(other)")
      }
    },
    ContractRule("after ten minutes a caller may hold the same start with another host") { make in
      let ledger = try make()
      try await ledger.holding(Sample.booking("a", 60, 90, caller: "+15550100"))
      let later = Sample.minute(10)
      let room = [Claim(resource: Sample.room, interval: Sample.interval(60, 90))]
      try await ledger.holding(
        Sample.booking("b", 60, 90, claims: room, host: "grace", caller: "+15550100", created: later))
    },
    ContractRule("a caller's intent never crosses desks, offerings or starts") { make in
      let others = [
        Sample.booking("b", 0, 30, desk: DeskKey("studio"), caller: "+15550100"),
        Sample.booking("b", 0, 30, offering: "dye", caller: "+15550100"),
        Sample.booking("b", 10, 30, caller: "+15550100"), Sample.booking("b", 0, 30, caller: "+15550101"),
      ]
      for other in others {
        let ledger = try make()
        try await ledger.holding(Sample.booking("a", 0, 30, caller: "+15550100"))
        #expect(try await ledger.hold(other, at: Sample.now) == .taken, "\(other)")
      }
    },
    ContractRule("the call's own booking goes before the caller's, and the newest before older ones") { make in
      let ledger = try make()
      func room(_ name: String) -> [Claim] {
        [Claim(resource: ResourceID(name), interval: Sample.interval(60, 90))]
      }
      let ofCall = try await ledger.holding(
        Sample.booking("a", 60, 90, claims: room("a"), call: "call", caller: "+15550100"))
      let later = Sample.minute(10)
      let ofCaller = try await ledger.holding(
        Sample.booking("b", 60, 90, claims: room("b"), host: "grace", call: "two", caller: "+15550100", created: later))
      let same = Sample.booking("c", 60, 90, call: "call", caller: "+15550100", created: later)
      #expect(try await ledger.hold(same, at: later) == .standing(ofCall))
      let third = Sample.booking("d", 60, 90, host: "hedy", call: "three", caller: "+15550100", created: later)
      #expect(try await ledger.hold(third, at: later) == .standing(ofCaller))
    },
    ContractRule("holding the same booking again finds it while it excludes, and never stores it anew") { make in
      for state in BookingState.allCases {
        let ledger = try make()
        let booking = Sample.booking("a", 0, 30)
        let stored = try await ledger.storing(booking, in: state)
        #expect(
          try await ledger.hold(booking, at: Sample.now) == (state.isFinal ? .taken : .standing(stored)),
          "\(state)")
        #expect(try await ledger.booking(booking.id) == stored)
      }
    },
    ContractRule("of many copies of one intent at once, one is held and all others find it") { make in
      let ledger = try make()
      let outcomes = try await withThrowingTaskGroup(of: HoldOutcome.self) { group in
        for number in 0..<20 {
          let booking = Sample.booking("b\(number)", 0, 30, call: "call")
          group.addTask { try await ledger.hold(booking, at: Sample.now) }
        }
        return try await group.reduce(into: [HoldOutcome]()) { $0.append($1) }
      }
      let held = outcomes.compactMap { if case .held(let booking, _) = $0 { booking } else { nil } }
      try #require(held.count == 1)
      #expect(outcomes.filter { $0 == .standing(held[0]) }.count == 19)
    },
  ]
}
