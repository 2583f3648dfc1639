import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct BackgroundRefreshTests {
  let owner = TokenBench.owner

  /// Runs the keeper's loop during the test and lets it go round once with each step, of half a minute.
  func withLoop(
    _ keeper: TokenKeeper, _ bench: TokenBench, _ test: (_ step: () async -> Void) async throws -> Void
  ) async throws {
    let pause = Duration.seconds(30)
    let rounds: @Sendable () -> Int = { bench.clock.sleeps.count { $0 == pause } }
    // In its pause the loop waits for no refresh any more, so that nobody else can be the one who sleeps.
    let rests: @Sendable (Int) -> Bool = { rounds() == $0 && bench.clock.sleeping == 1 }
    let loop = Task { await keeper.run() }
    #expect(await eventually { rests(1) })
    do {
      try await test {
        let next = rounds() + 1
        bench.clock.advance(by: pause)
        #expect(await eventually { rests(next) })
      }
    } catch {
      loop.cancel()
      throw error
    }
    loop.cancel()
    await loop.value
  }

  @Test func `a token is replaced between twenty and ten minutes before its end`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .hours(1))
      try await withLoop(bench.keeper(url), bench) { step in
        for _ in 0..<79 { await step() }
        #expect(script.asked.isEmpty)
        for _ in 79..<101 { await step() }
        #expect(script.asked.count == 1)
      }
    }
  }

  @Test func `forty minutes of failing refreshes while the old token lives fail no call`() async throws {
    let script = TokenScript(.serverError)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(41))
      let keeper = bench.keeper(url)
      try await withLoop(keeper, bench) { step in
        for _ in 0..<80 {
          await step()
          for _ in 0..<3 { #expect(await keeper.result(by: bench.deadline()) == .success("access-0")) }
        }
        #expect(script.asked.count > 5)
        script.turn(to: .grant)
        for _ in 0..<3 { await step() }
        #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
      }
    }
  }

  @Test func `every grant in the vault is kept fresh, asked for or not`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      let accounts = (1...30).map { AccountID("owner\($0)@example.com") }
      for account in accounts { try await bench.plant(account, lasting: .minutes(9)) }
      try await withLoop(bench.keeper(url), bench) { _ in
        #expect(script.asked.count == 30)
      }
      for account in accounts {
        #expect(try await bench.store.read(account)?.document.accessToken != "access-0")
      }
    }
  }

  @Test func `a grant that has ended is not asked for in the background again and again`() async throws {
    let script = TokenScript(.revoked)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(9))
      try await withLoop(bench.keeper(url), bench) { step in
        for _ in 0..<20 { await step() }
        #expect(script.asked.count == 2)
      }
    }
  }

  @Test func `a new connection by another process is noticed by the loop`() async throws {
    let script = TokenScript(.revoked)
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(9))
      let keeper = bench.keeper(url)
      try await withLoop(keeper, bench) { step in
        #expect(await keeper.standing(of: owner).trouble == .needsReconnecting)
        try await bench.plant(lasting: .hours(1), refreshToken: "reconnected")
        await step()
        #expect(await keeper.standing(of: owner).trouble == nil)
        #expect(bench.log.lines.contains { $0.contains("works again") })
      }
    }
  }

  @Test func `a list that was read before this process disconnected an account brings nothing back`() async throws {
    try await TokenBench.run { bench in
      try await bench.plant(lasting: .hours(1))
      let vault = WatchedVault(bench.ledger)
      let keeper = bench.keeper("http://127.0.0.1:9", vault: vault)
      vault.afterList {
        _ = try await bench.store.remove(owner)
        await keeper.noticeChange(of: owner)
      }
      await keeper.catchUp()
      #expect(await keeper.result(by: bench.deadline()) == .failure(.notConnected))
    }
  }

  @Test func `a list that was read before this process connected an account does not undo it`() async throws {
    try await TokenBench.run { bench in
      let vault = WatchedVault(bench.ledger)
      let keeper = bench.keeper("http://127.0.0.1:9", vault: vault)
      #expect(await keeper.result(by: bench.deadline()) == .failure(.notConnected))
      vault.afterList {
        try await bench.plant(lasting: .hours(1))
        await keeper.noticeChange(of: owner)
        #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
      }
      await keeper.catchUp()
      #expect(await keeper.result(by: bench.deadline()) == .success("access-0"))
    }
  }

  @Test func `the beginning of a call refreshes what would not last it`() async throws {
    let script = TokenScript()
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .minutes(19))
      let keeper = bench.keeper(url)
      await keeper.prepare([owner], by: bench.deadline())
      await keeper.settle()
      #expect(script.asked.count == 1)
      await keeper.prepare([owner], by: bench.deadline())
      await keeper.settle()
      #expect(script.asked.count == 1)
      #expect(await keeper.result(by: bench.deadline()) == .success("access-1"))
    }
  }

  @Test func `the end of the loop waits for a refresh under way, so that nothing rotated is lost`() async throws {
    let script = TokenScript(.silentFirst(1))
    try await withTokenEndpoint(script) { bench, url in
      try await bench.plant(lasting: .zero)
      let keeper = bench.keeper(url)
      let loop = Task { await keeper.run() }
      #expect(await eventually { script.asked.count == 1 })
      loop.cancel()
      try await bench.lettingTimePass { await loop.value }
      #expect(try await bench.store.read(owner)?.document.accessToken == "access-1")
    }
  }
}
