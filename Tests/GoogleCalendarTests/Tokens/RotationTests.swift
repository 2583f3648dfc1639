import Desk
import LedgerContract
import Scheduling
import Testing

@testable import GoogleCalendar

/// A token endpoint that replaces the refresh token at each use, and a process that dies between that and its own commit
/// (fault O4). Google does not rotate today; where an endpoint does and forgives nothing, the grant is lost with the process.
@Suite(.timeLimit(.minutes(1))) struct RotationTests {
  private static let owner = TokenBench.owner

  /// A process that gets a rotated token, cannot store it, and is never heard of again.
  private static func dieAfterRotation(_ bench: TokenBench, _ url: String, _ script: TokenScript) async throws {
    let vault = WatchedVault(bench.ledger)
    vault.fail(.unavailable("killed"), writingOnly: true)
    let dying = bench.keeper(url, vault: vault)
    let outcome = try await bench.lettingTimePass { await dying.result(by: bench.deadline(.minutes(2))) }
    #expect(outcome == .failure(.unreachable), "a token whose successor is not stored is given to nobody")
    #expect(script.asked == ["refresh-0"])
    #expect(try await bench.store.read(owner)?.document.refreshToken == "refresh-0")
  }

  @Test
  func `O4: without grace the grant is lost: nobody is booked, the owner's hand is asked for, and no storm follows`()
    async throws
  {
    let script = TokenScript(.rotate)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      try await Self.dieAfterRotation(bench, url, script)
      let next = bench.keeper(url)
      for _ in 0..<20 { #expect(await next.result(by: bench.deadline()) == .failure(.needsReconnecting)) }
      #expect(script.asked == ["refresh-0", "refresh-0", "refresh-0"], "one attempt, and one to be sure")
      let report = try #require(try await next.connections().first)
      #expect(report.state == .needsReconnecting(.grantEnded))
      #expect(bench.log.lines.contains { $0.contains("needs attention") && $0.contains(report.digest) })
      #expect(await next.standing(of: Self.owner).trouble == .needsReconnecting)

      try await bench.plant(lasting: .hours(1), refreshToken: "connected-anew")
      bench.clock.advance(by: .minutes(1))
      #expect(await bench.keeper(url).result(by: bench.deadline()) == .success("access-0"))
    }
  }

  @Test func `O4: with grace the next process takes the rotation up, and keeps what it gets`() async throws {
    let script = TokenScript(.rotateForgivingly)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      try await Self.dieAfterRotation(bench, url, script)
      let next = bench.keeper(url)
      #expect(await next.result(by: bench.deadline()) == .success("access-2"))
      #expect(try await bench.store.read(Self.owner)?.document.refreshToken == "refresh-2")
      bench.clock.advance(by: .hours(1))
      #expect(await next.result(by: bench.deadline()) == .success("access-3"))
      #expect(script.asked == ["refresh-0", "refresh-0", "refresh-2"])
    }
  }
}
