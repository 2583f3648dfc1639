import Desk
import Scheduling
import Testing

extension LedgerContract {
  /// Who has to hear of what is confirmed.
  static let hearing = [
    ContractRule("what a call is to hear is not confirmed once it has ended, and nothing of it is stored") { make in
      for state in [BookingState.inserted, .moving] {
        let ledger = try make()
        let ticket = try await begin(ledger)
        let booking = try await ledger.storing(Sample.booking("a", 0, 30, call: "mover"), in: state)
        try await ledger.markEnded(CallID("mover"), of: DeskKey("studio"), at: Sample.now)
        try await ledger.markEnded(CallID("other"), of: Sample.desk, at: Sample.now)
        try await ledger.markEnded(CallID("mover"), of: Sample.desk, at: Sample.now)
        let counts = try await ledger.counts()
        let change = last(from: state, closing: closing(ticket))
        #expect(try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: Sample.now) == .unheard)
        #expect(try await ledger.booking(booking.id) == booking)
        #expect(try await ledger.counts() == counts)
        #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
      }
    },
    ContractRule("it is confirmed while the call goes on, whichever others have ended") { make in
      for state in [BookingState.inserted, .moving] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30, call: "mover"), in: state)
        try await ledger.markEnded(CallID("mover"), of: DeskKey("studio"), at: Sample.now)
        try await ledger.markEnded(CallID("other"), of: Sample.desk, at: Sample.now)
        try await ledger.advancing(booking, by: last(from: state, closing: nil))
      }
    },
    ContractRule("after the call has ended it is confirmed if it may be unheard, was promised, or no call asked") {
      make in
      for state in [BookingState.inserted, .moving] {
        for isPromised in [false, true] {
          let ledger = try make()
          try await ledger.markEnded(CallID("mover"), of: Sample.desk, at: Sample.now)
          let started = Sample.booking("a", 0, 30, call: state == .moving ? "booker" : "mover")
          var booking = try await ledger.storing(started, in: state)
          if isPromised { booking = try await ledger.advancing(booking, by: .promised) }
          try await ledger.advancing(booking, by: last(from: state, closing: nil, unheard: !isPromised))
        }
      }
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .inserted)
      try await ledger.advancing(booking, by: last(from: .inserted, closing: nil))
    },
    ContractRule("a move is to be heard by the call that asks for it, not by the one that booked") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30, call: "booker"), in: .moving)
      try await ledger.markEnded(CallID("booker"), of: Sample.desk, at: Sample.now)
      try await ledger.advancing(booking, by: last(from: .moving, closing: nil))
    },
    ContractRule("a call's end is told before a code that is in use, and after an epoch that has passed") { make in
      let ledger = try make()
      try await ledger.storing(Sample.booking("first", 60, 90), in: .confirmed)
      let booking = try await ledger.storing(Sample.booking("a", 0, 30, call: "mover"), in: .inserted)
      try await ledger.markEnded(CallID("mover"), of: Sample.desk, at: Sample.now)
      let change = last(from: .inserted, closing: nil)
      #expect(try await ledger.advance(booking.id, epoch: 1, by: change, at: Sample.now) == .unheard)
      #expect(try await ledger.advance(booking.id, epoch: 2, by: change, at: Sample.now) == .refused(booking))
    },
    ContractRule("of a call's end and a confirmation at once, none comes after the end was stored") { make in
      for round in 0..<20 {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30, call: "mover"), in: .inserted)
        async let ended: Void = ledger.markEnded(CallID("mover"), of: Sample.desk, at: Sample.now)
        async let outcome = ledger.advance(
          booking.id, epoch: 1, by: last(from: .inserted, closing: nil), at: Sample.now)
        try await ended
        let atItsEnd = try await ledger.booking(booking.id)
        let isConfirmed = if case .advanced = try await outcome { true } else { false }
        #expect((atItsEnd?.state == .confirmed) == isConfirmed, "round \(round)")
      }
    },
    ContractRule("a change that closes a delivery says which answer stands") { make in
      for (isStale, isAnswered) in [(false, false), (true, false), (false, true), (true, true)] {
        let ledger = try make()
        let ticket = try await begin(ledger)
        let current = isStale ? try await begin(ledger, at: Sample.minute(1)) : ticket
        let first = Answer(.booked, "The first answer.")
        if isAnswered {
          _ = try await ledger.close(Sample.delivery("t"), ticket: current, with: first, at: Sample.minute(1))
        }
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .inserted)
        let change = last(from: .inserted, closing: closing(ticket))
        let outcome = try await ledger.advance(booking.id, epoch: 1, by: change, at: Sample.minute(1))
        guard case .advanced(_, let answer) = outcome else { throw UnexpectedRefusal(change: change) }
        #expect(answer == (isAnswered ? first : Sample.final), "stale: \(isStale), answered: \(isAnswered)")
        // Nothing is left to be closed.
        let stands = try await ledger.close(
          Sample.delivery("t"), ticket: ticket, with: Sample.final, at: Sample.minute(1))
        #expect(stands == answer)
      }
    },
    ContractRule("a delivery begins with what its call still has to hear, and that of no other call or desk") { make in
      let ledger = try make()
      let owed = try await owing("call", 60, on: ledger)
      let earlier = try await owing("call", 0, on: ledger)
      _ = try await owing("other", 120, on: ledger)
      func begun(_ delivery: DeliveryKey, at minute: Int = 0) async throws -> [Booking]? {
        let opening = try await ledger.open(
          delivery, fingerprint: Sample.fingerprint, at: Sample.minute(minute), leaseUntil: Sample.minute(minute + 1))
        guard case .begun(_, let owed) = opening else { return nil }
        return owed
      }
      #expect(try await begun(Sample.delivery("t")) == [earlier, owed])
      #expect(try await begun(Sample.delivery("t")) == nil)
      #expect(try await begun(Sample.delivery("t"), at: 1) == [earlier, owed])
      #expect(try await begun(Sample.delivery("t", call: "third")) == [])
      #expect(try await begun(Sample.delivery("t", desk: DeskKey("studio"))) == [])
      #expect(try await begun(Sample.delivery("t", call: nil)) == [])
      try await ledger.advancing(earlier, by: .owing(nil))
      #expect(try await begun(Sample.delivery("next")) == [owed])
    },
    ContractRule("unheard is what is owed to a call that has ended, or that has no name, by start") { make in
      let ledger = try make()
      let late = try await owing("ended", 90, on: ledger)
      let unnamed = try await owing(CallID.unnamed.rawValue, 30, on: ledger)
      let early = try await owing("ended", 0, on: ledger)
      _ = try await owing("call", 60, on: ledger)
      try await ledger.markEnded(CallID("ended"), of: Sample.desk, at: Sample.now)
      try await ledger.markEnded(CallID("call"), of: DeskKey("studio"), at: Sample.now)
      #expect(try await ledger.unheard(owedBefore: Sample.now, limit: 9) == [early, unnamed, late])
      #expect(try await ledger.unheard(owedBefore: Sample.now, limit: 2) == [early, unnamed])
      #expect(try await ledger.unheard(owedBefore: Sample.now, limit: 0).isEmpty)
      try await ledger.advancing(early, by: .owing(nil))
      #expect(try await ledger.unheard(owedBefore: Sample.now, limit: 9) == [unnamed, late])
      try await ledger.shut(because: "reason")
      #expect(try await ledger.unheard(owedBefore: Sample.now, limit: 9).isEmpty)
    },
    ContractRule("unheard is of bookings at rest alone, and of any call that has been owed it for long") { make in
      let ledger = try make()
      var expected: Set<BookingState> = []
      for (index, state) in BookingState.allCases.enumerated() {
        let start = index * 60
        let booking = try await ledger.storing(
          Sample.booking("\(state)", start, start + 30), in: state, code: ConfirmationCode("\(state)"))
        let owing = try await ledger.advancing(booking, by: .owing(CallID("call")), at: Sample.minute(20))
        #expect(owing.leaseUntil == (state.isAtRest ? Sample.minute(20) : booking.leaseUntil), "\(state)")
        if state.isAtRest { expected.insert(state) }
      }
      #expect(try await ledger.unheard(owedBefore: Sample.minute(20), limit: 99).isEmpty)
      let found = try await ledger.unheard(owedBefore: Sample.minute(21), limit: 99)
      #expect(Set(found.map(\.state)) == expected)
      #expect(found.count == expected.count)
    },
  ]

  private static func last(
    from state: BookingState, closing: DeliveryClosing?, unheard: Bool = false
  ) -> BookingChange {
    state == .moving
      ? .moved(nil, closing: closing, unheard: unheard)
      : .confirmed(code: Sample.code, closing: closing, unheard: unheard)
  }

  /// A booking from that minute on, confirmed, of which the call still has to hear.
  private static func owing(_ call: String, _ start: Int, on ledger: any Storage) async throws -> Booking {
    let id = "\(call)-\(start)"
    let booking = try await ledger.storing(
      Sample.booking(id, start, start + 30), in: .confirmed, code: ConfirmationCode(id))
    return try await ledger.advancing(booking, by: .owing(CallID(call)))
  }

  private static func begin(_ ledger: any Storage, at now: Instant = Sample.now) async throws -> DeliveryTicket {
    let opening = try await ledger.open(
      Sample.delivery("t"), fingerprint: Sample.fingerprint, at: now, leaseUntil: now + .minutes(1))
    return try #require(opening.ticket)
  }

  private static func closing(_ ticket: DeliveryTicket) -> DeliveryClosing {
    DeliveryClosing(delivery: Sample.delivery("t"), ticket: ticket, answer: Sample.final)
  }
}
