import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let confirmation = [
    ContractRule("a confirmation stores code, outbox entry and answer with the state") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      let booking = try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .inserted)
      let confirmed = try await ledger.advancing(booking, by: .confirmed(code: Sample.code, closing: closing(ticket)))
      #expect(confirmed.state == .confirmed)
      #expect(confirmed.code == Sample.code)
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
      let entries = try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 10)
      #expect(entries.map(\.booking) == [booking.id])
      #expect(entries.map(\.task) == [.dress])
      #expect(entries.map(\.tries) == [0])
    },
    ContractRule("a refused confirmation stores neither code nor outbox entry nor answer") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      let booking = try await ledger.holding(Sample.booking("a", 0, 30))
      let change = BookingChange.confirmed(code: Sample.code, closing: closing(ticket))
      #expect(try await ledger.advance(booking.id, epoch: 1, by: change, at: Sample.now) == .refused(booking))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
      #expect(try await ledger.counts().outbox == 0)
    },
    ContractRule("a lost ticket does not stop the confirmation, and its answer is not stored") { make in
      let ledger = try make()
      let stale = try await begin(ledger)
      _ = try await begin(ledger, at: Sample.minute(1))
      let booking = try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .inserted)
      let confirmed = try await ledger.advancing(booking, by: .confirmed(code: Sample.code, closing: closing(stale)))
      #expect(confirmed.state == .confirmed)
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
    },
    ContractRule("a delivery that is not there, or answered for good, does not stop the confirmation") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      let first = Answer(.booked, "The first answer.")
      _ = try await ledger.close(Sample.delivery("t"), ticket: ticket, with: first, at: Sample.now)
      let booking = try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .inserted)
      try await ledger.advancing(booking, by: .confirmed(code: Sample.code, closing: closing(ticket)))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(first))
      let other = try await ledger.driving(ledger.holding(Sample.booking("b", 30, 60)), to: .inserted)
      let unknown = DeliveryClosing(delivery: Sample.delivery("none"), ticket: ticket, answer: Sample.final)
      try await ledger.advancing(other, by: .confirmed(code: ConfirmationCode("B"), closing: unknown))
      #expect(try await ledger.progress(of: Sample.delivery("none"), at: Sample.now) == .idle)
    },
    ContractRule("a confirmation that comes after a passing answer of the same ticket replaces it") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      _ = try await ledger.close(Sample.delivery("t"), ticket: ticket, with: Sample.passing, at: Sample.now)
      let booking = try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .inserted)
      try await ledger.advancing(booking, by: .confirmed(code: Sample.code, closing: closing(ticket)))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
    },
    ContractRule("a code is used once in a desk, and a second use leaves everything as it was") { make in
      let ledger = try make()
      try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .confirmed)
      let second = try await ledger.driving(ledger.holding(Sample.booking("b", 30, 60)), to: .inserted)
      let ticket = try await begin(ledger)
      let change = BookingChange.confirmed(code: Sample.code, closing: closing(ticket))
      #expect(try await ledger.advance(second.id, epoch: 1, by: change, at: Sample.now) == .refused(second))
      #expect(try await ledger.booking(second.id) == second)
      #expect(try await ledger.counts().outbox == 1)
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
      try await ledger.advancing(second, by: .confirmed(code: ConfirmationCode("OTHER"), closing: nil))
    },
    ContractRule("two desks may use the same code") { make in
      let ledger = try make()
      try await ledger.driving(ledger.holding(Sample.booking("a", 0, 30)), to: .confirmed)
      let other = Sample.booking("b", 30, 60, desk: DeskKey("studio"))
      try await ledger.driving(ledger.holding(other), to: .confirmed)
    },
  ]

  private static func begin(_ ledger: any Storage, at now: Instant = Sample.now) async throws -> DeliveryTicket {
    let opening = try await ledger.open(
      Sample.delivery("t"), fingerprint: Sample.fingerprint, at: now, leaseUntil: now + .minutes(1))
    return try #require(opening.ticket)
  }

  private static func closing(_ ticket: DeliveryTicket) -> DeliveryClosing {
    DeliveryClosing(delivery: Sample.delivery("t"), ticket: ticket, answer: Sample.final)
  }
}
