import Desk
import Scheduling
import Testing

extension LedgerContract {
  /// From which states each change is allowed, and what it makes of the booking. Said again here, and not taken from
  /// ``BookingChange/allowed(from:)``, so that a mistake there shows.
  private struct Transition: Sendable {
    let change: BookingChange
    let from: Set<BookingState>
    let effect: @Sendable (inout Booking) -> Void
  }

  private static let notAtRest: Set<BookingState> = [
    .kept, .held, .inserted, .moving, .reverting, .leaving, .cancelling, .withdrawing,
  ]

  private static let transitions: [Transition] = [
    Transition(change: .inserted(PlacedEvent(event: EventID("new"), link: nil)), from: [.held]) {
      $0.state = .inserted
      $0.event = PlacedEvent(event: EventID("new"), link: nil)
    },
    Transition(change: .nextAttempt(AttemptToken("next")), from: [.held]) {
      $0.attempt = Attempt(
        booking: $0.id, generation: 2, token: AttemptToken("next"), calendar: $0.attempt.calendar)
    },
    Transition(change: .confirmed(code: ConfirmationCode("ZZZZ"), closing: nil), from: [.inserted]) {
      $0.state = .confirmed
      $0.code = ConfirmationCode("ZZZZ")
    },
    Transition(change: .withdrawing, from: [.held, .inserted]) { $0.state = .withdrawing },
    Transition(change: .released, from: [.withdrawing, .kept]) { $0.state = .released },
    Transition(change: .promised, from: [.held, .inserted, .moving]) { $0.promised = true },
    Transition(change: .leased(until: Sample.minute(7)), from: notAtRest) {
      $0.leaseUntil = Sample.minute(7)
    },
    Transition(change: .leased(until: Sample.minute(-7)), from: notAtRest) {
      $0.leaseUntil = Sample.minute(-7)
    },
  ]

  static let states = [
    ContractRule("every change is made from the states that allow it, and refused in all others") { make in
      for transition in transitions {
        for state in BookingState.allCases {
          let ledger = try make()
          let before = try await ledger.storing(Sample.booking("a", 0, 30), in: state)
          let outcome = try await ledger.advance(before.id, epoch: before.epoch, by: transition.change, at: Sample.now)
          var expected = before
          if transition.from.contains(state) { transition.effect(&expected) }
          let told: AdvanceOutcome = transition.from.contains(state) ? .advanced(expected) : .refused(before)
          #expect(outcome == told, "\(transition.change) from \(state)")
          #expect(try await ledger.booking(before.id) == expected, "\(transition.change) from \(state)")
        }
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
