import Desk
import Scheduling
import Testing

extension LedgerContract {
  /// From which states each change is allowed, and what it makes of the booking. Said again here, and not taken from
  /// ``BookingChange``, so that a mistake there shows.
  struct Transition: Sendable {
    /// Told of the booking before it.
    let change: @Sendable (Booking) -> BookingChange
    let from: Set<BookingState>
    /// Whether the booking must, or must not, be only kept; `nil`: it does not matter.
    var kept: Bool?
    var tasks = 0
    var notices = 0
    let effect: @Sendable (inout Booking) -> Void

    init(
      _ change: @escaping @Sendable (Booking) -> BookingChange, from: Set<BookingState>, kept: Bool? = nil,
      tasks: Int = 0, notices: Int = 0, effect: @escaping @Sendable (inout Booking) -> Void
    ) {
      self.change = change
      self.from = from
      self.kept = kept
      self.tasks = tasks
      self.notices = notices
      self.effect = effect
    }

    func isAllowed(from booking: Booking) -> Bool {
      from.contains(booking.state) && (kept == nil || kept == booking.isOnlyKept)
    }
  }

  /// A booking in every state, asked for, and in every state that it can have when it is only kept.
  private static let starts: [(state: BookingState, isOnlyKept: Bool)] =
    BookingState.allCases.map { ($0, $0 == .kept) }
    + [(.held, true), (.inserted, true), (.withdrawing, true), (.released, true)]

  private static func begin(_ index: Int, on ledger: any Storage) async throws -> Booking {
    let (state, isOnlyKept) = starts[index]
    let booking = Sample.booking("b\(index)", index * 60, index * 60 + 30, call: "call\(index)")
    guard isOnlyKept else {
      return try await ledger.storing(booking, in: state, code: ConfirmationCode("code\(index)"))
    }
    let kept = try await ledger.holding(booking.onlyKept())
    guard state != .kept else { return kept }
    return try await ledger.driving(ledger.advancing(kept, by: .preparing), to: state)
  }

  static let states = [
    ContractRule("every change is made from the states that allow it, and refused in all others") { make in
      for transition in transitions {
        let ledger = try make()
        for index in starts.indices {
          let before = try await begin(index, on: ledger)
          let counts = try await ledger.counts()
          let change = transition.change(before)
          let outcome = try await ledger.advance(before.id, epoch: before.epoch, by: change, at: Sample.now)
          let isAllowed = transition.isAllowed(from: before)
          var expected = before
          if isAllowed { transition.effect(&expected) }
          let what: Comment = "\(change) from \(before.state), only kept: \(before.isOnlyKept)"
          #expect(outcome == (isAllowed ? .advanced(expected) : .refused(before)), what)
          #expect(try await ledger.booking(before.id) == expected, what)
          let after = try await ledger.counts()
          #expect(after.outbox - counts.outbox == (isAllowed ? transition.tasks : 0), what)
          #expect(after.notices - counts.notices == (isAllowed ? transition.notices : 0), what)
        }
      }
    },
    ContractRule("after every change exactly the booking's live claims stand in the way of others") { make in
      for transition in transitions {
        let ledger = try make()
        for index in starts.indices {
          let before = try await begin(index, on: ledger)
          _ = try await ledger.advance(
            before.id, epoch: before.epoch, by: transition.change(before), at: Sample.now)
        }
        var expected: [LiveClaim] = []
        for index in starts.indices {
          guard let booking = try await ledger.booking(BookingID("b\(index)")) else { continue }
          let isKept = booking.isOnlyKept && booking.state != .withdrawing
          expected += booking.liveClaims.map {
            LiveClaim(booking: booking.id, interval: $0.interval, keptFor: isKept ? booking.call : nil)
          }
        }
        let all = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(-1000, 1_000_000))
        #expect(Set(all[Sample.chair] ?? []) == Set(expected), "\(transition)")
        #expect(all[Sample.chair]?.count == expected.count, "\(transition)")
      }
    },
    ContractRule("a change with another epoch is refused, earlier or later") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      let taken = try #require(
        try await ledger.takeOver(booking.id, at: Sample.minute(1), leaseUntil: Sample.minute(2)))
      for epoch in [0, 1, 3] {
        let outcome = try await ledger.advance(
          booking.id, epoch: epoch, by: .inserted(Sample.event), at: Sample.minute(1))
        #expect(outcome == .refused(taken), "epoch \(epoch)")
      }
      try await ledger.advancing(taken, by: .inserted(Sample.event))
    },
    ContractRule("a lease that has run out does not stop the worker that nobody has relieved") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      try await ledger.advancing(booking, by: .inserted(Sample.event), at: Sample.minute(60))
    },
    ContractRule("a change of a booking that is not there is refused") { make in
      let outcome = try await make().advance(BookingID("none"), epoch: 1, by: .withdrawing, at: Sample.now)
      #expect(outcome == .refused(nil))
    },
    ContractRule("attempts are counted, each with its own token") { make in
      let ledger = try make()
      var booking = try await ledger.holding(Sample.booking("a", 0, 30))
      for generation in 2...4 {
        let token = AttemptToken("token-\(generation)")
        booking = try await ledger.advancing(booking, by: .nextAttempt(token))
        #expect(
          booking.attempt
            == Attempt(booking: booking.id, generation: generation, token: token, calendar: Sample.calendar))
      }
      #expect(try await ledger.booking(booking.id) == booking)
    },
    ContractRule("of many who make the same change at once, one makes it") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      let advanced = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<20 {
          group.addTask {
            let outcome = try await ledger.advance(booking.id, epoch: 1, by: .withdrawing, at: Sample.now)
            if case .advanced = outcome { return true } else { return false }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(advanced == 1)
    },
  ]
}
