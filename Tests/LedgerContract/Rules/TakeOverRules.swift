import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let takeOver = [
    ContractRule("a booking is taken over once its lease has run out, with the next epoch and a new lease") { make in
      for state in BookingState.allCases where !state.isAtRest {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: state)
        let early = Sample.minute(1) - .milliseconds(1)
        #expect(try await ledger.takeOver(booking.id, at: early, leaseUntil: Sample.minute(9)) == nil)
        var expected = booking
        expected.epoch = booking.epoch + 1
        expected.leaseUntil = Sample.minute(9)
        let taken = try await ledger.takeOver(booking.id, at: Sample.minute(1), leaseUntil: Sample.minute(9))
        #expect(taken == expected, "\(state)")
        #expect(try await ledger.booking(booking.id) == expected, "\(state)")
        #expect(try await ledger.takeOver(booking.id, at: Sample.minute(8), leaseUntil: Sample.minute(20)) == nil)
        let next = try await ledger.takeOver(booking.id, at: Sample.minute(9), leaseUntil: Sample.minute(20))
        #expect(next?.epoch == booking.epoch + 2)
      }
    },
    ContractRule("a booking at rest, or none, is never taken over") { make in
      let ledger = try make()
      try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .confirmed)
      try await ledger.driving(ledger.holding(Sample.booking("b", 30, 60)), to: .released)
      try await ledger.storing(Sample.booking("c", 60, 90), in: .cancelled, code: ConfirmationCode("C"))
      for id in ["a", "b", "c", "none"] {
        let taken = try await ledger.takeOver(BookingID(id), at: Sample.minute(60), leaseUntil: Sample.minute(61))
        #expect(taken == nil)
      }
      #expect(try await ledger.unattended(at: Sample.minute(60), limit: 10).isEmpty)
    },
    ContractRule("of many who take over at once, one does") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      let taken = try await withThrowingTaskGroup(of: Booking?.self) { group in
        for _ in 0..<20 {
          group.addTask {
            try await ledger.takeOver(booking.id, at: Sample.minute(1), leaseUntil: Sample.minute(2))
          }
        }
        return try await group.reduce(into: [Booking]()) { $0 += [$1].compactMap(\.self) }
      }
      #expect(taken.map(\.epoch) == [2])
    },
    ContractRule("unattended bookings come with the oldest lease first, as many as asked for") { make in
      let ledger = try make()
      for (id, lease) in [("c", 3), ("a", 1), ("e", 25), ("b", 1), ("d", 2)] {
        let start = lease * 100 + (id == "b" ? 30 : 0)
        try await ledger.holding(Sample.booking(id, start, start + 30, leaseUntil: Sample.minute(lease)))
      }
      func ids(_ limit: Int, at minute: Int = 10) async throws -> [String] {
        try await ledger.unattended(at: Sample.minute(minute), limit: limit).map(\.id.rawValue)
      }
      #expect(try await ids(10) == ["a", "b", "d", "c"])
      #expect(try await ids(2) == ["a", "b"])
      #expect(try await ids(0) == [])
      #expect(try await ids(10, at: 1) == ["a", "b"])
      #expect(try await ids(10, at: 0) == [])
    },
    ContractRule("a booking given up by a past lease can be taken over at once") { make in
      let ledger = try make()
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      try await ledger.advancing(booking, by: .leased(until: Sample.minute(-1)))
      #expect(try await ledger.unattended(at: Sample.now, limit: 1).map(\.id) == [booking.id])
      let taken = try await ledger.takeOver(booking.id, at: Sample.now, leaseUntil: Sample.minute(1))
      #expect(taken?.epoch == 2)
    },
  ]
}
