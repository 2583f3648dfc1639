import Desk
import Scheduling
import Testing

extension LedgerContract {
  private static let difficult = [
    "", " ", "'", "\"; DROP TABLE booking; --", "O'Brien \\ %s ?1 :id $x", "line\nbreak\ttab\r\u{1}\u{7f}",
    "👩🏽‍🎨 Žofie Ünal-沈 ‮מ", "e\u{301} é \u{2028} \u{feff}", String(repeating: "very long ☎️ ", count: 20_000),
  ]

  static let texts = [
    ContractRule("any text in a booking comes back as it was") { make in
      let ledger = try make()
      for (index, text) in difficult.enumerated() {
        let details = BookingDetails(
          summary: text, name: text, email: text, phone: PhoneNumber("+15550100"), notes: text,
          guests: [text, "", text])
        let booking = Sample.booking(
          "id-\(index)-\(text)", index * 30, index * 30 + 30, host: text, offering: text, call: text, details: details)
        try await ledger.holding(booking)
        let stored = try #require(try await ledger.booking(booking.id))
        #expect(stored == booking)
        // Strings are equal when they look alike; the bytes must be the same too.
        #expect(stored.details.notes.map { Array($0.utf8) } == Array(text.utf8))
        #expect(stored.details.guests.map { Array($0.utf8) } == [text, "", text].map { Array($0.utf8) })
      }
    },
    ContractRule("any text in an answer, a document's name, a state or a desk comes back as it was") { make in
      let store = try make()
      for text in difficult {
        let key = Sample.delivery("t" + text, call: text)
        let answer = Answer(.booked, text, facts: ["text": .string(text), "list": [.string(text)]])
        let opening = try await store.open(
          key, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
        #expect(
          try await store.close(key, ticket: #require(opening.ticket), with: answer, at: Sample.now) == answer)
        #expect(try await store.progress(of: key, at: Sample.now) == .answered(answer))
        let id = DocumentID(kind: "k", name: text)
        #expect(try await store.write(id, ciphertext: Array(text.utf8), expecting: nil))
        #expect(try await store.document(id)?.ciphertext == Array(text.utf8))
        let state = OneTimeState(key: text, value: text, lapses: Sample.minute(1))
        try await store.remember(state)
        #expect(try await store.consume(text, at: Sample.now) == state)
        let desk = Sample.desk("salon", name: text)
        try await store.apply(desk)
        #expect(try await store.desks() == [desk])
      }
    },
    ContractRule("what is absent stays absent, and instants keep their milliseconds") { make in
      let ledger = try make()
      let odd = Instant(milliseconds: Sample.now.milliseconds + 1)
      let booking = Sample.booking("a", 0, 30, created: odd, leaseUntil: odd)
      try await ledger.holding(booking)
      let stored = try #require(try await ledger.booking(booking.id))
      #expect(stored == booking)
      #expect(stored.call == nil && stored.caller == nil && stored.event == nil && stored.code == nil)
      #expect(stored.details.name == nil && stored.details.phone == nil && stored.details.notes == nil)
      let linkless = PlacedEvent(event: EventID("event"), link: nil)
      #expect(try await ledger.advancing(booking, by: .inserted(linkless)).event == linkless)
      #expect(try await ledger.booking(booking.id)?.event == linkless)
    },
  ]
}
