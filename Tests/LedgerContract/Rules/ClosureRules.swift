import Desk
import Scheduling
import Testing

extension LedgerContract {
  private static let reason = "It is an older copy."

  static let closure = [
    ContractRule("a ledger is open, has one identity for ever, and says why it is shut") { make in
      let ledger = try make()
      let identity = try await ledger.condition().identity
      #expect(!identity.rawValue.isEmpty)
      #expect(try await ledger.condition() == LedgerCondition(identity: identity, closedBecause: nil))
      try await ledger.shut(because: "first")
      try await ledger.shut(because: reason)
      #expect(try await ledger.condition() == LedgerCondition(identity: identity, closedBecause: reason))
      try await ledger.reopen()
      try await ledger.reopen()
      #expect(try await ledger.condition() == LedgerCondition(identity: identity, closedBecause: nil))
    },
    ContractRule("a shut ledger changes no booking, and once reopened goes on where it was") { make in
      let ledger = try make()
      let held = try await ledger.holding(Sample.booking("a", 0, 30))
      try await ledger.storing(Sample.booking("b", 30, 60), in: .confirmed)
      try await ledger.shut(because: reason)
      await #expect(throws: LedgerFailure.closed(reason)) {
        try await ledger.hold(Sample.booking("c", 60, 90), at: Sample.now)
      }
      await #expect(throws: LedgerFailure.closed(reason)) {
        try await ledger.hold(Sample.booking("a", 0, 30), at: Sample.now)
      }
      for id in ["a", "none"] {
        await #expect(throws: LedgerFailure.closed(reason)) {
          try await ledger.advance(BookingID(id), epoch: 1, by: .withdrawing, at: Sample.now)
        }
        await #expect(throws: LedgerFailure.closed(reason)) {
          try await ledger.takeOver(BookingID(id), at: Sample.minute(60), leaseUntil: Sample.minute(61))
        }
      }
      #expect(try await ledger.unattended(at: Sample.minute(60), limit: 9).isEmpty)
      #expect(try await ledger.takeOutbox(at: Sample.minute(60), leaseUntil: Sample.minute(61), limit: 9).isEmpty)
      #expect(try await ledger.booking(held.id) == held)
      #expect(try await ledger.unfinished(limit: 9) == [held])
      try await ledger.reopen()
      #expect(try await ledger.unattended(at: Sample.minute(60), limit: 9) == [held])
      #expect(try await ledger.takeOutbox(at: Sample.minute(60), leaseUntil: Sample.minute(61), limit: 9).count == 1)
      try await ledger.advancing(held, by: .withdrawing)
      try await ledger.holding(Sample.booking("c", 60, 90))
    },
    ContractRule("in a shut ledger deliveries, notices, calls and questions go on") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      try await ledger.shut(because: reason)
      let key = Sample.delivery("t")
      let opening = try await ledger.open(
        key, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
      let ticket = try #require(opening.ticket)
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.final, at: Sample.now) == Sample.final)
      #expect(try await ledger.raise(Sample.notice("key"), closing: nil, at: Sample.now))
      try await ledger.markEnded(CallID("call"), of: Sample.desk, at: Sample.now)
      #expect(try await ledger.hasEnded(CallID("call"), of: Sample.desk))
      #expect(try await ledger.lookUp(Sample.code, at: Sample.desk, by: [], at: Sample.now) == .found(booking))
      let claims = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 30))
      #expect(claims[Sample.chair]?.count == 1)
    },
  ]

  static let restoring = [
    ContractRule("a booking that was lost is restored as it is, shut or not, and keeps its time") { make in
      for isShut in [true, false] {
        let ledger = try make()
        if isShut { try await ledger.shut(because: reason) }
        let booking = confirmed("a", 0, 30)
        let notice = Sample.notice("review", booking: booking.id)
        #expect(try await ledger.restore(booking, raising: notice, at: Sample.now) == booking)
        #expect(try await ledger.booking(booking.id) == booking)
        #expect(try await ledger.notices(of: nil, includingDone: false, limit: 9) == [notice])
        #expect(try await ledger.counts().outbox == 0)
        try await ledger.reopen()
        #expect(try await ledger.hold(Sample.booking("b", 15, 45), at: Sample.now) == .taken)
      }
    },
    ContractRule("a restored booking replaces what is stored, whatever that is, with the next epoch") { make in
      for state in BookingState.allCases {
        let ledger = try make()
        let stored = try await ledger.storing(Sample.booking("a", 0, 30, call: "call"), in: state)
        var booking = confirmed("a", 60, 90, code: ConfirmationCode("OTHER"))
        booking.epoch = 77
        var expected = booking
        expected.epoch = stored.epoch + 1
        #expect(try await ledger.restore(booking, raising: nil, at: Sample.now) == expected, "\(state)")
        #expect(try await ledger.booking(booking.id) == expected, "\(state)")
        try await ledger.holding(Sample.booking("b", 0, 30))
        #expect(try await ledger.hold(Sample.booking("c", 60, 90), at: Sample.now) == .taken, "\(state)")
        let late = BookingChange.owing(CallID("late"))
        #expect(
          try await ledger.advance(booking.id, epoch: stored.epoch, by: late, at: Sample.now) == .refused(expected))
      }
    },
    ContractRule("a booking restored at the time where it was keeps its claims, and one that was final has them anew") {
      make in
      for state in [BookingState.confirmed, .cancelled, .released] {
        let ledger = try make()
        let stored = try await ledger.storing(Sample.booking("a", 0, 30), in: state)
        var booking = confirmed("a", 0, 30)
        booking.epoch = stored.epoch + 1
        #expect(try await ledger.restore(booking, raising: nil, at: Sample.now) == booking, "\(state)")
        #expect(try await ledger.hold(Sample.booking("b", 29, 45), at: Sample.now) == .taken, "\(state)")
      }
    },
    ContractRule("a restored booking leaves out what others have claimed, of every part") { make in
      let ledger = try make()
      for (id, start) in [("x", 0), ("y", 100), ("z", 200)] {
        try await ledger.holding(
          Sample.booking(id, start, start + 10, claims: [Sample.claim(Sample.room, start, start + 10)]))
      }
      func both(_ start: Int) -> [Claim] {
        [Sample.claim(Sample.room, start, start + 30), Sample.claim(Sample.chair, start, start + 30)]
      }
      var moving = confirmed("a", 0, 30)
      moving.claims = both(0)
      moving.state = .moving
      moving.move = moving.move(by: 100)
      let restored = try await ledger.restore(moving, raising: nil, at: Sample.now)
      #expect(restored.claims == [Sample.claim(Sample.chair, 0, 30)])
      #expect(restored.move?.claims == [Sample.claim(Sample.chair, 100, 130)])
      #expect(try await ledger.booking(moving.id) == restored)
      var leaving = confirmed("b", 300, 330, code: ConfirmationCode("B"))
      leaving.state = .leaving
      leaving.left = Remains(attempt: leaving.attempt, claims: both(200))
      let left = try await ledger.restore(leaving, raising: nil, at: Sample.now)
      #expect(left.left?.claims == [Sample.claim(Sample.chair, 200, 230)])
      #expect(left.claims == leaving.claims)
      #expect(try await ledger.booking(leaving.id) == left)
    },
    ContractRule("a booking restored as final frees its time, and keeps what it had claimed") { make in
      let ledger = try make()
      let stored = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      try await ledger.storing(Sample.booking("b", 60, 90), in: .held)
      var booking = stored
      booking.state = .cancelled
      booking.claims = [Sample.claim(Sample.chair, 60, 90)]
      booking.epoch = stored.epoch + 1
      #expect(try await ledger.restore(booking, raising: nil, at: Sample.now) == booking)
      #expect(try await ledger.booking(booking.id) == booking)
      try await ledger.holding(Sample.booking("c", 0, 30))
    },
    ContractRule("a code that another booking has already is left out") { make in
      let ledger = try make()
      try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let restored = try await ledger.restore(confirmed("b", 60, 90), raising: nil, at: Sample.now)
      #expect(restored.state == .confirmed && restored.code == nil)
      #expect(try await ledger.booking(restored.id) == restored)
      let again = try await ledger.restore(confirmed("a", 0, 30), raising: nil, at: Sample.now)
      #expect(again.code == Sample.code)
    },
    ContractRule("restoring again raises its notice once") { make in
      let ledger = try make()
      for epoch in 1...3 {
        let restored = try await ledger.restore(
          confirmed("a", 0, 30), raising: Sample.notice("review"), at: Sample.now)
        #expect(restored.epoch == epoch)
      }
      #expect(try await ledger.counts().notices == 1)
    },
  ]

  private static func confirmed(
    _ id: String, _ start: Int, _ end: Int, code: ConfirmationCode? = Sample.code
  ) -> Booking {
    var booking = Sample.booking(id, start, end, caller: "+15550100")
    booking.state = .confirmed
    booking.event = Sample.event
    booking.code = code
    booking.revision = 3
    booking.announced = true
    return booking
  }
}
