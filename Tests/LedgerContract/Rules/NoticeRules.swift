package import Desk
package import Scheduling
import Testing

extension LedgerContract {
  static let notices = [
    ContractRule("a notice comes back as it was raised, of whatever kind") { make in
      let ledger = try make()
      var raised: [Notice] = []
      for (index, kind) in Notice.Kind.allCases.enumerated() {
        let notice = Notice(
          id: NoticeID("n\(index)"), desk: Sample.desk, kind: kind, key: "key\(index)",
          booking: index % 2 == 0 ? BookingID("b") : nil, raisedAt: Sample.minute(-index),
          text: "It's \"so\"\n\u{2028}💈", name: index % 2 == 0 ? "Ann O'Neil" : nil,
          phone: index % 2 == 0 ? PhoneNumber("+15550100") : nil)
        #expect(try await ledger.raise(notice, closing: nil, at: Sample.now))
        raised.append(notice)
      }
      #expect(try await ledger.notices(of: nil, includingDone: false, limit: 100) == raised)
      #expect(try await ledger.counts().notices == raised.count)
    },
    ContractRule("a desk's key is raised once, done or not, and another desk's is another") { make in
      let ledger = try make()
      let first = Sample.notice("key")
      #expect(try await ledger.raise(first, closing: nil, at: Sample.now))
      let again = Sample.notice("key", id: "again", text: "Something else.")
      #expect(try await !ledger.raise(again, closing: nil, at: Sample.now))
      #expect(try await ledger.notices(of: Sample.desk, includingDone: true, limit: 9) == [first])
      #expect(try await ledger.markDone(first.id, at: Sample.now))
      #expect(try await !ledger.raise(again, closing: nil, at: Sample.now))
      #expect(try await ledger.notices(of: Sample.desk, includingDone: false, limit: 9).isEmpty)
      let other = Sample.notice("key", id: "other", desk: DeskKey("studio"))
      #expect(try await ledger.raise(other, closing: nil, at: Sample.now))
      #expect(try await ledger.counts().notices == 1)
    },
    ContractRule("of many who raise one key at once, one does") { make in
      let ledger = try make()
      let new = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          let notice = Sample.notice("key", id: "n\(number)")
          group.addTask { try await ledger.raise(notice, closing: nil, at: Sample.now) }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(new == 1)
      #expect(try await ledger.counts().notices == 1)
    },
    ContractRule("the answer of the delivery is stored with the notice, whether it is new or not") { make in
      let ledger = try make()
      for (tool, isNew) in [("t", true), ("u", false)] {
        let key = Sample.delivery(tool)
        let opening = try await ledger.open(
          key, fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
        let closing = DeliveryClosing(delivery: key, ticket: try #require(opening.ticket), answer: Sample.final)
        #expect(try await ledger.raise(Sample.notice("key"), closing: closing, at: Sample.now) == isNew)
        #expect(try await ledger.progress(of: key, at: Sample.now) == .answered(Sample.final))
      }
    },
    ContractRule("a lost ticket does not stop the notice, and its answer is not stored") { make in
      let ledger = try make()
      let key = Sample.delivery("t")
      var tickets: [DeliveryTicket?] = []
      for minute in [0, 1] {
        try await tickets.append(
          ledger.open(
            key, fingerprint: Sample.fingerprint, at: Sample.minute(minute), leaseUntil: Sample.minute(minute + 1)
          ).ticket)
      }
      let stale = DeliveryClosing(
        delivery: key, ticket: try #require(tickets.first ?? nil), answer: Sample.final)
      #expect(try await ledger.raise(Sample.notice("key"), closing: stale, at: Sample.minute(1)))
      #expect(try await ledger.progress(of: key, at: Sample.minute(1)) == .inFlight)
    },
    ContractRule("notices come with the newest first, of one desk or all, as many as asked for") { make in
      let ledger = try make()
      for (id, minute, desk) in [("b", 2, "salon"), ("a", 1, "salon"), ("d", 4, "studio"), ("c", 2, "salon")] {
        let notice = Sample.notice(id, desk: DeskKey(desk), raised: Sample.minute(minute))
        #expect(try await ledger.raise(notice, closing: nil, at: Sample.now))
      }
      #expect(try await ledger.markDone(NoticeID("a"), at: Sample.minute(9)))
      func ids(_ desk: String?, done: Bool = true, limit: Int = 9) async throws -> [String] {
        try await ledger.notices(of: desk.map(DeskKey.init), includingDone: done, limit: limit).map(\.id.rawValue)
      }
      #expect(try await ids(nil) == ["d", "c", "b", "a"])
      #expect(try await ids(nil, limit: 2) == ["d", "c"])
      #expect(try await ids(nil, limit: 0) == [])
      #expect(try await ids("salon") == ["c", "b", "a"])
      #expect(try await ids("salon", done: false) == ["c", "b"])
      #expect(try await ids("none") == [])
      let stuck = Sample.notice("e", kind: .stuck, desk: DeskKey("salon"), raised: Sample.minute(0))
      #expect(try await ledger.raise(stuck, closing: nil, at: Sample.now))
      #expect(try await ledger.notices(of: nil, kind: .stuck, includingDone: false, limit: 9) == [stuck])
      #expect(try await ledger.notices(of: DeskKey("studio"), kind: .stuck, includingDone: true, limit: 9).isEmpty)
    },
    ContractRule("a notice is done once, and says since when") { make in
      let ledger = try make()
      let notice = Sample.notice("key")
      #expect(try await ledger.raise(notice, closing: nil, at: Sample.now))
      #expect(try await !ledger.markDone(NoticeID("none"), at: Sample.now))
      #expect(try await ledger.markDone(notice.id, at: Sample.minute(3)))
      #expect(try await !ledger.markDone(notice.id, at: Sample.minute(4)))
      var done = notice
      done.doneAt = Sample.minute(3)
      #expect(try await ledger.notices(of: nil, includingDone: true, limit: 9) == [done])
      #expect(try await ledger.counts().notices == 0)
    },
    ContractRule("a change whose notice was raised before is made all the same") { make in
      let ledger = try make()
      let notice = Sample.notice("removed")
      #expect(try await ledger.raise(notice, closing: nil, at: Sample.now))
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let again = Sample.notice("removed", id: "again", booking: booking.id)
      #expect(try await ledger.advancing(booking, by: .removed(notice: again)).state == .cancelled)
      #expect(try await ledger.notices(of: nil, includingDone: true, limit: 9) == [notice])
    },
    ContractRule("forgetting keeps every notice") { make in
      let ledger = try make()
      let notice = Sample.notice("key")
      #expect(try await ledger.raise(notice, closing: nil, at: Sample.now))
      try await ledger.forget(before: Sample.minute(1_000_000))
      #expect(try await ledger.notices(of: nil, includingDone: true, limit: 9) == [notice])
    },
  ]
}

extension Sample {
  /// Its id is its key unless told otherwise.
  package static func notice(
    _ key: String, id: String? = nil, kind: Notice.Kind = .removed, desk: DeskKey = desk, booking: BookingID? = nil,
    raised: Instant = now, text: String = "The event is gone."
  ) -> Notice {
    Notice(
      id: NoticeID(id ?? key), desk: desk, kind: kind, key: key, booking: booking, raisedAt: raised, text: text)
  }
}
