import Synchronization

/// How many webhooks with tool calls are worked on at the same time. Beyond that a truthful answer at once is better than
/// a late one: Vapi's caller hears silence meanwhile.
final class Turnstile: Sendable {
  private let places: Int
  private let taken = Mutex(0)

  init(places: Int) { self.places = places }

  /// What `body` returns, or `nil` at once when every place is taken.
  func pass<Result>(_ body: () async -> Result) async -> Result? {
    let isIn = taken.withLock { taken in
      guard taken < places else { return false }
      taken += 1
      return true
    }
    guard isIn else { return nil }
    defer { taken.withLock { $0 -= 1 } }
    return await body()
  }
}
