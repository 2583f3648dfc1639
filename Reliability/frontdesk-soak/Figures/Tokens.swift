import Desk
import Scheduling

/// Access tokens at their end: many requests at once refresh once, and refreshes that fail hurt nobody while the old token
/// lives.
struct Tokens: Sendable {
  let figure: FigureStage

  func run() async throws -> [FigureLine] { try await [atExpiry(), whileRefreshesFail()] }

  /// A thousand requests when the token of one account has just ended.
  private func atExpiry() async throws -> FigureLine {
    let google = figure.stage.google
    _ = try await figure.book(0, email: nil, tries: 5)
    let before = try await refreshes()
    try await google.expireTokens(of: figure.stage.town.hosts[0].account)
    let exchanges = await ask(1000, of: "ada", day: 3)
    let after = try await refreshes()
    let answered = exchanges.count { $0.outcome == "offered" }
    let refused = exchanges.count { $0.outcome == "unreachable" }
    return FigureLine(
      what: "1,000 requests at expiry",
      measured:
        "\(after - before) refreshes, \(answered) answered with times, \(refused) over Google's quota of one account",
      target: "1 refresh", isMet: after - before == 1)
  }

  /// Another account, whose quota is still whole. Its token has seven minutes left, so that its refresh is due all the
  /// time, and every refresh fails.
  private func whileRefreshesFail() async throws -> FigureLine {
    let google = figure.stage.google
    try await google.setSettings(["accessTokenSeconds": 420])
    try await google.expireTokens(of: figure.stage.town.hosts[1].account)
    _ = await ask(1, of: "ben", day: 4)
    try await google.setFaults([["match": ["path": "/token"], "do": ["status": 503]]])
    let before = try await refreshes(succeeding: false)
    var exchanges: [Exchange] = []
    for round in 0..<20 {
      exchanges += await ask(10, of: "ben", day: 5 + round)
      try await Task.sleep(for: .seconds(1))
    }
    let tried = try await refreshes(succeeding: false) - before
    try await google.setFaults([])
    let failed = exchanges.count { $0.outcome != "offered" }
    return FigureLine(
      what: "refreshes that fail while the old token lives",
      measured: "\(failed) of \(exchanges.count) calls failed, \(tried) refreshes tried in 20 s",
      target: "no failed call",
      isMet: failed == 0 && tried > 0)
  }

  private func ask(_ count: Int, of host: String, day: Int) async -> [Exchange] {
    let intent = figure.transcript.begin(.other, caller: "+15005550100")
    let start = figure.stage.town.firstDay + .days(day)
    return await withTaskGroup(of: Exchange.self) { group in
      for number in 0..<count {
        group.addTask {
          await figure.telephone.ask(
            Telephone.Request(
              intent: intent, call: "tokens-\(day)-\(number)", delivery: "check", tool: "check_availability",
              arguments: [
                "host": .string(host), "service": "visit", "timeMin": .string(start.rfc3339()),
                "timeMax": .string((start + .days(1)).rfc3339()),
              ], server: number % figure.stage.servers.count))
        }
      }
      var all: [Exchange] = []
      for await exchange in group { all.append(exchange) }
      return all
    }
  }

  private func refreshes(succeeding: Bool = true) async throws -> Int {
    try await figure.stage.google.read("/sandbox/log", as: [SandboxRequest].self).count {
      $0.path == "/token" && ($0.status == 200) == succeeding
    }
  }
}
