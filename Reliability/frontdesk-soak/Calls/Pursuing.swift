import Desk
import Scheduling

/// Pursues one wish until it is settled: as a model does that is told to call again, and a platform that delivers again.
struct Pursuing: Sendable {
  let intent: Intent
  let call: String
  let tool: String
  let arguments: JSONValue
  let plan: CallPlan.Pursuit
  let caller: Caller

  /// Tries that nobody would make in vain on a telephone.
  private static let most = 60
  private static let unsettled: Set<String> = ["stay", ""]

  /// - Returns: the answer that settled it; `nil` where the caller gave up before.
  func run() async throws -> Reply? {
    var number = 0
    for attempt in 0..<Self.most {
      if let limit = plan.givesUpAfter, attempt >= limit { return nil }
      let delivery = "\(call)-\(intent.id)-\(number)"
      let exchange = try await deliver(delivery, attempt)
      if let reply = exchange.reply, reply.status == 200, !Self.unsettled.contains(reply.outcome) {
        // A promise is kept later, and the caller hears of it by mail.
        if reply.outcome == "held" { return nil }
        try await again(delivery)
        return reply
      }
      // A delivery that was answered is asked anew under an id of its own; one that was not comes again.
      if exchange.reply != nil { number += 1 }
      try await Task.sleep(for: plan.pauses[attempt % plan.pauses.count])
    }
    return nil
  }

  private func deliver(_ delivery: String, _ attempt: Int) async throws -> Exchange {
    let server = plan.servers[attempt % plan.servers.count]
    guard attempt == 0 else { return await ask(delivery, server) }
    switch plan.manner {
    case .plain: return await ask(delivery, server)
    case .abandoned(let patience): return await ask(delivery, server, patience: patience)
    case .copied(let other, let delay):
      return try await withThrowingTaskGroup(of: Exchange.self) { group in
        group.addTask { await ask(delivery, server) }
        group.addTask {
          try await Task.sleep(for: delay)
          return await ask(delivery, other)
        }
        var exchanges: [Exchange] = []
        for try await exchange in group { exchanges.append(exchange) }
        // One copy may be told what another was still waiting for.
        return exchanges.first { ["booked", "moved", "cancelled"].contains($0.outcome ?? "") }
          ?? exchanges.first { $0.reply != nil } ?? exchanges[0]
      }
    }
  }

  /// What is settled is asked again: the same delivery at another server, and the same wish under another id.
  private func again(_ delivery: String) async throws {
    if let pause = plan.repeatsAfter {
      try await Task.sleep(for: pause)
      _ = await ask(delivery, plan.servers[1])
    }
    if plan.asksAgain, intent.kind == .book { _ = await ask("\(call)-\(intent.id)-again", plan.servers[2]) }
  }

  private func ask(_ delivery: String, _ server: Int, patience: Duration? = nil) async -> Exchange {
    await caller.telephone.ask(
      Telephone.Request(
        intent: intent, call: call, delivery: delivery, tool: tool, arguments: arguments, server: server,
        patience: patience ?? plan.patience))
  }
}
