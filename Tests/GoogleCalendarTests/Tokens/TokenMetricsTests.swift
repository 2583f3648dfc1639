import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct TokenMetricsTests {
  let owner = TokenBench.owner
  let up = "frontdesk_connection_up \(TokenBench.owner.connectionDigest)"
  let ends = "frontdesk_grant_ends_seconds \(TokenBench.owner.connectionDigest)"

  /// A keeper whose gauges are seen. Nothing of this asks Google, so that nobody need be there.
  func withGauges(_ test: (TokenBench, TokenKeeper, KeptGauges) async throws -> Void) async throws {
    try await TokenBench.run { bench in
      let gauges = KeptGauges()
      try await test(bench, bench.keeper("http://127.0.0.1:9", metrics: gauges), gauges)
    }
  }

  @Test func `a connection that works is up, and one that needs its owner is down`() async throws {
    try await withGauges { bench, keeper, gauges in
      var grant = try await bench.plant(lasting: .hours(1))
      await keeper.catchUp()
      #expect(gauges.values[up] == 1)
      grant.state = .needsReconnecting(.grantEnded)
      try await bench.store(grant)
      await keeper.catchUp()
      #expect(gauges.values[up] == 0)
    }
  }

  @Test func `the end of a grant is shown, and its absence as infinity`() async throws {
    try await withGauges { bench, keeper, gauges in
      var grant = try await bench.plant(lasting: .hours(1))
      let end = bench.clock.now() + .days(7)
      grant.grantEnds = end
      try await bench.store(grant)
      await keeper.catchUp()
      #expect(gauges.values[ends] == Double(end.seconds))
      // The owner publishes the app and connects anew.
      grant.grantEnds = nil
      try await bench.store(grant)
      await keeper.catchUp()
      #expect(gauges.values[ends] == .infinity)
    }
  }

  @Test func `what another process has disconnected is shown no more`() async throws {
    try await withGauges { bench, keeper, gauges in
      try await bench.plant(lasting: .hours(1))
      await keeper.catchUp()
      #expect(gauges.values == [up: 1, ends: .infinity])
      #expect(try await bench.store.remove(owner))
      await keeper.catchUp()
      #expect(gauges.values.isEmpty)
      // Whoever still asks for it brings nothing back.
      #expect(await keeper.standing(of: owner).trouble == .notConnected)
      #expect(gauges.values.isEmpty)
    }
  }

  @Test func `what this process has disconnected is shown no more, until it is connected anew`() async throws {
    try await withGauges { bench, keeper, gauges in
      try await bench.plant(lasting: .hours(1))
      await keeper.catchUp()
      #expect(try await bench.store.remove(owner))
      await keeper.noticeChange(of: owner)
      #expect(gauges.values.isEmpty)
      try await bench.plant(lasting: .hours(1))
      await keeper.noticeChange(of: owner)
      await keeper.catchUp()
      #expect(gauges.values == [up: 1, ends: .infinity])
    }
  }
}
