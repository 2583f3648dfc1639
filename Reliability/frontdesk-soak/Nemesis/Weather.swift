import Desk
import Scheduling
import Synchronization

/// What is wrong at Google just now: several things at once, each of which comes and goes by itself.
actor Weather {
  private let google: SandboxControl
  private let usualLatency: Int
  private var faults: [Int: [JSONValue]] = [:]
  private var next = 0
  private(set) var counts: [String: Int] = [:]

  private var lastLate: ContinuousClock.Instant?

  /// The longest that lists lag behind, whatever the weather.
  static let longestLag = Duration.milliseconds(1500)
  /// The longest that a request takes to have its effect.
  static let longestDelay = Duration.seconds(7)

  init(google: SandboxControl, latency: Int) {
    self.google = google
    usualLatency = latency
  }

  /// Brings that weather for so long.
  func bring(_ deed: Deed, for time: Duration, _ dice: inout Dice, accounts: [String]) async throws {
    counts[deed.rawValue, default: 0] += 1
    let number = next
    next += 1
    switch deed {
    case .staleLists:
      let lag = Self.longestLag.wholeMilliseconds * Int64(1 + dice.number(below: 3)) / 3
      try await google.setSettings(["listLagMs": .integer(lag)])
      try await sleep(time)
      try await google.setSettings(["listLagMs": 0])
    case .smallPages:
      try await google.setSettings(["pageSize": 1, "emptyPages": .integer(Int64(dice.number(below: 2)))])
      try await sleep(time)
      try await google.setSettings(["pageSize": .null, "emptyPages": 0])
    case .slow:
      try await google.setLatency(200 + dice.number(below: 900))
      try await sleep(time)
      try await google.setLatency(usualLatency)
    case .expiredTokens:
      for account in accounts { try await google.expireTokens(of: account) }
    default:
      faults[number] = Self.faults(of: deed, &dice)
      try await google.setFaults(sorted)
      try await sleep(time)
      if deed == .lateCommits || deed == .lateInserts { lastLate = .now }
      faults[number] = nil
      try await google.setFaults(sorted)
    }
  }

  /// Fair weather, whatever was.
  func clear() async throws {
    faults = [:]
    try await google.setFaults([])
    try await google.setSettings(["listLagMs": 0, "pageSize": .null, "emptyPages": 0])
    try await google.setLatency(usualLatency)
  }

  /// Waits until every request that is late has had its effect.
  func settle() async throws {
    guard let lastLate else { return }
    try await Task.sleep(until: lastLate + Self.longestDelay + .milliseconds(500))
  }

  private var sorted: [JSONValue] { faults.sorted { $0.key < $1.key }.flatMap(\.value) }

  private func sleep(_ time: Duration) async throws { try await Task.sleep(for: time) }

  private static let api = "/calendar/v3/"
  private static let writes = ["POST", "PATCH", "DELETE"]

  /// The sandbox's faults for a kind of weather.
  static func faults(of deed: Deed, _ dice: inout Dice) -> [JSONValue] {
    switch deed {
    case .serverErrors:
      return [fault(nil, 0.15 + dice.fraction() / 4, ["status": .integer(dice.pick([500, 502, 503]))])]
    case .quotaErrors:
      let reason = dice.pick(["rateLimitExceeded", "userRateLimitExceeded"])
      return [
        fault(nil, 0.1 + dice.fraction() / 5, ["status": 403, "reason": .string(reason)]),
        fault(nil, 0.1, ["status": 429]),
      ]
    case .hangs: return [fault(nil, 0.05 + dice.fraction() / 8, ["delayMs": 15_000, "drop": "before"])]
    case .lostRequests: return [fault(dice.pick(writes), 0.5, ["drop": "before"])]
    case .lostReplies: return [fault(dice.pick(writes), 0.5, ["drop": "after"])]
    case .lateCommits:
      return [fault(dice.pick(writes), 0.4, ["delayMs": .integer(Int64(1500 + dice.number(below: 5500)))])]
    case .committedErrors: return [fault(dice.pick(writes), 0.5, ["status": 503, "commits": true])]
    case .lateInserts: return [fault("POST", 0.6, ["delayMs": .integer(Int64(longestDelay.wholeMilliseconds))])]
    case .outage: return [fault(nil, 1, ["drop": "before"])]
    default: return []
    }
  }

  static func fault(_ method: String?, _ probability: Double, _ action: JSONValue) -> JSONValue {
    let match: [JSONValue.Member] =
      [.init("path", .string(api))] + (method.map { [.init("method", .string($0))] } ?? [])
    return ["match": .object(match), "probability": .number(probability), "do": action]
  }
}
