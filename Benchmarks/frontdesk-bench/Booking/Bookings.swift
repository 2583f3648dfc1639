import Desk
import NIOCore
import Scheduling

/// Makes `create_event` requests: each a call of its own, for a time of its own.
struct Bookings: Sendable {
  let webhooks: Webhooks
  let town: Town
  /// Apart from those of other runs.
  let daysAhead: Int

  /// - Parameters:
  ///   - number: unlike that of any other request of this run; the call and its caller follow from it, because the same
  ///     caller asking for the same time again would rightly be told of the same booking.
  ///   - slot: which of the times, counted from the first.
  func request(
    _ number: Int, host: Int, slot: Int, at desk: String = Town.bookingDesk, to server: Server
  ) -> ByteBuffer {
    let start = town.start(slot, daysAhead: daysAhead)
    let body = webhooks.body(
      call: call(number), toolCall: "book-\(daysAhead)-\(number)", tool: "create_event",
      [
        "calendarId": .string(Town.account(host)), "start": .string(start.rfc3339(in: town.zone)),
        "end": .string((start + .minutes(5)).rfc3339(in: town.zone)), "summary": "Visit", "name": "Ada",
      ], caller: 2_000_000 + daysAhead * 10_000 + number, size: 10_000)
    return Webhooks.request(body, path: "/webhook/vapi/\(desk)", server)
  }

  /// `hold_slot` for the same call and time.
  func keeping(_ number: Int, host: Int, slot: Int, to server: Server) -> ByteBuffer {
    let start = town.start(slot, daysAhead: daysAhead)
    let body = webhooks.body(
      call: call(number), toolCall: "keep-\(daysAhead)-\(number)", tool: "hold_slot",
      ["host": .string("host\(host)"), "start": .string(start.rfc3339(in: town.zone))],
      caller: 2_000_000 + daysAhead * 10_000 + number, size: 10_000)
    return Webhooks.request(body, path: "/webhook/vapi/\(Town.keepingDesk)", server)
  }

  private func call(_ number: Int) -> String { "call-\(daysAhead)-\(number)" }

  static let judge: @Sendable (Int, ByteBuffer) -> LoadPlan.Judgement = { status, body in
    guard status == 200, !body.holds("\"error\"") else { return .wrong }
    if body.holds("\"confirmationCode\"") { return .good }
    return body.holds("no longer free") ? .declined : .wrong
  }

  /// Every connection of a run and every token at hand, as it is on any but the first call.
  func warmUp(_ server: Server) async throws {
    let requests = (0..<(Town.bookable * 2)).map { number in
      request(9000 + number, host: number % Town.bookable, slot: 1000 + number, to: server)
    }
    _ = try await LoadPlan(
      port: server.port, connections: 1, request: { _, index in index < requests.count ? requests[index] : nil },
      judge: Self.judge
    ).run().checked("warming up create_event")
  }
}
