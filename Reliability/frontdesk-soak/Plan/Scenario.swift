/// How a run is weighted. Everything that happens is drawn from this and the seed.
struct Scenario: Sendable {
  var ledger = LedgerKind.sqlite
  var processes = 1
  var seed: UInt64 = 1
  var bugs: [String] = []

  /// Seconds, as the servers' settings have them.
  var bookingDeadline = 4.0
  var deadline = 2.5
  /// Milliseconds that each of Google's answers takes.
  var latency = 25
  /// What the desk does with a booking whose caller has hung up: `finish` or `withdraw`.
  var hangUp = "finish"
  /// Whether the desk places events for what is only kept: in every other run, but not where a mistake is to be shown.
  var placesKept: Bool { bugs.isEmpty && seed % 2 == 0 }
  /// `FRONTDESK_FAILPOINTS` of the first server from its start.
  var failpoints = ""
  /// Days that one round's callers fight for.
  var daysOfRound = 4
  /// Hosts beside the town's three.
  var furtherHosts = 0

  var callers = CallerWeights()
  var owner = OwnerWeights()
  var nemesis = NemesisWeights()
}

/// How callers behave; each number is a probability.
struct CallerWeights: Sendable {
  var count = 14
  /// Seconds between two calls of one caller.
  var rest: ClosedRange<Double> = 0.05...0.6
  var email = 0.7
  var checks = 0.3
  var keeps = 0.2
  /// A second copy of the delivery at once, to any server.
  var copies = 0.2
  /// The settled delivery again, a little later.
  var repeats = 0.3
  /// The same wish under a new id after it was settled.
  var asksAgain = 0.15
  /// Closing the socket before the answer.
  var abandons = 0.06
  /// After so many seconds the platform gives an answer up and delivers again; `nil`: Vapi's own patience.
  var patience: ClosedRange<Double>?
  /// Hanging up while nothing is settled.
  var hangsUp = 0.1
  var moves = 0.35
  /// Having the new time kept before a move.
  var keepsNewTime = 0.4
  var cancels = 0.6
  /// Moving and cancelling in a call of its own.
  var phonesAgain = 0.4
  var finds = 0.1
  var messages = 0.05
  /// How strongly callers want the same times: of so many draws the earliest.
  var crowding = 2
}

/// How the owner behaves; each number is a probability.
struct OwnerWeights: Sendable {
  /// An event of theirs, just when a caller asks for its time.
  var strikes = 0.25
  /// Seconds from the caller's wish.
  var delay: ClosedRange<Double> = 0...0.25
  /// In a calendar that only blocks, where the host has one.
  var elsewhere = 0.2
  /// How long such an event stays, in seconds; it may stay for good.
  var stays: ClosedRange<Double> = 0.5...6
  var staysForGood = 0.1
  /// An event over a booking that was told.
  var overlaps = 0.05
  var moves = 0.05
  var deletes = 0.05
}

/// What the nemesis does.
struct NemesisWeights: Sendable {
  /// Seconds between two deeds.
  var gap: ClosedRange<Double> = 0.8...4
  var deeds: [(element: Deed, weight: Double)] = Deed.everyday
  /// Seconds that a paused server stands still.
  var pause: ClosedRange<Double> = 0.5...4
  /// A pause longer than any lease.
  var longPause: ClosedRange<Double> = 9.5...13
  /// Seconds that bad weather at Google lasts.
  var weather: ClosedRange<Double> = 0.8...5
  /// Seconds that a dead server stays dead.
  var death: ClosedRange<Double> = 0...1.5
  /// Seconds that a server stands still, or stays dead, where a failpoint stopped or killed it.
  var stillness: ClosedRange<Double> = 0.1...3
  /// Failpoints that lives of servers may have, `STEP:WHEN`; `nil`: any.
  var steps: [String]?
}

/// One kind of harm.
enum Deed: String, Sendable, CaseIterable {
  // To servers.
  case kill, pause, longPause, failpoint
  // To Google.
  case serverErrors, quotaErrors, hangs, lostRequests, lostReplies, lateCommits, committedErrors, staleLists, smallPages
  case slow, outage, expiredTokens
  /// Inserts alone, and later than any request waits.
  case lateInserts
  // To PostgreSQL.
  case endSessions, restartDatabase

  static let everyday: [(element: Deed, weight: Double)] = [
    (.kill, 2), (.failpoint, 3), (.pause, 1.5), (.longPause, 0.4), (.serverErrors, 1), (.quotaErrors, 1), (.hangs, 1),
    (.lostRequests, 1), (.lostReplies, 1), (.lateCommits, 1), (.committedErrors, 1), (.staleLists, 1),
    (.smallPages, 0.7), (.slow, 0.7), (.outage, 0.6), (.expiredTokens, 1), (.endSessions, 1), (.restartDatabase, 0.4),
  ]
}
