package import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let deliveries = [
    ContractRule("of twenty copies of a delivery one is begun, the others are in flight") { make in
      let ledger = try make()
      let openings = try await withThrowingTaskGroup(of: DeliveryOpening.self) { group in
        for _ in 0..<20 { group.addTask { try await open(ledger) } }
        return try await group.reduce(into: [DeliveryOpening]()) { $0.append($1) }
      }
      #expect(openings.compactMap(\.ticket).count == 1)
      #expect(openings.filter { $0 == .inFlight }.count == 19)
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
    },
    ContractRule("a delivery that was never opened is idle, and closing it stores nothing") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      #expect(try await ledger.progress(of: key, at: Sample.now) == .idle)
      let answer = try await ledger.close(key, ticket: DeliveryTicket(1), with: Sample.final, at: Sample.now)
      #expect(answer == Sample.final)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .idle)
    },
    ContractRule("a final answer is shown, replayed for ever, and never replaced") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      let ticket = try #require(try await open(ledger).ticket)
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.final, at: Sample.now) == Sample.final)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .answered(Sample.final))
      #expect(try await open(ledger, at: Sample.minute(100_000)) == .answered(Sample.final))
      let other = Answer(.booked, "Something else.")
      #expect(try await ledger.close(key, ticket: ticket, with: other, at: Sample.now) == Sample.final)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .answered(Sample.final))
    },
    ContractRule("an answer of every kind comes back as it was, and is replayed when final alone") { make in
      let ledger = try make()
      for kind in AnswerKind.allCases {
        let key = Sample.delivery("tool-\(kind)")
        let answer = Answer(
          kind, "Line of \(kind).",
          facts: ["z": 1, "a": ["deep": [.number(0.1), .null, false, -5]], "m": "\u{2028}\"\\\u{7}"])
        let ticket = try #require(try await open(ledger, key).ticket)
        #expect(try await ledger.close(key, ticket: ticket, with: answer, at: Sample.now) == answer)
        #expect(try await ledger.progress(of: key, at: Sample.now) == .answered(answer))
        let next = try await open(ledger, key)
        if kind.isFinal {
          #expect(next == .answered(answer))
        } else {
          #expect((next.ticket?.number ?? 0) > ticket.number)
        }
      }
    },
    ContractRule("after an answer that is not final the delivery begins anew and the old answer is gone") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      let first = try #require(try await open(ledger).ticket)
      #expect(try await ledger.close(key, ticket: first, with: Sample.passing, at: Sample.now) == Sample.passing)
      let second = try #require(try await open(ledger).ticket)
      #expect(second.number > first.number)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .inFlight)
      #expect(try await open(ledger) == .inFlight)
    },
    ContractRule("whoever waits sees that the worker's lease has run out") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      _ = try await open(ledger)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .inFlight)
      #expect(try await ledger.progress(of: key, at: Sample.now + .days(1)) == .idle)
    },
    ContractRule("a current ticket may follow a passing answer with a final one") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      let ticket = try #require(try await open(ledger).ticket)
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.passing, at: Sample.now) == Sample.passing)
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.final, at: Sample.now) == Sample.final)
      #expect(try await open(ledger) == .answered(Sample.final))
    },
    ContractRule("the same ids with other arguments are refused, in flight, lapsed or answered") { make in
      let ledger = try make()
      let other = Fingerprint(hexadecimal: "0f")
      let ticket = try #require(try await open(ledger).ticket)
      #expect(try await open(ledger, fingerprint: other) == .mismatched)
      #expect(try await open(ledger, fingerprint: other, at: Sample.minute(60)) == .mismatched)
      let key = Sample.delivery("t")
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.passing, at: Sample.now) == Sample.passing)
      #expect(try await open(ledger, fingerprint: other) == .mismatched)
      #expect(try await ledger.close(key, ticket: ticket, with: Sample.final, at: Sample.now) == Sample.final)
      #expect(try await open(ledger, fingerprint: other) == .mismatched)
    },
    ContractRule("a delivery whose lease has run out begins anew, by one of its copies") { make in
      let ledger = try make()
      let first = try #require(try await open(ledger).ticket)
      #expect(try await open(ledger, at: Sample.now + .milliseconds(59_999)) == .inFlight)
      let second = try #require(try await open(ledger, at: Sample.minute(1)).ticket)
      #expect(second.number > first.number)
      #expect(try await open(ledger, at: Sample.minute(1)) == .inFlight)
    },
    ContractRule("a stale ticket's answer is ignored, and what stands comes back") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      let stale = try #require(try await open(ledger).ticket)
      let current = try #require(try await open(ledger, at: Sample.minute(1)).ticket)
      #expect(try await ledger.close(key, ticket: stale, with: Sample.final, at: Sample.now) == Sample.final)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .inFlight)
      #expect(try await ledger.close(key, ticket: current, with: Sample.passing, at: Sample.now) == Sample.passing)
      #expect(try await ledger.close(key, ticket: stale, with: Sample.final, at: Sample.now) == Sample.passing)
      #expect(try await ledger.progress(of: key, at: Sample.now) == .answered(Sample.passing))
    },
    ContractRule("desk, call and tool call together are the delivery; no call is not an empty call") { make in
      let ledger = try make()
      let keys = [
        Sample.delivery("t"), Sample.delivery("u"), Sample.delivery("t", call: "other"),
        Sample.delivery("t", call: nil), Sample.delivery("t", call: ""),
        Sample.delivery("t", desk: DeskKey("studio")),
      ]
      for key in keys { #expect(try await open(ledger, key).ticket != nil, "\(key)") }
      for key in keys { #expect(try await open(ledger, key) == .inFlight, "\(key)") }
    },
  ]

  /// Opens with a lease of one minute.
  private static func open(
    _ ledger: any Storage, _ key: DeliveryKey = Sample.delivery("t"), fingerprint: Fingerprint = Sample.fingerprint,
    at now: Instant = Sample.now
  ) async throws -> DeliveryOpening {
    try await ledger.open(key, fingerprint: fingerprint, at: now, leaseUntil: now + .minutes(1))
  }
}

extension DeliveryOpening {
  /// The ticket, when the delivery was begun.
  package var ticket: DeliveryTicket? { if case .begun(let ticket, _) = self { ticket } else { nil } }
}
