import Desk
import LedgerContract
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct TokenKeeperTests {
  @Test func `a token that lasts is given out without asking anybody`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(30))
      let keeper = bench.keeper(url)
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
      #expect(script.asked.isEmpty)
    }
  }

  @Test func `a thousand who ask at expiry share one refresh`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keeper = bench.keeper(url)
      let tokens = await withTaskGroup(of: Result<String, TokenTrouble>.self) { group in
        for _ in 0..<1000 { group.addTask { await keeper.result(by: bench.deadline()) } }
        return await group.reduce(into: [Result<String, TokenTrouble>: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(tokens == [.success("access-1"): 1000])
      #expect(script.asked == ["refresh-0"])
    }
  }

  @Test func `two processes on one vault share one refresh`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keepers = [bench.keeper(url), bench.keeper(url)]
      let tokens = try await bench.lettingTimePass {
        await withTaskGroup(of: Result<String, TokenTrouble>.self) { group in
          for index in 0..<200 { group.addTask { await keepers[index % 2].result(by: bench.deadline(.minutes(5))) } }
          return await group.reduce(into: Set<Result<String, TokenTrouble>>()) { $0.insert($1) }
        }
      }
      #expect(tokens == [.success("access-1")])
      #expect(script.asked.count == 1)
    }
  }

  @Test func `who comes while another process refreshes waits for its token`() async throws {
    let script = TokenScript(.fail(500, ""))
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let id = GrantStore.id(TokenBench.owner)
      let now = bench.clock.now()
      #expect(try await bench.ledger.lease(id, to: "another", at: now, until: now + .seconds(20)))
      async let token = bench.keeper(url).result(by: bench.deadline(.minutes(1)))
      #expect(await eventually { bench.clock.sleeping >= 2 })
      try await bench.plant(lasting: .hours(1))
      bench.clock.advance(by: .milliseconds(200))
      #expect(await token == .success("access-0"))
      #expect(script.asked.isEmpty)
    }
  }

  @Test func `a process that died with the lease holds nobody up for long`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let now = bench.clock.now()
      _ = try await bench.ledger.lease(
        GrantStore.id(TokenBench.owner), to: "dead", at: now, until: now + .milliseconds(300))
      let token = try await bench.lettingTimePass { await bench.keeper(url).result(by: bench.deadline(.minutes(5))) }
      #expect(token == .success("access-1"))
    }
  }

  @Test(arguments: [#""3599""#, "3599", "3599.0", "3599.7"])
  func `the lifetime may be a number or a text`(lifetime: String) async throws {
    let script = TokenScript(lifetime: lifetime)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: nil)
      let token = try await bench.keeper(url).token(for: TokenBench.owner, by: bench.deadline())
      #expect(token.expires == bench.clock.now() + .seconds(3599))
    }
  }

  @Test(arguments: [0, 5, 8, 60, 299])
  func `tokens that live shorter than usual are not refreshed over and over`(seconds: Int) async throws {
    let script = TokenScript(lifetime: "\(seconds)")
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: nil)
      let keeper = bench.keeper(url)
      let expected: Result<String, TokenTrouble> = seconds > 5 ? .success("access-1") : .failure(.unreachable)
      #expect(await keeper.result(by: bench.deadline()) == expected)
      if seconds > 5 {
        for _ in 0..<10 { #expect(await keeper.result(by: bench.deadline()) == expected) }
        #expect(script.asked.count == 1)
      } else {
        #expect(script.asked.count <= 4)
      }
    }
  }

  @Test func `an account that was never connected is known as such, and Google is not asked`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      let keeper = bench.keeper(url)
      #expect(await keeper.result(AccountID("nobody@example.com"), by: bench.deadline()) == .failure(.notConnected))
      #expect(await keeper.standing(of: AccountID("nobody@example.com")).trouble == .notConnected)
      #expect(script.asked.isEmpty)
    }
  }

  @Test func `within five minutes of its end a token is replaced before it is given out`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(5) - .seconds(1))
      #expect(await bench.keeper(url).result(by: bench.deadline()) == .success("access-1"))
    }
  }

  @Test func `while the old token lives nobody waits long for a silent token endpoint`() async throws {
    let script = TokenScript(.silence)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(4))
      let keeper = bench.keeper(url)
      async let token = keeper.result(by: bench.deadline(.seconds(2)))
      #expect(await eventually { script.asked.count == 1 })
      bench.clock.advance(by: .milliseconds(500))
      #expect(await token == .success("access-0"))
      await end(keeper, bench)
    }
  }

  /// Lets a refresh that nobody waits for run into its own limits.
  func end(_ keeper: TokenKeeper, _ bench: TokenBench) async {
    async let settled: Void = keeper.settle()
    #expect(await eventually { bench.clock.sleeping > 0 })
    bench.clock.advance(by: .seconds(30))
    await settled
  }

  @Test func `one who gives up does not end the refresh for the others`() async throws {
    let script = TokenScript(.silentFirst(1))
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keeper = bench.keeper(url)
      async let hasty = keeper.result(by: bench.deadline(.milliseconds(300)))
      #expect(await eventually { script.asked.count == 1 })
      let cancelled = Task { await keeper.result(by: bench.deadline(.seconds(30))) }
      async let patient = keeper.result(by: bench.deadline(.seconds(30)))
      // The attempt's own limit, and three who wait.
      #expect(await eventually { bench.clock.sleeping == 4 })
      cancelled.cancel()
      #expect(await cancelled.value == .failure(.unreachable))
      bench.clock.advance(by: .milliseconds(300))
      #expect(await hasty == .failure(.unreachable))
      // The first attempt ends after 1.2 s; after a pause of 200 ms at most comes the second.
      bench.clock.advance(by: .milliseconds(900))
      #expect(await eventually { bench.clock.sleeping == 2 })
      bench.clock.advance(by: .milliseconds(200))
      #expect(await patient == .success("access-1"))
      #expect(script.asked.count == 2)
    }
  }

  @Test func `storage that fails does not take a living token away`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(30))
      let vault = WatchedVault(bench.ledger)
      let keeper = bench.keeper(url, vault: vault)
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
      vault.fail(.busy)
      bench.clock.advance(by: .minutes(2))
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
      let fresh = bench.keeper(url, vault: vault)
      #expect(await fresh.result(by: bench.deadline()) == .failure(.unreachable))
      #expect(await fresh.standing(of: TokenBench.owner).trouble == .unreachable)
    }
  }

  @Test func `a disconnection by another process is noticed within a minute`() async throws {
    try await withTokenEndpoint(TokenScript()) { bench, url in
      try await bench.plant(lasting: .hours(1))
      let keeper = bench.keeper(url)
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
      #expect(try await bench.store.remove(TokenBench.owner))
      bench.clock.advance(by: .seconds(60))
      #expect(await keeper.result(by: bench.deadline()) == .failure(.notConnected))
    }
  }

  @Test func `a refresh brings nothing back that was disconnected meanwhile`() async throws {
    try await withTokenEndpoint(TokenScript()) { bench, url in
      try await bench.plant(lasting: .zero)
      let vault = WatchedVault(bench.ledger)
      vault.after(read: 3) { _ = try await bench.store.remove(TokenBench.owner) }
      #expect(await bench.keeper(url, vault: vault).result(by: bench.deadline()) == .failure(.notConnected))
      #expect(try await bench.store.read(TokenBench.owner) == nil)
    }
  }

  @Test func `a connection made here is known at once, even while something older is being read`() async throws {
    try await withTokenEndpoint(TokenScript(.revoked)) { bench, url in
      var closed = try await bench.plant(lasting: .zero)
      closed.state = .needsReconnecting(.grantEnded)
      closed.refusedAt = bench.clock.now()
      _ = try await bench.store.write(closed, of: TokenBench.owner, expecting: 1)
      let vault = WatchedVault(bench.ledger)
      let keeper = bench.keeper(url, vault: vault)
      vault.after(read: 1) {
        try await bench.plant(lasting: .hours(1))
        await keeper.noticeChange(of: TokenBench.owner)
      }
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
    }
  }
}
