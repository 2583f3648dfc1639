import Desk
import Scheduling

/// Somebody who uses the ports at random.
struct Walker {
  let store: any Storage
  var dice: Dice
  var now = Sample.now
  private var lastTicket = DeliveryTicket(0)

  init(store: any Storage, dice: Dice) {
    self.store = store
    self.dice = dice
  }

  static let allTime = Sample.interval(-10_000, 100_000)

  mutating func step() async throws -> String {
    now = now + .milliseconds(Int(dice.roll(30_000)))
    switch dice.roll(32) {
    case 0..<6: return try await hold()
    case 6..<15: return try await advance()
    case 15: return try await takeOver()
    case 16..<19: return try await deliver()
    case 19: return try await outbox()
    case 20, 21: return try await ask()
    case 22: return try await lookUp()
    case 23: return try await notice()
    case 24: return try await condition()
    case 25, 26: return try await vault()
    case 27: return try await state()
    case 28: return try await desk()
    default: return try await call()
    }
  }

  mutating func id() -> BookingID { BookingID("b\(dice.roll(150))") }
  mutating func lease() -> Instant { now + .seconds(Int(dice.roll(300))) }
  mutating func key() -> DeliveryKey { Sample.delivery("t\(dice.roll(4))") }
  mutating func deskKey() -> DeskKey { DeskKey("desk\(dice.roll(2))") }
  mutating func callID() -> CallID { CallID("call\(dice.roll(4))") }
  mutating func code() -> ConfirmationCode { ConfirmationCode("code\(dice.roll(40))") }

  mutating func closing() -> DeliveryClosing? {
    dice.roll(2) == 0 ? nil : DeliveryClosing(delivery: key(), ticket: ticket(), answer: Sample.final)
  }

  /// The current one of some delivery, or one that never was.
  private mutating func ticket() -> DeliveryTicket { DeliveryTicket(lastTicket.number - Int(dice.roll(3)) + 1) }

  private mutating func deliver() async throws -> String {
    let key = key()
    let print = Fingerprint(hexadecimal: dice.roll(6) == 0 ? "1" : "0")
    switch dice.roll(4) {
    case 0: return try await "progress \(store.progress(of: key, at: now))"
    case 1:
      let answer = dice.roll(3) == 0 ? Sample.final : Sample.passing
      return try await "close \(store.close(key, ticket: ticket(), with: answer, at: now))"
    default:
      let opening = try await store.open(key, fingerprint: print, at: now, leaseUntil: lease())
      lastTicket = opening.ticket ?? lastTicket
      return "open \(opening)"
    }
  }

  private mutating func outbox() async throws -> String {
    let entry = OutboxEntry.ID(Int64(dice.roll(8)))
    switch dice.roll(3) {
    case 0: try await store.settle(entry)
    case 1: try await store.postpone(entry, until: lease())
    default: break
    }
    return try await "outbox \(store.takeOutbox(at: now, leaseUntil: lease(), limit: Int(dice.roll(4))))"
  }

  private mutating func notice() async throws -> String {
    let id = "n\(dice.roll(6))"
    switch dice.roll(3) {
    case 0: return try await "done \(store.markDone(NoticeID(id), at: now))"
    case 1:
      let desk = dice.roll(2) == 0 ? nil : deskKey()
      return try await "notices \(store.notices(of: desk, includingDone: dice.roll(2) == 0, limit: Int(dice.roll(9))))"
    default:
      let notice = Sample.notice("key\(dice.roll(6))", id: id, desk: deskKey(), raised: now)
      return try await "raise \(store.raise(notice, closing: closing(), at: now))"
    }
  }

  private mutating func condition() async throws -> String {
    switch dice.roll(4) {
    case 0: try await store.shut(because: "reason \(dice.roll(3))")
    default: try await store.reopen()
    }
    return try await "closed \(store.condition().closedBecause ?? "no")"
  }

  private mutating func vault() async throws -> String {
    let id = DocumentID(kind: "k", name: "d\(dice.roll(2))")
    let owner = "owner\(dice.roll(2))"
    switch dice.roll(6) {
    case 0, 1: return try await "lease \(store.lease(id, to: owner, at: now, until: lease()))"
    case 2:
      try await store.endLease(id, of: owner)
      return "end lease"
    case 3: return try await "remove \(store.remove(id))"
    default:
      let expecting = dice.roll(3) == 0 ? nil : Int(dice.roll(5))
      let written = try await store.write(id, ciphertext: [UInt8(dice.roll(256))], expecting: expecting)
      return try await "write \(written) \(store.documents(kind: "k"))"
    }
  }

  private mutating func state() async throws -> String {
    let key = "s\(dice.roll(3))"
    guard dice.roll(2) == 0 else { return try await "consume \(String(describing: store.consume(key, at: now)))" }
    try await store.remember(OneTimeState(key: key, value: "\(dice.roll(99))", lapses: lease()))
    return "remember"
  }

  private mutating func desk() async throws -> String {
    let key = "desk\(dice.roll(3))"
    if dice.roll(3) == 0 { return try await "remove desk \(store.remove(DeskKey(key)))" }
    try await store.apply(Sample.desk(key, name: "name \(dice.roll(5))"))
    return try await "desks \(store.revision()) \(store.desks().map { "\($0.profile.key) \($0.profile.name)" })"
  }

  private mutating func call() async throws -> String {
    let call = callID()
    let desk = deskKey()
    switch dice.roll(7) {
    case 0: try await store.forget(before: now - .seconds(Int(dice.roll(2000))))
    case 1: try await store.markEnded(call, of: desk, at: now)
    case 2, 3: try await store.extendKept(for: call, of: desk, at: now, until: lease())
    case 4: return try await "unreported \(store.unreported(to: call, of: desk))"
    case 5:
      let before = now - .seconds(Int(dice.roll(2000)))
      return try await "unheard \(store.unheard(owedBefore: before, limit: Int(dice.roll(4))))"
    default: break
    }
    return try await "ended \(store.hasEnded(call, of: desk))"
  }
}
