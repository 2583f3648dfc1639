import Desk
import Scheduling
import Testing

/// A random walk over the ports, repeatable by its seed: few ids, short times, so that most steps meet an earlier one.
///
/// Two engines that keep the contract tell the same of the same walk. Whatever a walk does, at no time do live claims of two
/// bookings overlap, but those of one occasion, and no more bookings have a key than it has places.
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
    for step in 0..<steps {
      try await story.append("\(step): \(walker.step())")
      try await Self.requireExclusion(in: store, after: story.last ?? "")
    }
    let counts = try await store.counts()
    let states = counts.bookings.sorted { $0.key.rawValue < $1.key.rawValue }
    return story + ["counts: \(states) \(counts.outbox) \(counts.notices)"]
  }

  private static func requireExclusion(in store: any Storage, after step: String) async throws {
    let claims = try await store.claims(on: [Sample.chair, Sample.room], overlapping: Walker.allTime)
    for standing in claims.values {
      for (index, claim) in standing.enumerated() {
        let other = standing[..<index].first {
          $0.booking != claim.booking && $0.interval.overlaps(claim.interval)
            && ($0.occasion == nil || $0.occasion != claim.occasion)
        }
        try #require(other == nil, "\(claim.booking) overlaps another booking after \(step)")
      }
    }
    let taken = try await store.taken(Walker.keys)
    for (index, key) in Walker.keys.enumerated() {
      try #require(taken[key, default: 0] <= index + 1, "more than \(index + 1) have \(key) after \(step)")
    }
  }
}
