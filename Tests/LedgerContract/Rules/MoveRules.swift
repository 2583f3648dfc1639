import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let moving = [
    ContractRule("a move holds the old time and the new, until it has arrived or is taken back") { make in
      for (ending, oldIsFree) in [(BookingChange.moved(nil, closing: nil), true), (.reverted(revision: 3), false)] {
        let ledger = try make()
        var booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        booking = try await ledger.advancing(booking, by: .moving(booking.move(by: 60), leaseUntil: Sample.minute(1)))
        try await expect(["old": false, "new": false, "between": true], on: ledger)
        if case .reverted = ending {
          booking = try await ledger.advancing(booking, by: .reverting)
          try await expect(["old": false, "new": false], on: ledger)
        }
        try await ledger.advancing(booking, by: ending)
        try await expect(["old": oldIsFree, "new": !oldIsFree], on: ledger)
      }
    },
    ContractRule("a move to another calendar holds the old time until the old event is gone") { make in
      let ledger = try make()
      var booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let before = booking
      let move = booking.move(by: 60, to: Sample.elsewhere)
      booking = try await ledger.advancing(booking, by: .moving(move, leaseUntil: Sample.minute(1)))
      let event = PlacedEvent(event: EventID("there"), link: nil)
      booking = try await ledger.advancing(booking, by: .moved(event, closing: nil))
      #expect(booking.state == .leaving)
      #expect(booking.attempt == move.attempt)
      #expect(booking.left == Remains(attempt: before.attempt, claims: before.claims))
      #expect(booking.host == HostKey("grace") && booking.event == event && booking.revision == 1)
      #expect(try await ledger.booking(booking.id) == booking)
      try await expect(["old": false, "new": false], on: ledger)
      booking = try await ledger.advancing(booking, by: .departed)
      #expect(try await ledger.booking(booking.id) == booking)
      try await expect(["old": true, "new": false], on: ledger)
    },
    ContractRule("a move to a time that is taken leaves everything as it was") { make in
      let ledger = try make()
      let claims = [Sample.claim(Sample.chair, 0, 30), Sample.claim(Sample.room, 0, 30)]
      let booking = try await ledger.storing(Sample.booking("a", 0, 30, claims: claims), in: .confirmed)
      // The chair is free at the new time, the room is not.
      try await ledger.holding(Sample.booking("b", 60, 90, claims: [Sample.claim(Sample.room, 85, 95)]))
      let (counts, before) = try await (ledger.counts(), all(ledger))
      let move = BookingChange.moving(booking.move(by: 60), leaseUntil: Sample.minute(9))
      #expect(try await ledger.advance(booking.id, epoch: booking.epoch, by: move, at: Sample.now) == .taken)
      #expect(try await ledger.booking(booking.id) == booking)
      #expect(try await ledger.counts() == counts)
      #expect(try await all(ledger) == before)
    },
    ContractRule("a booking's own claims never stand in the way of its short move") { make in
      for minutes in [1, 15, 29, -15] {
        let ledger = try make()
        var booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        let move = booking.move(by: minutes)
        booking = try await ledger.advancing(booking, by: .moving(move, leaseUntil: Sample.minute(1)))
        let (early, late) = minutes < 0 ? (minutes, 0) : (0, minutes)
        for (start, end) in [(early, early + 1), (late, late + 30), (late + 29, late + 31)] {
          #expect(try await ledger.hold(Sample.booking("b", start, end), at: Sample.now) == .taken)
        }
        try await ledger.advancing(booking, by: .moved(nil, closing: nil))
        #expect(try await all(ledger) == [live("a", minutes, minutes + 30)], "\(minutes)")
      }
    },
    ContractRule("an arrival stores answer and outbox entry with the state") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .moving)
      try await ledger.advancing(booking, by: .moved(nil, closing: closing(ticket)))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
      let entries = try await ledger.takeOutbox(at: Sample.now, leaseUntil: Sample.minute(1), limit: 10)
      #expect(entries.map(\.task) == [.dress, .dress])
      #expect(Set(entries.map(\.booking)) == [booking.id])
    },
    ContractRule("a refused arrival stores neither answer nor outbox entry") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .reverting)
      let counts = try await ledger.counts()
      let arrival = BookingChange.moved(nil, closing: closing(ticket))
      #expect(
        try await ledger.advance(booking.id, epoch: booking.epoch, by: arrival, at: Sample.now) == .refused(booking))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .inFlight)
      #expect(try await ledger.counts() == counts)
    },
    ContractRule("a move and a cancellation fence the worker of the epoch before") { make in
      for change in [
        { BookingChange.moving($0.move(), leaseUntil: Sample.minute(5)) },
        { _ in .cancelling(leaseUntil: Sample.minute(5), closing: nil) },
      ] as [@Sendable (Booking) -> BookingChange] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
        let begun = try await ledger.advancing(booking, by: change(booking))
        #expect(begun.epoch == booking.epoch + 1 && begun.leaseUntil == Sample.minute(5))
        for late in [change(booking), .announced, .leased(until: Sample.minute(9))] {
          #expect(
            try await ledger.advance(booking.id, epoch: booking.epoch, by: late, at: Sample.now) == .refused(begun))
        }
      }
    },
    ContractRule("of many who want one time, by moving or anew, one gets it") { make in
      let ledger = try make()
      let movers = try await bookings(12, on: ledger)
      let won = try await withThrowingTaskGroup(of: Bool.self) { group in
        for (index, mover) in movers.enumerated() {
          let start = 5000 + index % 3
          let period = Sample.interval(start, start + 20)
          let move = Move(
            host: mover.host, period: period, claims: [Claim(resource: Sample.chair, interval: period)], attempt: nil,
            others: [], call: nil, askedAt: Sample.now)
          group.addTask {
            let change = BookingChange.moving(move, leaseUntil: Sample.minute(1))
            let outcome = try await ledger.advance(mover.id, epoch: mover.epoch, by: change, at: Sample.now)
            if case .advanced = outcome { return true }
            #expect(outcome == .taken)
            return false
          }
          group.addTask {
            let outcome = try await ledger.hold(Sample.booking("new\(index)", start, start + 10), at: Sample.now)
            if case .held = outcome { return true }
            #expect(outcome == .taken)
            return false
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(won == 1)
    },
    ContractRule("of many who move one booking at once, one does") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let moved = try await withThrowingTaskGroup(of: Bool.self) { group in
        for index in 1...20 {
          group.addTask {
            let change = BookingChange.moving(booking.move(by: index * 60), leaseUntil: Sample.minute(1))
            let outcome = try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: Sample.now)
            if case .advanced = outcome { return true } else { return false }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(moved == 1)
      #expect(try await all(ledger).count == 2)
    },
    ContractRule("a cancellation stores its answer at once, and frees the time when the event is gone") { make in
      let ledger = try make()
      let ticket = try await begin(ledger)
      var booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      booking = try await ledger.advancing(
        booking, by: .cancelling(leaseUntil: Sample.minute(1), closing: closing(ticket)))
      #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
      try await expect(["old": false], on: ledger)
      try await ledger.advancing(booking, by: .cancelled)
      try await expect(["old": true], on: ledger)
    },
    ContractRule("a booking follows its owner, and leaves out what others have claimed there") { make in
      for state in [BookingState.confirmed, .moving, .reverting] {
        let ledger = try make()
        let claims = [Sample.claim(Sample.chair, 0, 30), Sample.claim(Sample.room, 0, 30)]
        let booking = try await ledger.storing(Sample.booking("a", 0, 30, claims: claims), in: state)
        try await ledger.holding(Sample.booking("b", 100, 130, claims: [Sample.claim(Sample.room, 100, 130)]))
        let there = [Sample.claim(Sample.chair, 110, 140), Sample.claim(Sample.room, 110, 140)]
        let change = BookingChange.followed(
          Sample.interval(110, 140), claims: there, revision: 7, notice: Sample.notice("moved", booking: booking.id))
        let followed = try await ledger.advancing(booking, by: change)
        #expect(followed.state == .confirmed && followed.move == nil && followed.revision == 7, "\(state)")
        #expect(followed.period == Sample.interval(110, 140))
        #expect(followed.claims == [there[0]])
        #expect(try await ledger.booking(booking.id) == followed)
        #expect(try await ledger.notices(of: nil, includingDone: false, limit: 9).map(\.key) == ["moved"])
        let standing = try await ledger.claims(
          on: [Sample.chair, Sample.room], overlapping: Sample.interval(-100, 20_000))
        #expect(standing == [Sample.chair: [live("a", 110, 140)], Sample.room: [live("b", 100, 130)]])
      }
    },
    ContractRule("a booking may follow its owner onto what is all claimed, and then claims nothing") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      try await ledger.holding(Sample.booking("b", 60, 90))
      let change = BookingChange.followed(
        Sample.interval(70, 100), claims: [Sample.claim(Sample.chair, 70, 100)], revision: 2,
        notice: Sample.notice("moved"))
      let followed = try await ledger.advancing(booking, by: change)
      #expect(followed.claims.isEmpty && followed.state == .confirmed)
      #expect(try await ledger.booking(booking.id) == followed)
      #expect(try await all(ledger) == [live("b", 60, 90)])
    },
    ContractRule("a booking whose event the owner has deleted frees every time that it held") { make in
      for state in [BookingState.confirmed, .moving, .reverting] {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: state)
        let notice = Sample.notice("removed", booking: booking.id)
        let removed = try await ledger.advancing(booking, by: .removed(notice: notice))
        #expect(removed.state == .cancelled && removed.move == nil)
        #expect(try await ledger.booking(booking.id) == removed)
        #expect(try await ledger.notices(of: nil, includingDone: false, limit: 9) == [notice])
        #expect(try await all(ledger).isEmpty, "\(state)")
      }
    },
    ContractRule("a refused change raises no notice") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .cancelling)
      let change = BookingChange.removed(notice: Sample.notice("removed"))
      #expect(
        try await ledger.advance(booking.id, epoch: booking.epoch, by: change, at: Sample.now) == .refused(booking))
      #expect(try await ledger.notices(of: nil, includingDone: true, limit: 9).isEmpty)
    },
  ]

  /// Whether others may hold at the old time (0 to 30), at the new one (60 to 90), and between.
  private static func expect(_ free: [String: Bool], on ledger: any Storage) async throws {
    let times = ["old": (0, 30), "between": (30, 60), "new": (60, 90)]
    for (name, isFree) in free.sorted(by: { $0.key < $1.key }) {
      let (start, end) = try #require(times[name])
      let other = Sample.booking("other-\(name)", start, end)
      #expect(try await ledger.hold(other, at: Sample.now) == (isFree ? .held(other) : .taken), "\(name)")
    }
  }

  private static func bookings(_ count: Int, on ledger: any Storage) async throws -> [Booking] {
    var bookings: [Booking] = []
    for index in 0..<count {
      let booking = Sample.booking("m\(index)", index * 30, index * 30 + 30)
      try await bookings.append(ledger.storing(booking, in: .confirmed, code: ConfirmationCode("m\(index)")))
    }
    return bookings
  }

  private static func all(_ ledger: any Storage) async throws -> [LiveClaim] {
    try await ledger.claims(on: [Sample.chair], overlapping: Sample.interval(-1000, 100_000))[Sample.chair] ?? []
  }

  private static func live(_ booking: String, _ start: Int, _ end: Int) -> LiveClaim {
    LiveClaim(booking: BookingID(booking), interval: Sample.interval(start, end), keptFor: nil)
  }

  private static func begin(_ ledger: any Storage) async throws -> DeliveryTicket {
    let opening = try await ledger.open(
      Sample.delivery("t"), fingerprint: Sample.fingerprint, at: Sample.now, leaseUntil: Sample.minute(1))
    return try #require(opening.ticket)
  }

  private static func closing(_ ticket: DeliveryTicket) -> DeliveryClosing {
    DeliveryClosing(delivery: Sample.delivery("t"), ticket: ticket, answer: Sample.final)
  }
}
