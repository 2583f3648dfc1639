import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

/// What follows when Google refuses an access token (401) or a refresh token (`invalid_grant`).
@Suite(.timeLimit(.minutes(1)))
struct RefusedTokenTests {
  let owner = TokenBench.owner

  @Test func `all who hold a refused token get the same new one by one refresh`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .hours(1))
      let keeper = bench.keeper(url)
      let refused = try await keeper.token(for: owner, by: bench.deadline())
      let replacements = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<100 {
          group.addTask { try await keeper.replacement(for: refused, of: owner, by: bench.deadline()).value }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(replacements == ["access-1"])
      #expect(script.asked.count == 1)
      // Late, with the token of before: no doubt falls on the new one.
      #expect(try await keeper.replacement(for: refused, of: owner, by: bench.deadline()).value == "access-1")
      #expect(script.asked.count == 1)
    }
  }

  @Test func `a refused token is replaced by what another process has stored`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .hours(1))
      let keeper = bench.keeper(url)
      let refused = try await keeper.token(for: owner, by: bench.deadline())
      var grant = try #require(try await bench.store.read(owner))
      grant.document.accessToken = "of-another-process"
      _ = try await bench.store.write(grant.document, of: owner, expecting: grant.version)
      let replacement = try await keeper.replacement(for: refused, of: owner, by: bench.deadline())
      #expect(replacement.value == "of-another-process")
      #expect(script.asked.isEmpty)
    }
  }

  @Test func `a refused token is given to nobody while the token endpoint fails`() async throws {
    let script = TokenScript(.serverError)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .hours(1))
      let keeper = bench.keeper(url)
      let refused = try await keeper.token(for: owner, by: bench.deadline())
      let outcome = try await bench.lettingTimePass {
        await #expect(throws: TokenTrouble.unreachable) {
          try await keeper.replacement(for: refused, of: owner, by: bench.deadline(.minutes(2)))
        }
        return await keeper.result(by: bench.deadline(.minutes(2)))
      }
      #expect(outcome == .failure(.unreachable))
      script.turn(to: .grant)
      // No cool-down: whoever asks next is served.
      #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
    }
  }

  @Test func `a revoked grant needs reconnecting after one confirmation, and is tried once a minute at most`()
    async throws
  {
    let script = TokenScript(.revoked)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero, refreshToken: "1//canary-refresh")
      let keeper = bench.keeper(url)
      #expect(await keeper.result(by: bench.deadline()) == .failure(.needsReconnecting))
      #expect(script.asked.count == 2)
      for _ in 0..<20 {
        #expect(await keeper.result(by: bench.deadline()) == .failure(.needsReconnecting))
        bench.clock.advance(by: .seconds(2))
      }
      // Another process rests as well.
      #expect(await bench.keeper(url).result(by: bench.deadline()) == .failure(.needsReconnecting))
      await keeper.settle()
      #expect(script.asked.count == 2)
      bench.clock.advance(by: .seconds(20))
      for _ in 0..<20 { #expect(await keeper.result(by: bench.deadline()) == .failure(.needsReconnecting)) }
      await keeper.settle()
      #expect(script.asked.count == 3)

      #expect(await keeper.standing(of: owner).trouble == .needsReconnecting)
      let report = try #require(try await keeper.connections().first)
      #expect(report.state == .needsReconnecting(.grantEnded))
      #expect(bench.log.lines.contains { $0.contains("needs attention") && $0.contains(report.digest) })
      for secret in ["canary", "owner@example.com", "sandbox-secret"] {
        #expect(!bench.log.lines.contains { $0.contains(secret) })
      }
    }
  }

  @Test func `a grant that works again is found by the next attempt`() async throws {
    let script = TokenScript(.revoked)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keeper = bench.keeper(url)
      #expect(await keeper.result(by: bench.deadline()) == .failure(.needsReconnecting))
      script.turn(to: .grant)
      bench.clock.advance(by: .seconds(61))
      _ = await keeper.result(by: bench.deadline())
      await keeper.settle()
      #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
      #expect(await keeper.standing(of: owner).trouble == nil)
    }
  }

  @Test func `a refresh token rotated by another process in the meantime is used before anything is given up`()
    async throws
  {
    let script = TokenScript(.rotate)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero, refreshToken: "refresh-stale")
      let vault = WatchedVault(bench.ledger)
      // The first look, the one under the lease; then another process stores what it rotated to.
      vault.after(read: 3) { try await bench.plant(lasting: .zero, refreshToken: "refresh-0") }
      #expect(await bench.keeper(url, vault: vault).result(by: bench.deadline()) == .success("access-1"))
      #expect(script.asked == ["refresh-stale", "refresh-0"])
    }
  }

  @Test func `the loser of a compare-and-set takes the winner's token`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let vault = WatchedVault(bench.ledger)
      vault.after(read: 3) { try await bench.plant(lasting: .hours(1), refreshToken: "reconnected") }
      #expect(await bench.keeper(url, vault: vault).result(by: bench.deadline()) == .success("access-0"))
      #expect(try await bench.store.read(owner)?.document.refreshToken == "reconnected")
    }
  }

  @Test func `a rotated refresh token is stored before the access token that came with it is used`() async throws {
    let script = TokenScript(.rotate)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let vault = WatchedVault(bench.ledger)
      let keeper = bench.keeper(url, vault: vault)
      vault.fail(.busy, writingOnly: true)
      let outcome = try await bench.lettingTimePass { await keeper.result(by: bench.deadline(.minutes(2))) }
      #expect(outcome == .failure(.unreachable))
      #expect(script.asked == ["refresh-0"])
      vault.fail(nil)
      #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
      #expect(script.asked == ["refresh-0"])
      #expect(try await bench.store.read(owner)?.document.refreshToken == "refresh-1")
      bench.clock.advance(by: .hours(1))
      #expect(await keeper.result(by: bench.deadline()) == .success("access-2"))
    }
  }

  @Test func `an answer without a refresh token keeps the old one`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keeper = bench.keeper(url)
      _ = await keeper.result(by: bench.deadline())
      bench.clock.advance(by: .hours(1))
      #expect(await keeper.result(by: bench.deadline()) == .success("access-2"))
      #expect(script.asked == ["refresh-0", "refresh-0"])
    }
  }

  @Test func `a mistake in the settings leaves the living token in use and heals by itself`() async throws {
    let script = TokenScript(.wrongSecret)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(4))
      let keeper = bench.keeper(url)
      for _ in 0..<5 { #expect(await keeper.result(by: bench.deadline()) == .success("access-0")) }
      #expect(script.asked.count == 2)
      #expect(await keeper.standing(of: owner).trouble == nil)
      #expect(try await keeper.connections().first?.state == .needsReconnecting(.clientSecretWrong))
      bench.clock.advance(by: .minutes(4))
      #expect(await keeper.result(by: bench.deadline()) == .failure(.needsReconnecting))
      await keeper.settle()
      script.turn(to: .grant)
      bench.clock.advance(by: .minutes(1))
      _ = await keeper.result(by: bench.deadline())
      await keeper.settle()
      #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
    }
  }
}
