import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let calls = [
    ContractRule("a call has ended once it was said, in its desk alone, and saying it again does no harm") { make in
      let ledger = try make()
      let call = CallID("call")
      #expect(try await !ledger.hasEnded(call, of: Sample.desk))
      try await ledger.markEnded(call, of: Sample.desk, at: Sample.now)
      try await ledger.markEnded(call, of: Sample.desk, at: Sample.minute(5))
      #expect(try await ledger.hasEnded(call, of: Sample.desk))
      #expect(try await !ledger.hasEnded(call, of: DeskKey("studio")))
      #expect(try await !ledger.hasEnded(CallID("other"), of: Sample.desk))
    },
    ContractRule("an ended call is forgotten by the time it was first said to have ended") { make in
      let ledger = try make()
      let call = CallID("call")
      try await ledger.markEnded(call, of: Sample.desk, at: Sample.minute(1))
      try await ledger.markEnded(call, of: Sample.desk, at: Sample.minute(9))
      try await ledger.forget(before: Sample.minute(1))
      #expect(try await ledger.hasEnded(call, of: Sample.desk))
      try await ledger.forget(before: Sample.minute(2))
      #expect(try await !ledger.hasEnded(call, of: Sample.desk))
    },
  ]

  static let upkeep = [
    ContractRule("that storage takes writes is proved without a change, open or closed") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      let (counts, condition) = (try await ledger.counts(), try await ledger.condition())
      try await ledger.prove()
      #expect(try await ledger.counts() == counts)
      #expect(try await ledger.condition() == condition)
      #expect(try await ledger.booking(booking.id) == booking)
      try await ledger.shut(because: "an older copy")
      try await ledger.prove()
      #expect(try await ledger.condition().closedBecause == "an older copy")
    },
    ContractRule("every state is counted, and the outbox") { make in
      let ledger = try make()
      let none = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
      #expect(try await ledger.counts() == LedgerCounts(bookings: none, outbox: 0, notices: 0))
      for (index, state) in BookingState.allCases.enumerated() {
        for copy in 0...index {
          let start = (index * 10 + copy) * 30
          let booking = Sample.booking("\(state)-\(copy)", start, start + 30)
          try await ledger.storing(booking, in: state, code: ConfirmationCode("\(state)-\(copy)"))
        }
      }
      let counted = Dictionary(uniqueKeysWithValues: BookingState.allCases.enumerated().map { ($1, $0 + 1) })
      let entries = [BookingState.confirmed, .moving, .reverting, .leaving, .leaving, .cancelling, .cancelled]
        .reduce(0) { $0 + (counted[$1] ?? 0) }
      #expect(try await ledger.counts() == LedgerCounts(bookings: counted, outbox: entries, notices: 0))
    },
    ContractRule("closed deliveries are forgotten by when they were closed, others by the end of their lease") { make in
      let ledger = try make()
      let closed = Sample.delivery("closed")
      let left = Sample.delivery("left")
      let tickets = try await [closed, left].asyncMap {
        try await ledger.open($0, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(3)).ticket
      }
      _ = try await ledger.close(
        closed, ticket: #require(tickets[0]), with: Sample.final, at: Sample.minute(2))
      try await ledger.forget(before: Sample.minute(2))
      #expect(try await ledger.progress(of: closed, at: Sample.now) == .answered(Sample.final))
      try await ledger.forget(before: Sample.minute(3))
      #expect(try await ledger.progress(of: closed, at: Sample.now) == .idle)
      #expect(try await ledger.progress(of: left, at: Sample.now) == .inFlight)
      try await ledger.forget(before: Sample.minute(4))
      #expect(try await ledger.progress(of: left, at: Sample.now) == .idle)
    },
    ContractRule("a forgotten delivery that comes again does not get a ticket that somebody may still have") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      let old = try #require(try await begin(key, at: Sample.now, on: ledger))
      try await ledger.forget(before: Sample.minute(60))
      let new = try #require(try await begin(key, at: Sample.minute(60), on: ledger))
      #expect(new.number > old.number)
      _ = try await ledger.close(key, ticket: old, with: Sample.final, at: Sample.minute(60))
      #expect(try await ledger.progress(of: key, at: Sample.minute(60)) == .inFlight)
    },
    ContractRule("an empty ledger takes the place of a lost one; one with bookings keeps its name") { make in
      let lost = LedgerID("0123456789abcdef0123456789abcdef")
      let ledger = try make()
      #expect(try await ledger.takeThePlace(of: lost))
      #expect(try await ledger.condition().identity == lost)
      try await ledger.holding(Sample.booking("a", 0, 30))
      #expect(try await ledger.takeThePlace(of: lost))
      #expect(try await !ledger.takeThePlace(of: LedgerID("00000000000000000000000000000002")))
      #expect(try await ledger.condition().identity == lost)
    },
    ContractRule("forgetting keeps every booking, claim and outbox entry") { make in
      let ledger = try make()
      var bookings: [Booking] = []
      for (index, state) in BookingState.allCases.enumerated() {
        let booking = Sample.booking("\(state)", index * 30, index * 30 + 30, call: "call", caller: "+15550100")
        try await bookings.append(ledger.storing(booking, in: state, code: ConfirmationCode("\(state)")))
      }
      let counts = try await ledger.counts()
      try await ledger.forget(before: Sample.minute(1_000_000))
      for booking in bookings { #expect(try await ledger.booking(booking.id) == booking) }
      #expect(try await ledger.counts() == counts)
      let claims = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 1000))
      #expect(claims[Sample.chair]?.count == 9)
    },
  ]

  private static func begin(
    _ delivery: DeliveryKey, at now: Instant, on ledger: any Storage
  ) async throws -> DeliveryTicket? {
    let opening = try await ledger.open(
      delivery, fingerprint: Sample.fingerprint, at: now, leaseUntil: now + .minutes(1))
    return opening.ticket
  }
}

extension Sequence {
  /// The results in the order of the elements, one after another.
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { try await results.append(transform(element)) }
    return results
  }
}
