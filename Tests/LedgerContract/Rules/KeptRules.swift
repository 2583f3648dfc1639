import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let kept = [
    ContractRule("a kept time excludes everybody else, and says for whose call it is kept") { make in
      let ledger = try make()
      let kept = try await keep("a", 0, 30, on: ledger)
      #expect(try await ledger.booking(kept.id) == kept)
      #expect(try await ledger.hold(Sample.booking("b", 15, 45, call: "other"), at: Sample.now) == .taken)
      #expect(try await ledger.hold(Sample.booking("c", 15, 45), at: Sample.now) == .taken)
      let other = Sample.booking("d", 15, 45, desk: DeskKey("studio"), call: "call")
      #expect(try await ledger.hold(other, at: Sample.now) == .taken)
      #expect(try await keptFor(ledger) == [CallID("call")])
    },
    ContractRule("a time is kept while its event is prepared, and no longer once it is asked for or withdrawn") {
      make in
      let ledger = try make()
      var booking = try await keep("a", 0, 30, on: ledger)
      for change in [BookingChange.preparing, .inserted(Sample.event), .cleared] {
        booking = try await ledger.advancing(booking, by: change)
        #expect(try await keptFor(ledger) == [CallID("call")], "\(change)")
      }
      try await ledger.advancing(booking, by: asked(until: 5))
      #expect(try await keptFor(ledger) == [nil])
      let other = try await ledger.advancing(keep("b", 60, 90, on: ledger), by: .preparing)
      try await ledger.advancing(other, by: .withdrawing)
      #expect(try await keptFor(ledger) == [nil, nil])
    },
    ContractRule("a caller who changes their mind frees what was kept for the call in the way of the new time") {
      make in
      for isOnlyKept in [true, false] {
        let ledger = try make()
        let first = try await keep("a", 0, 30, on: ledger)
        let far = try await keep("far", 300, 330, on: ledger)
        let new = Sample.booking("b", 15, 45, call: "call")
        let held = isOnlyKept ? new.onlyKept() : new
        #expect(try await ledger.hold(held, at: Sample.now) == .held(held))
        var released = first
        released.state = .released
        #expect(try await ledger.booking(first.id) == released)
        #expect(try await ledger.booking(far.id) == far)
        try await ledger.holding(Sample.booking("c", 0, 15, call: "other"))
      }
    },
    ContractRule("what is kept stays when the new time is taken by another") { make in
      let ledger = try make()
      let first = try await keep("a", 0, 30, on: ledger)
      try await ledger.holding(Sample.booking("b", 30, 60, call: "other"))
      #expect(try await ledger.hold(Sample.booking("c", 15, 45, call: "call"), at: Sample.now) == .taken)
      #expect(try await ledger.booking(first.id) == first)
      #expect(try await ledger.hold(Sample.booking("d", 0, 15, call: "other"), at: Sample.now) == .taken)
    },
    ContractRule("what is prepared has to be withdrawn first when its call wants another time in its way") { make in
      for isPlaced in [false, true] {
        let ledger = try make()
        var prepared = try await ledger.advancing(keep("a", 0, 30, on: ledger), by: .preparing)
        if isPlaced { prepared = try await ledger.advancing(prepared, by: .inserted(Sample.event)) }
        let kept = try await keep("k", 30, 40, on: ledger)
        let new = Sample.booking("b", 15, 45, call: "call")
        #expect(try await ledger.hold(new, at: Sample.now) == .inOwnWay([prepared]))
        #expect(try await ledger.hold(new.onlyKept(), at: Sample.now) == .inOwnWay([prepared]))
        #expect(try await ledger.booking(prepared.id) == prepared)
        #expect(try await ledger.booking(kept.id) == kept)
        #expect(try await ledger.hold(Sample.booking("c", 15, 45, call: "other"), at: Sample.now) == .taken)
        let withdrawing = try await ledger.advancing(prepared, by: .withdrawing)
        #expect(try await ledger.hold(new, at: Sample.now) == .taken)
        try await ledger.advancing(withdrawing, by: .released)
        try await ledger.holding(new)
      }
    },
    ContractRule("what is prepared is in vain withdrawn for a time that another has, and what is asked for never is") {
      make in
      let ledger = try make()
      try await ledger.advancing(keep("a", 0, 30, on: ledger), by: .preparing)
      try await ledger.holding(Sample.booking("b", 30, 60, call: "other"))
      #expect(try await ledger.hold(Sample.booking("c", 15, 45, call: "call"), at: Sample.now) == .taken)
      try await ledger.advancing(
        ledger.advancing(keep("d", 100, 130, on: ledger), by: .preparing), by: asked(until: 5))
      #expect(try await ledger.hold(Sample.booking("e", 115, 145, call: "call"), at: Sample.now) == .taken)
    },
    ContractRule("three times are kept at most, prepared or not: what may have an event goes by being withdrawn") {
      make in
      for way in [[BookingChange.preparing], [.preparing, .inserted(Sample.event)]] {
        let ledger = try make()
        var oldest = try await keep("a", 0, 30, on: ledger)
        for change in way { oldest = try await ledger.advancing(oldest, by: change) }
        for (index, id) in ["b", "c"].enumerated() {
          try await keep(id, 60 + index * 60, 90 + index * 60, created: Sample.minute(index + 1), on: ledger)
        }
        let new = Sample.booking(
          "d", 180, 210, call: "call", created: Sample.minute(3), leaseUntil: Sample.minute(9)
        ).onlyKept()
        var gone = oldest
        gone.state = .withdrawing
        gone.leaseUntil = Sample.minute(2)
        #expect(try await ledger.hold(new, at: Sample.minute(2)) == .held(new, insteadOf: [gone]))
        #expect(try await ledger.booking(gone.id) == gone)
        #expect(try await ledger.hold(Sample.booking("e", 0, 30, call: "other"), at: Sample.now) == .taken)
        #expect(try await ledger.unattended(at: Sample.minute(2), limit: 9) == [gone])
        let taken = try #require(
          try await ledger.takeOver(gone.id, at: Sample.minute(2), leaseUntil: Sample.minute(9)))
        try await ledger.advancing(taken, by: .released)
        try await ledger.holding(Sample.booking("e", 0, 30, call: "other"))
      }
    },
    ContractRule("what was only kept counts as made when it is asked for") { make in
      let ledger = try make()
      let kept = try await keep("a", 0, 30, lease: 60, on: ledger)
      let asked = try await ledger.advancing(kept, by: asked(until: 30), at: Sample.minute(20))
      #expect(asked.createdAt == Sample.minute(20))
      #expect(try await ledger.booking(kept.id) == asked)
    },
    ContractRule("what a call has heard is no longer promised to it") { make in
      let ledger = try make()
      let promised = try await ledger.advancing(ledger.holding(Sample.booking("a", 0, 30, call: "call")), by: .promised)
      let owing = try await ledger.advancing(promised, by: .owing(CallID("call")))
      #expect(owing.promised)
      let heard = try await ledger.advancing(owing, by: .owing(nil))
      #expect(!heard.promised && heard.owesReport == nil)
      #expect(try await ledger.booking(heard.id) == heard)
    },
    ContractRule("three times are kept for a call at most: the oldest goes") { make in
      let ledger = try make()
      for (index, id) in ["a", "b", "c"].enumerated() {
        try await keep(id, index * 60, index * 60 + 30, created: Sample.minute(index), on: ledger)
      }
      try await keep("other", 600, 630, call: "other", on: ledger)
      #expect(try await states(ledger, "abc") == [.kept, .kept, .kept])
      let fourth = Sample.booking(
        "d", 180, 210, call: "call", created: Sample.minute(3), leaseUntil: Sample.minute(6)
      ).onlyKept()
      let oldest = try #require(try await ledger.booking(BookingID("a")))
      var gone = oldest
      gone.state = .released
      #expect(try await ledger.hold(fourth, at: Sample.now) == .held(fourth, insteadOf: [gone]))
      #expect(try await states(ledger, "abcd") == [.released, .kept, .kept, .kept])
      // One that is in the way goes anyway, so that no other must.
      try await keep("e", 195, 220, created: Sample.minute(4), on: ledger)
      #expect(try await states(ledger, "abcde") == [.released, .kept, .kept, .released, .kept])
      #expect(try await ledger.booking(BookingID("other"))?.state == .kept)
    },
    ContractRule("a booking that is asked for takes no kept time away that is not in its way") { make in
      let ledger = try make()
      for (index, id) in ["a", "b", "c"].enumerated() { try await keep(id, index * 60, index * 60 + 30, on: ledger) }
      try await ledger.holding(Sample.booking("d", 600, 630, call: "call"))
      #expect(try await states(ledger, "abcd") == [.kept, .kept, .kept, .held])
    },
    ContractRule("the call that asks for the kept time finds it; the caller in another call does not") { make in
      let ledger = try make()
      let first = try await ledger.holding(Sample.booking("a", 0, 30, call: "call", caller: "+15550100").onlyKept())
      let again = Sample.booking("b", 0, 30, call: "call", caller: "+15550100")
      #expect(try await ledger.hold(again, at: Sample.now) == .standing(first))
      #expect(try await ledger.hold(again.onlyKept(), at: Sample.now) == .standing(first))
      let elsewhere = Sample.booking("c", 0, 30, call: "second", caller: "+15550100")
      #expect(try await ledger.hold(elsewhere, at: Sample.now) == .taken)
      let asked = try await ledger.advancing(first, by: asked(until: 5))
      #expect(try await ledger.hold(elsewhere, at: Sample.now) == .standing(asked))
    },
    ContractRule("asking for what is kept fences whoever prepares it") { make in
      for way in [[], [BookingChange.preparing], [.preparing, .inserted(Sample.event)]] {
        let ledger = try make()
        var booking = try await keep("a", 0, 30, on: ledger)
        for change in way { booking = try await ledger.advancing(booking, by: change) }
        let fenced = try await ledger.advancing(booking, by: asked(until: 5))
        #expect(fenced.epoch == booking.epoch + 1 && !fenced.isOnlyKept && fenced.leaseUntil == Sample.minute(5))
        for late in [
          BookingChange.preparing, .inserted(Sample.event), .cleared, .withdrawing, .released,
          .leased(until: Sample.minute(-1)), LedgerContract.asked(until: 9),
        ] {
          #expect(
            try await ledger.advance(booking.id, epoch: booking.epoch, by: late, at: Sample.now) == .refused(fenced),
            "\(late) after \(way)")
        }
        #expect(try await ledger.booking(booking.id) == fenced)
      }
    },
    ContractRule("a kept time lapses with its lease, and goes on excluding until somebody has released it") { make in
      let ledger = try make()
      let kept = try await keep("a", 0, 30, on: ledger)
      #expect(try await ledger.unattended(at: Sample.minute(3) - .milliseconds(1), limit: 9).isEmpty)
      #expect(try await ledger.unattended(at: Sample.minute(3), limit: 9) == [kept])
      #expect(try await ledger.hold(Sample.booking("b", 0, 30), at: Sample.minute(4)) == .taken)
      let taken = try #require(
        try await ledger.takeOver(kept.id, at: Sample.minute(4), leaseUntil: Sample.minute(5)))
      try await ledger.advancing(taken, by: .released)
      try await ledger.holding(Sample.booking("b", 0, 30))
    },
    ContractRule("what is only kept for a call that is alive is kept longer, never shorter, and nothing else is") {
      make in
      let ledger = try make()
      let lasting = try await keep("a", 0, 30, on: ledger)
      let prepared = try await ledger.advancing(keep("b", 30, 60, on: ledger), by: .preparing)
      let lapsed = try await keep("c", 60, 90, lease: 1, on: ledger)
      let others = try await [
        keep("d", 100, 130, call: "other", on: ledger), keep("e", 130, 160, desk: "studio", on: ledger),
        ledger.holding(Sample.booking("f", 160, 190, call: "call", leaseUntil: Sample.minute(3))),
      ]
      func extend(until minute: Int) async throws {
        try await ledger.extendKept(
          for: CallID("call"), of: Sample.desk, at: Sample.minute(1), until: Sample.minute(minute))
      }
      func leases() async throws -> [Instant?] {
        var leases: [Instant?] = []
        for id in [lasting.id, prepared.id, lapsed.id] { try await leases.append(ledger.booking(id)?.leaseUntil) }
        return leases
      }
      try await extend(until: 8)
      #expect(try await leases() == [Sample.minute(8), Sample.minute(8), Sample.minute(1)])
      try await extend(until: 4)
      #expect(try await leases() == [Sample.minute(8), Sample.minute(8), Sample.minute(1)])
      for other in others { #expect(try await ledger.booking(other.id) == other) }
      #expect(try await ledger.booking(lasting.id)?.epoch == 1)
    },
    ContractRule("with the end of the call what was only kept for it lapses, and nothing else does") { make in
      let ledger = try make()
      let kept = try await keep("a", 0, 30, on: ledger)
      let prepared = try await ledger.driving(
        ledger.advancing(keep("b", 30, 60, on: ledger), by: .preparing), to: .inserted)
      let earlier = try await keep("c", 60, 90, lease: 1, on: ledger)
      let others = try await [
        keep("d", 100, 130, call: "other", on: ledger), keep("e", 130, 160, desk: "studio", on: ledger),
        ledger.holding(Sample.booking("f", 160, 190, call: "call", leaseUntil: Sample.minute(3))),
      ]
      for minute in [2, 9] {
        try await ledger.markEnded(CallID("call"), of: Sample.desk, at: Sample.minute(minute))
        #expect(try await ledger.booking(kept.id)?.leaseUntil == Sample.minute(2))
        #expect(try await ledger.booking(prepared.id)?.leaseUntil == Sample.minute(2))
        #expect(try await ledger.booking(earlier.id)?.leaseUntil == Sample.minute(1))
        for other in others { #expect(try await ledger.booking(other.id) == other) }
      }
      #expect(try await ledger.unattended(at: Sample.minute(2), limit: 9).map(\.id.rawValue) == ["c", "a", "b"])
    },
    ContractRule("of many calls that want one kept time at once, one has it kept") { make in
      let ledger = try make()
      let won = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          let booking = Sample.booking("b\(number)", number % 5, 30, call: "call\(number)").onlyKept()
          group.addTask { try await ledger.hold(booking, at: Sample.now) == .held(booking) }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(won == 1)
    },
    ContractRule("a call that asks for many times at once keeps three at most, none of which overlap") { make in
      let ledger = try make()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          let booking = Sample.booking("b\(number)", number * 20, number * 20 + 30, call: "call").onlyKept()
          group.addTask { _ = try await ledger.hold(booking, at: Sample.now) }
        }
        try await group.waitForAll()
      }
      let kept = try await ledger.counts().bookings[.kept] ?? 0
      #expect((1...3).contains(kept))
      let claims = try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 1000))
      #expect(claims[Sample.chair]?.count == kept)
    },
  ]

  /// Keeps a time for the call, for three minutes unless told otherwise.
  @discardableResult
  private static func keep(
    _ id: String, _ start: Int, _ end: Int, call: String = "call", desk: String = "salon",
    created: Instant = Sample.now, lease: Int = 3, on ledger: any Storage
  ) async throws -> Booking {
    try await ledger.holding(
      Sample.booking(
        id, start, end, desk: DeskKey(desk), call: call, created: created, leaseUntil: Sample.minute(lease)
      ).onlyKept())
  }

  private static func asked(until minute: Int) -> BookingChange {
    .asked(BookingDetails(summary: "Haircut for Ann", name: "Ann"), leaseUntil: Sample.minute(minute))
  }

  private static func keptFor(_ ledger: any Storage) async throws -> [CallID?]? {
    try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(0, 1000))[Sample.chair]?.map(\.keptFor)
  }

  private static func states(_ ledger: any Storage, _ ids: String) async throws -> [BookingState?] {
    var states: [BookingState?] = []
    for id in ids { try await states.append(ledger.booking(BookingID(String(id)))?.state) }
    return states
  }
}
