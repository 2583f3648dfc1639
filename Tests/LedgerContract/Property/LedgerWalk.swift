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
    var dice = Dice(seed: seed)
    var clock = Sample.now
    var story: [String] = []
    for step in 0..<steps {
      clock = clock + .milliseconds(Int(dice.roll(120_000)))
      let told = try await Self.take(step, at: clock, with: &dice, on: store)
      story.append("\(step): \(told)")
    }
    try await story.append("counts: \(store.counts().bookings.sorted { $0.key.rawValue < $1.key.rawValue })")
    return story
  }

  private static func take(
    _ step: Int, at now: Instant, with dice: inout Dice, on store: any Storage
  ) async throws -> String {
    switch dice.roll(20) {
    case 0..<5: return try await hold(step, at: now, with: &dice, on: store)
    case 5..<11: return try await advance(at: now, with: &dice, on: store)
    case 11:
      let taken = try await store.takeOver(id(&dice), at: now, leaseUntil: lease(now, &dice))
      return "take over \(String(describing: taken))"
    case 12: return try await "unattended \(store.unattended(at: now, limit: Int(dice.roll(6))))"
    case 13: return try await deliver(at: now, with: &dice, on: store)
    case 14: return try await outbox(at: now, with: &dice, on: store)
    case 15: return try await claims(with: &dice, on: store)
    case 16: return try await vault(at: now, with: &dice, on: store)
    case 17: return try await states(at: now, with: &dice, on: store)
    case 18: return try await desks(with: &dice, on: store)
    default: return try await calls(at: now, with: &dice, on: store)
    }
  }

  private static func id(_ dice: inout Dice) -> BookingID { BookingID("b\(dice.roll(30))") }

  private static func lease(_ now: Instant, _ dice: inout Dice) -> Instant { now + .seconds(Int(dice.roll(300))) }

  private static func hold(
    _ step: Int, at now: Instant, with dice: inout Dice, on store: any Storage
  ) async throws -> String {
    let start = Int(dice.roll(20)) * 15
    let resources = dice.roll(3) == 0 ? [Sample.chair, Sample.room] : [dice.roll(2) == 0 ? Sample.chair : Sample.room]
    let period = Sample.interval(start, start + 15 + Int(dice.roll(3)) * 15)
    let padded = period.padded(before: .minutes(Int(dice.roll(2)) * 5), after: .zero)
    let booking = Sample.booking(
      id(&dice).rawValue, start, start + 15, claims: resources.map { Claim(resource: $0, interval: padded) },
      desk: DeskKey("desk\(dice.roll(2))"), host: "host\(dice.roll(2))",
      call: dice.roll(3) == 0 ? nil : "call\(dice.roll(4))", caller: dice.roll(3) == 0 ? nil : "+1555\(dice.roll(4))",
      created: now, leaseUntil: lease(now, &dice))
    return try await "hold \(store.hold(booking, at: now))"
  }

  private static func advance(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
    let id = id(&dice)
    let closing =
      dice.roll(2) == 0
      ? nil
      : DeliveryClosing(
        delivery: Sample.delivery("t\(dice.roll(4))"), ticket: DeliveryTicket(Int(dice.roll(12))), answer: Sample.final)
    let change: BookingChange =
      switch dice.roll(8) {
      case 0, 1: .inserted(Sample.event)
      case 2: .nextAttempt(AttemptToken("t\(dice.roll(1000))"))
      case 3, 4: .confirmed(code: ConfirmationCode("code\(dice.roll(40))"), closing: closing)
      case 5: dice.roll(2) == 0 ? .withdrawing : .promised
      case 6: .released
      default: .leased(until: lease(now, &dice))
      }
    let epoch = try await (store.booking(id)?.epoch ?? 1) + (dice.roll(8) == 0 ? -1 : 0)
    return try await "advance \(store.advance(id, epoch: epoch, by: change, at: now))"
  }

  private static func deliver(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
    let key = Sample.delivery("t\(dice.roll(4))")
    let print = Fingerprint(hexadecimal: dice.roll(6) == 0 ? "1" : "0")
    switch dice.roll(3) {
    case 0: return try await "progress \(store.progress(of: key))"
    case 1:
      return try await "open \(store.open(key, fingerprint: print, at: now, leaseUntil: lease(now, &dice)))"
    default:
      let answer = dice.roll(3) == 0 ? Sample.final : Sample.passing
      let ticket = DeliveryTicket(Int(dice.roll(12)))
      return try await "close \(store.close(key, ticket: ticket, with: answer, at: now))"
    }
  }

  private static func outbox(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
    let entry = OutboxEntry.ID(Int64(dice.roll(8)))
    switch dice.roll(3) {
    case 0: try await store.settle(entry)
    case 1: try await store.postpone(entry, until: lease(now, &dice))
    default: break
    }
    return try await "outbox \(store.takeOutbox(at: now, leaseUntil: lease(now, &dice), limit: Int(dice.roll(4))))"
  }

  private static func claims(with dice: inout Dice, on store: any Storage) async throws -> String {
    let start = Int(dice.roll(300))
    let found = try await store.claims(
      on: [Sample.chair, Sample.room], overlapping: Sample.interval(start, start + 1 + Int(dice.roll(90))))
    return "claims \(found.sorted { $0.key < $1.key })"
  }

  private static func vault(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
    let id = DocumentID(kind: "k", name: "d\(dice.roll(2))")
    let owner = "owner\(dice.roll(2))"
    switch dice.roll(5) {
    case 0: return try await "lease \(store.lease(id, to: owner, at: now, until: lease(now, &dice)))"
    case 1:
      try await store.endLease(id, of: owner)
      return "end lease"
    case 2: return try await "remove \(store.remove(id))"
    default:
      let expecting = dice.roll(3) == 0 ? nil : Int(dice.roll(5))
      let written = try await store.write(id, ciphertext: [UInt8(dice.roll(256))], expecting: expecting)
      return try await "write \(written) \(store.documents(kind: "k"))"
    }
  }

  private static func states(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
    let key = "s\(dice.roll(3))"
    guard dice.roll(2) == 0 else { return try await "consume \(String(describing: store.consume(key, at: now)))" }
    try await store.remember(OneTimeState(key: key, value: "\(dice.roll(99))", lapses: lease(now, &dice)))
    return "remember"
  }

  private static func desks(with dice: inout Dice, on store: any Storage) async throws -> String {
    let key = "desk\(dice.roll(3))"
    if dice.roll(3) == 0 { return try await "remove desk \(store.remove(DeskKey(key)))" }
    try await store.apply(Sample.desk(key, name: "name \(dice.roll(5))"))
    return try await "desks \(store.revision()) \(store.desks().map { "\($0.profile.key) \($0.profile.name)" })"
  }

  private static func calls(at now: Instant, with dice: inout Dice, on store: any Storage) async throws -> String {
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
