import Desk
import Scheduling
import Synchronization

/// Counts refused credentials by sender, so that guessing is slow. It never stands in the way of a valid credential: many
/// desks may be called through one tunnel, whose address every request then has.
final class RefusalMeter: Sendable {
  private struct Bucket {
    /// Refusals that may still be answered 401; grows back with time.
    var left: Double
    var at: Duration
  }

  private static let senders = 4096

  private let burst: Double
  private let perSecond: Double
  private let clock: any Timekeeper
  private let buckets = Mutex<[Sender: Bucket]>([:])

  init(limits: ServerLimits, clock: any Timekeeper) {
    burst = Double(limits.refusalBurst)
    perSecond = Double(limits.refusalsPerMinute) / 60
    self.clock = clock
  }

  /// Counts one refusal. `false` when the sender has had too many.
  func refuse(_ sender: Sender) -> Bool {
    let now = clock.uptime()
    return buckets.withLock { buckets in
      if buckets[sender] == nil, buckets.count >= Self.senders { forget(&buckets, at: now) }
      var bucket = buckets[sender] ?? Bucket(left: burst, at: now)
      bucket.left = level(of: bucket, at: now)
      bucket.at = now
      let mayHaveIt = bucket.left >= 1
      if mayHaveIt { bucket.left -= 1 }
      buckets[sender] = bucket
      return mayHaveIt
    }
  }

  private func level(of bucket: Bucket, at now: Duration) -> Double {
    min(burst, bucket.left + perSecond * Double((now - bucket.at).wholeMilliseconds) / 1000)
  }

  /// Forgets the senders that are back at the full measure; when there are none, everybody.
  private func forget(_ buckets: inout [Sender: Bucket], at now: Duration) {
    buckets = buckets.filter { level(of: $0.value, at: now) < burst }
    if buckets.count >= Self.senders { buckets = [:] }
  }
}
