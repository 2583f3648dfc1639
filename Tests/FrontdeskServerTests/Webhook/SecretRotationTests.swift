import Crypto
import Desk
import FrontdeskServer
import LedgerContract
import Scheduling
import Synchronization
import Testing

/// A desk's secret is replaced while messages come in: both are good for a while, and the old one ends when it is taken out
/// (facts: security 5).
@Suite(.timeLimit(.minutes(1))) struct SecretRotationTests {
  enum Kind: CaseIterable { case sent, signing }

  private static let path = "/webhook/vapi/bliss"
  private static let (old, new) = ("the-old-secret-of-bliss", "the-new-secret-of-bliss")

  private static func headers(_ secret: String, _ kind: Kind) -> [(String, String)] {
    guard kind == .signing else { return [("Authorization", "Bearer \(secret)")] }
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("1795455000.\(Webhooks.toolCall())".utf8), using: SymmetricKey(data: Array(secret.utf8)))
    return [("x-signature", code.hexadecimal), ("x-timestamp", "1795455000")]
  }

  private static func status(_ secret: String, _ kind: Kind, _ server: TestServer) async throws -> Int {
    try await server.webhook(Webhooks.toolCall(), path: path, headers: headers(secret, kind)).status
  }

  private static func wait(
    _ what: Comment, for condition: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try await !condition() {
      guard ContinuousClock.now < end else { throw NeverSeen(what: "\(what)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private struct NeverSeen: Error { let what: String }

  @Test(arguments: Kind.allCases) func `nothing fails on the way, and the old one ends`(kind: Kind) async throws {
    let ledger = try await TestDesks.directory([try TestDesks.entry("bliss")])
    let keyring = Keyring(vault: ledger, sealer: try Sealer(key: [UInt8](repeating: 7, count: Sealer.keyBytes)))
    let register = DeskRegister(directory: ledger, ledger: ledger, keyring: keyring)
    @Sendable func setSecrets(_ secrets: [String]) async throws {
      switch kind {
      case .sent: try await ledger.apply(try TestDesks.entry("bliss", secrets: secrets))
      case .signing:
        _ = try await register.apply(
          TestDesks.entry("bliss"), signingKeys: secrets.map { SigningKey($0) }, at: Instant(seconds: 1_795_455_000))
      }
    }
    try await setSecrets([Self.old])
    var plan = TestServer.Plan(desks: [])
    plan.adjust = { $0.desks = DeskBook(directory: ledger, keyring: keyring, clock: TestTimekeeper()) }
    try await TestServer.run(plan) { server async throws in
      let traffic = Traffic(Self.old)
      try await withThrowingTaskGroup(of: Void.self) { senders in
        for sender in 0..<Traffic.senders {
          senders.addTask {
            while let secret = traffic.secret {
              traffic.note(sender, status: try await Self.status(secret, kind, server))
            }
          }
        }
        try await Self.wait("messages") { traffic.hasGoneOn(since: [], by: 3) }
        try await setSecrets([Self.old, Self.new])
        try await Self.wait("the new one") { try await Self.status(Self.new, kind, server) == 200 }
        traffic.change(to: Self.new)
        let change = traffic.answered
        // After two more of each sender none with the old one is under way.
        try await Self.wait("messages") { traffic.hasGoneOn(since: change, by: 2) }
        try await setSecrets([Self.new])
        try await Self.wait("the old one's end") { try await Self.status(Self.old, kind, server) == 401 }
        let end = traffic.answered
        try await Self.wait("messages") { traffic.hasGoneOn(since: end, by: 2) }
        traffic.change(to: nil)
        try await senders.waitForAll()
      }
      #expect(traffic.refused == 0)
    }
  }
}

/// Who sends without a pause, with whatever secret is set at the platform.
private final class Traffic: Sendable {
  static let senders = 4

  private struct State {
    var secret: String?
    var answered = Array(repeating: 0, count: Traffic.senders)
    var refused = 0
  }

  private let state: Mutex<State>

  init(_ secret: String) { state = Mutex(State(secret: secret)) }

  /// `nil`: it is enough.
  var secret: String? { state.withLock { $0.secret } }
  /// How many messages of each sender were answered.
  var answered: [Int] { state.withLock { $0.answered } }
  var refused: Int { state.withLock { $0.refused } }

  func change(to secret: String?) { state.withLock { $0.secret = secret } }

  func note(_ sender: Int, status: Int) {
    state.withLock {
      $0.answered[sender] += 1
      if status != 200 { $0.refused += 1 }
    }
  }

  func hasGoneOn(since before: [Int], by count: Int) -> Bool {
    answered.enumerated().allSatisfy { $1 >= (before.isEmpty ? 0 : before[$0]) + count }
  }
}
