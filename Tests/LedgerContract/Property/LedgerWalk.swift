import Desk
import Scheduling
import Testing

/// A random walk over the ports, repeatable by its seed: few ids, short times, so that most steps meet an earlier one.
///
/// Two engines that keep the contract tell the same of the same walk.
package struct LedgerWalk: Sendable, CustomTestStringConvertible {
  package let seed: UInt64
  package let steps: Int

  package init(seed: UInt64, steps: Int) {
    self.seed = seed
    self.steps = steps
  }

  package var testDescription: String { "seed \(seed)" }

  /// What the store told of each step, in words that can be compared.
  package func story(on store: any Storage) async throws -> [String] {
    var walker = Walker(store: store, dice: Dice(seed: seed))
    var story: [String] = []
    for step in 0..<steps { try await story.append("\(step): \(walker.step())") }
    let counts = try await store.counts()
    return story + ["counts: \(counts.bookings.sorted { $0.key.rawValue < $1.key.rawValue }) \(counts.outbox)"]
  }
}

private struct Walker {
  let store: any Storage
  var dice: Dice
  var now = Sample.now
  var lastTicket = DeliveryTicket(0)

  mutating func step() async throws -> String {
    now = now + .milliseconds(Int(dice.roll(30_000)))
    switch dice.roll(24) {
    case 0..<5: return try await hold()
    case 5..<11: return try await advance()
    case 11:
      let taken = try await store.takeOver(id(), at: now, leaseUntil: lease())
      return "take over \(String(describing: taken))"
    case 12: return try await "unattended \(store.unattended(at: now, limit: Int(dice.roll(6))))"
    case 13..<17: return try await deliver()
    case 17: return try await outbox()
    case 18: return try await claims()
    case 19, 20: return try await vault()
    case 21: return try await state()
    case 22: return try await desk()
    default: return try await call()
    }
  }

  private mutating func id() -> BookingID { BookingID("b\(dice.roll(30))") }
  private mutating func lease() -> Instant { now + .seconds(Int(dice.roll(300))) }
  private mutating func key() -> DeliveryKey { Sample.delivery("t\(dice.roll(4))") }
  /// The current one of some delivery, or one that never was.
  private mutating func ticket() -> DeliveryTicket { DeliveryTicket(lastTicket.number - Int(dice.roll(3)) + 1) }

  private mutating func hold() async throws -> String {
    let start = Int(dice.roll(20)) * 15
    let resources = dice.roll(3) == 0 ? [Sample.chair, Sample.room] : [dice.roll(2) == 0 ? Sample.chair : Sample.room]
    let period = Sample.interval(start, start + 15 + Int(dice.roll(3)) * 15)
    let padded = period.padded(before: .minutes(Int(dice.roll(2)) * 5), after: .zero)
    let booking = Sample.booking(
      id().rawValue, start, start + 15, claims: resources.map { Claim(resource: $0, interval: padded) },
      desk: DeskKey("desk\(dice.roll(2))"), host: "host\(dice.roll(2))",
      call: dice.roll(3) == 0 ? nil : "call\(dice.roll(4))", caller: dice.roll(3) == 0 ? nil : "+1555\(dice.roll(4))",
      created: now, leaseUntil: lease())
    return try await "hold \(store.hold(booking, at: now))"
  }

  private mutating func advance() async throws -> String {
    let id = id()
    let closing =
      dice.roll(2) == 0 ? nil : DeliveryClosing(delivery: key(), ticket: ticket(), answer: Sample.final)
    let change: BookingChange =
      switch dice.roll(8) {
      case 0, 1: .inserted(Sample.event)
      case 2: .nextAttempt(AttemptToken("t\(dice.roll(1000))"))
      case 3, 4: .confirmed(code: ConfirmationCode("code\(dice.roll(40))"), closing: closing)
      case 5: dice.roll(2) == 0 ? .withdrawing : .promised
      case 6: .released
      default: .leased(until: lease())
      }
    let epoch = try await (store.booking(id)?.epoch ?? 1) + (dice.roll(8) == 0 ? -1 : 0)
    return try await "advance \(store.advance(id, epoch: epoch, by: change, at: now))"
  }

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

  private mutating func claims() async throws -> String {
    let start = Int(dice.roll(300))
    let found = try await store.claims(
      on: [Sample.chair, Sample.room], overlapping: Sample.interval(start, start + 1 + Int(dice.roll(90))))
    return "claims \(found.sorted { $0.key < $1.key })"
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
    let call = CallID("call\(dice.roll(4))")
    switch dice.roll(4) {
    case 0: try await store.forget(before: now - .seconds(Int(dice.roll(2000))))
    case 1, 2: try await store.markEnded(call, of: Sample.desk, at: now)
    default: break
    }
    return try await "ended \(store.hasEnded(call, of: Sample.desk))"
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, everywhere.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func roll(_ sides: UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return (word ^ (word >> 31)) % sides
  }
}
