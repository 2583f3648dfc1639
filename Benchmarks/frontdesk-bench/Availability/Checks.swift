import Desk
import NIOCore
import Scheduling

/// The `check_availability` that everybody is sent: the article's own three arguments, one host and one day.
struct Checks: Sendable {
  static let connections = 32
  let webhooks: Webhooks
  let town: Town

  /// Each connection is a call of its own, about a host of its own.
  func requests(size: Int, path: String, to server: Server) -> [ByteBuffer] {
    (0..<Self.connections).map { number in
      Webhooks.request(body(number, size: size), path: path, server)
    }
  }

  func body(_ number: Int, size: Int) -> String {
    let day = town.zone.day(town.day)
    return webhooks.body(
      call: "bench-call-\(number)", toolCall: "bench-check-\(number)", tool: "check_availability",
      [
        "calendarId": .string(Town.account(number % Town.hosts)), "timeMin": .string(day.start.rfc3339(in: town.zone)),
        "timeMax": .string(day.end.rfc3339(in: town.zone)),
      ], size: size)
  }

  /// - Parameter limit: requests, over all connections together; `nil`: as many as fit into the time.
  func plan(
    _ requests: [ByteBuffer], to server: Server, during duration: Duration, limit: Int?, rate: Double? = nil
  ) -> LoadPlan {
    let each = limit.map { $0 / Self.connections } ?? .max
    return LoadPlan(
      port: server.port, connections: Self.connections,
      request: { connection, index in index < each ? requests[connection] : nil }, duration: duration, rate: rate,
      judge: { status, body in
        // A tool that could not be answered is HTTP 200 with an `error`.
        status == 200 && body.holds("\"result") && !body.holds("\"error\"") ? .good : .wrong
      })
  }

  /// So that every connection to Google is open and every token at hand.
  func warmUp(_ server: Server, path: String) async throws {
    _ = try await plan(requests(size: 10_000, path: path, to: server), to: server, during: .seconds(20), limit: 320)
      .run().checked("warming up \(path)")
  }

  static let webhookPath = "/webhook/vapi/\(Town.checkingDesk)"
}
