/// How many units were used within the last minute, as Google counts them (Calendar API guide, *Manage quotas*).
///
/// Kept by whole seconds, so that it holds sixty-one counts whatever the traffic; a second counts until all of it has
/// left the window, so the limit is never passed.
struct SlidingWindow: Sendable {
  private struct Bucket {
    let second: Int64
    var units: Int
  }

  private static let span: Int64 = 60

  let limit: Int
  private var buckets: [Bucket] = []
  private(set) var used = 0

  /// - Precondition: `limit` is positive.
  init(limit: Int) {
    precondition(limit > 0, "a quota of nothing would block for ever")
    self.limit = limit
  }

  /// How long until so many units fit; zero when they fit now.
  mutating func wait(for units: Int, at uptime: Duration) -> Duration {
    let over = used(at: uptime) + min(units, limit) - limit
    return over > 0 ? wait(toFree: over, at: uptime) ?? .zero : .zero
  }

  mutating func used(at uptime: Duration) -> Int {
    forget(before: uptime)
    return used
  }

  /// How long until so many of the units in use have left the window; `nil` where there are not as many in it.
  func wait(toFree units: Int, at uptime: Duration) -> Duration? {
    var left = units
    for bucket in buckets {
      left -= bucket.units
      if left <= 0 { return .seconds(bucket.second + Self.span + 1) - uptime }
    }
    return nil
  }

  mutating func take(_ units: Int, at uptime: Duration) {
    let second = uptime.components.seconds
    used += units
    if let last = buckets.indices.last, buckets[last].second == second {
      buckets[last].units += units
    } else {
      buckets.append(Bucket(second: second, units: units))
    }
  }

  /// Whether nothing is left in it, so that forgetting it loses nothing.
  mutating func isEmpty(at uptime: Duration) -> Bool {
    forget(before: uptime)
    return buckets.isEmpty
  }

  private mutating func forget(before uptime: Duration) {
    let oldest = uptime.components.seconds - Self.span
    let kept = buckets.drop { $0.second < oldest }
    used -= buckets.prefix(buckets.count - kept.count).reduce(0) { $0 + $1.units }
    if kept.count < buckets.count { buckets = Array(kept) }
  }
}
