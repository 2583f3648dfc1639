import Desk
import Scheduling
import Testing

extension LedgerContract {
  /// Until when a lease lasts, and whether it has run out at ``Sample/now``.
  private static let leasesAndWhetherRunOut: [(Instant, Bool)] = [
    (Sample.now, true), (Sample.now + .milliseconds(1), false), (Sample.now + Leases.longest, false),
    (Sample.now + Leases.longest + .milliseconds(1), true), (Sample.now + .days(400), true),
  ]

  static let leases = [
    ContractRule("a booking whose lease ends too far ahead is taken over: the clock was set back") { make in
      for (lease, hasRunOut) in leasesAndWhetherRunOut {
        let ledger = try make()
        let booking = try await ledger.holding(Sample.booking("a", 0, 30, leaseUntil: lease))
        #expect(try await ledger.unattended(at: Sample.now, limit: 9) == (hasRunOut ? [booking] : []), "\(lease)")
        let taken = try await ledger.takeOver(booking.id, at: Sample.now, leaseUntil: Sample.minute(1))
        #expect((taken != nil) == hasRunOut, "\(lease)")
      }
    },
    ContractRule("a delivery whose lease ends too far ahead is idle, and begins anew") { make in
      for (lease, hasRunOut) in leasesAndWhetherRunOut {
        let ledger = try make()
        let key = Sample.delivery("t")
        _ = try await ledger.open(key, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: lease)
        #expect(try await ledger.progress(of: key, at: Sample.now) == (hasRunOut ? .idle : .inFlight), "\(lease)")
        let again = try await ledger.open(
          key, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
        #expect((again.ticket != nil) == hasRunOut, "\(lease)")
      }
    },
    ContractRule("an outbox entry that is leased or put off too far ahead is due") { make in
      for (lease, hasRunOut) in leasesAndWhetherRunOut {
        let ledger = try make()
        try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        let entry = try #require(
          try await ledger.takeOutbox(at: Sample.now, leaseUntil: lease, limit: 9).first)
        let again = try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 9)
        #expect(again.isEmpty != hasRunOut, "leased \(lease)")
        try await ledger.postpone(entry.id, until: lease)
        let postponed = try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 9)
        #expect(postponed.isEmpty != hasRunOut, "put off \(lease)")
      }
    },
    ContractRule("a document's lease that ends too far ahead is another's to take") { make in
      for (lease, hasRunOut) in leasesAndWhetherRunOut {
        let vault = try make()
        let id = DocumentID(kind: "k", name: "n")
        #expect(try await vault.lease(id, to: "one", at: Sample.now, until: lease))
        #expect(try await vault.lease(id, to: "two", at: Sample.now, until: Sample.minute(1)) == hasRunOut, "\(lease)")
      }
    },
  ]
}
