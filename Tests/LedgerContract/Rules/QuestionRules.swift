import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let questions = [
    ContractRule("bookings of a calendar are those that exclude, whose attempt is there, by start") { make in
      for state in BookingState.allCases {
        let ledger = try make()
        let late = try await ledger.storing(Sample.booking("late", 60, 90), in: state, code: ConfirmationCode("L"))
        let early = try await ledger.storing(Sample.booking("early", 0, 30), in: state, code: ConfirmationCode("E"))
        // What is leaving is in the other calendar already, a week later.
        let (calendar, offset) =
          state == .leaving ? (Sample.elsewhere, 7 * 24 * 60) : (Sample.calendar, 0)
        func ids(_ start: Int, _ end: Int, in calendar: CalendarReference) async throws -> [Booking] {
          try await ledger.bookings(in: calendar, overlapping: Sample.interval(start + offset, end + offset))
        }
        #expect(try await ids(0, 90, in: calendar) == (state.isFinal ? [] : [early, late]), "\(state)")
        #expect(try await ids(29, 60, in: calendar) == (state.isFinal ? [] : [early]), "\(state)")
        #expect(try await ids(30, 60, in: calendar).isEmpty)
        #expect(try await ids(-30, 0, in: calendar).isEmpty)
        let none = CalendarReference(account: Sample.calendar.account, calendar: CalendarID("none"))
        #expect(try await ids(0, 90, in: none).isEmpty)
      }
    },
    ContractRule("a caller's bookings are those of their number or their call at the desk, by start") { make in
      let ledger = try make()
      let number = PhoneNumber("+15550100")
      var stored: [String: Booking] = [:]
      for (id, start, call, caller, desk) in [
        ("number", 90, "one", "+15550100", "salon"), ("call", 60, "call", nil, "salon"),
        ("both", 30, "call", "+15550100", "salon"), ("others", 0, "two", "+15550199", "salon"),
        ("elsewhere", 120, "call", "+15550100", "studio"), ("nobody", 150, nil, nil, "salon"),
      ] as [(String, Int, String?, String?, String)] {
        stored[id] = try await ledger.storing(
          Sample.booking(id, start, start + 30, desk: DeskKey(desk), call: call, caller: caller), in: .held)
      }
      func ids(_ call: String?, _ number: PhoneNumber?, after: Int = -1, limit: Int = 9) async throws -> [String] {
        let caller = CallerIdentity(call: call.map(CallID.init), number: number)
        let found = try await ledger.bookings(
          of: caller, at: Sample.desk, endingAfter: Sample.minute(after), limit: limit)
        for booking in found { #expect(booking == stored[booking.id.rawValue]) }
        return found.map(\.id.rawValue)
      }
      #expect(try await ids("call", number) == ["both", "call", "number"])
      #expect(try await ids("call", nil) == ["both", "call"])
      #expect(try await ids(nil, number) == ["both", "number"])
      #expect(try await ids(nil, nil) == [])
      #expect(try await ids("call", number, limit: 2) == ["both", "call"])
      #expect(try await ids("call", number, limit: 0) == [])
      #expect(try await ids("call", number, after: 59) == ["both", "call", "number"])
      #expect(try await ids("call", number, after: 60) == ["call", "number"])
    },
    ContractRule("a caller's bookings are shown in every state but kept and released") { make in
      let ledger = try make()
      for (index, state) in BookingState.allCases.enumerated() {
        let booking = Sample.booking("\(state)", index * 30, index * 30 + 30, call: "call")
        try await ledger.storing(booking, in: state, code: ConfirmationCode("\(state)"))
      }
      let found = try await ledger.bookings(
        of: CallerIdentity(call: CallID("call"), number: nil), at: Sample.desk, endingAfter: Sample.now, limit: 99)
      #expect(Set(found.map(\.state)) == Set(BookingState.allCases).subtracting([.kept, .released]))
    },
    ContractRule("what a call still has to hear are bookings at rest, by start, until it has heard") { make in
      let ledger = try make()
      var owed: [Booking] = []
      for (index, state) in BookingState.allCases.enumerated() {
        let start = 1000 - index * 30
        let booking = try await ledger.storing(
          Sample.booking("\(state)", start, start + 30), in: state, code: ConfirmationCode("\(state)"))
        let owing = try await ledger.advancing(booking, by: .owing(CallID("call")))
        if state.isAtRest { owed.insert(owing, at: 0) }
      }
      #expect(owed.count == 3)
      #expect(try await ledger.unreported(to: CallID("call"), of: Sample.desk) == owed)
      #expect(try await ledger.unreported(to: CallID("other"), of: Sample.desk).isEmpty)
      #expect(try await ledger.unreported(to: CallID("call"), of: DeskKey("studio")).isEmpty)
      try await ledger.advancing(owed[0], by: .owing(nil))
      #expect(try await ledger.unreported(to: CallID("call"), of: Sample.desk) == Array(owed.dropFirst()))
    },
    ContractRule("what is not at rest is unfinished, whoever has the lease, the oldest first") { make in
      let ledger = try make()
      for (index, state) in BookingState.allCases.enumerated() {
        let booking = Sample.booking(
          "\(state)", index * 30, index * 30 + 30, leaseUntil: Sample.minute(100 - index))
        try await ledger.storing(booking, in: state, code: ConfirmationCode("\(state)"))
      }
      let expected = BookingState.allCases.filter { !$0.isAtRest }.reversed().map { $0 }
      #expect(try await ledger.unfinished(limit: 99).map(\.state) == expected)
      #expect(try await ledger.unfinished(limit: 2).map(\.state) == Array(expected.prefix(2)))
      #expect(try await ledger.unfinished(limit: 0).isEmpty)
    },
  ]
}
