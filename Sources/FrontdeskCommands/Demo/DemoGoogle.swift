import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1

/// The demo's hand in the local Google: its control side, and a person who clicks through the consent page.
struct DemoGoogle: Sendable {
  let base: String
  let http: HTTPClient

  /// One event as the sandbox holds it.
  struct Event: Sendable {
    let id: String
    let summary: String?
    let start: String?
    let isCancelled: Bool
    let guests: [String]
  }

  /// Whatever is in the account's own calendar, deleted events too.
  func events(of account: String) async throws -> [Event] {
    let state = try await control(.GET, "/sandbox/state", nil)
    let calendars = state["calendars"]?.array ?? []
    let own = calendars.first { $0["id"]?.string == account }
    return (own?["events"]?.array ?? []).map { event in
      Event(
        id: event["id"]?.string ?? "", summary: event["summary"]?.string,
        start: event["start"]?["dateTime"]?.string, isCancelled: event["status"]?.string == "cancelled",
        guests: (event["attendees"]?.array ?? []).compactMap { $0["email"]?.string })
    }
  }

  /// Every mail that Google would have sent.
  func mails() async throws -> [(to: String, kind: String)] {
    let answer = try await control(.GET, "/sandbox/mail", nil)
    return (answer.array ?? []).map { ($0["to"]?.string ?? "", $0["kind"]?.string ?? "") }
  }

  /// How often the token endpoint was asked with success.
  func refreshes() async throws -> Int {
    let log = try await control(.GET, "/sandbox/log", nil)
    return (log.array ?? []).filter {
      $0["path"]?.string == "/token" && $0["status"]?.integer == 200
    }.count
  }

  /// From now on the account's access tokens are refused with 401.
  func expireTokens(of account: String) async throws {
    try await post("/sandbox/tokens/expire", ["email": .string(account)])
  }

  /// The account's owner takes every grant back.
  func revoke(_ account: String) async throws {
    try await post("/sandbox/tokens/revoke", ["email": .string(account)])
  }

  /// A person's own appointment, made by hand.
  func addByHand(to account: String, summary: String, start: String, end: String) async throws {
    try await post(
      "/sandbox/people/\(account)/events/primary",
      ["summary": .string(summary), "start": ["dateTime": .string(start)], "end": ["dateTime": .string(end)]])
  }

  /// The next event that the program makes is there at once, and the answer that says so takes minutes.
  func holdNextInsertsAnswer() async throws {
    let insert: JSONValue = ["method": "POST", "path": "/calendar/v3/calendars/*/events"]
    _ = try await control(
      .PUT, "/sandbox/faults", [["match": insert, "times": .integer(1), "do": ["trickleMs": .integer(1000)]]])
  }

  /// Every answer of the API takes so long.
  func setLatency(milliseconds: Int) async throws {
    _ = try await control(.PUT, "/sandbox/latency", ["ms": .integer(Int64(milliseconds))])
  }

  /// Any change by `POST` on the control side.
  @discardableResult
  func post(_ path: String, _ body: JSONValue) async throws -> JSONValue { try await control(.POST, path, body) }

  func control(_ method: NIOHTTP1.HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    var request = HTTPClientRequest(url: base + path)
    request.method = method
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body.text))
    }
    let response = try await http.execute(request, timeout: .seconds(10))
    let bytes = Array(try await response.body.collect(upTo: 16 << 20).readableBytesView)
    guard response.status.code < 300 else {
      throw CommandFailure("The sandbox answered \(method.rawValue) \(path) with HTTP \(response.status.code).")
    }
    return bytes.isEmpty ? .null : try JSONValue(parsing: bytes, limits: .sandbox)
  }
}

extension JSONLimits {
  /// What the sandbox tells of itself.
  static let sandbox = JSONLimits(depth: 64, members: 1_000_000, stringBytes: 1 << 20, bytes: 16 << 20)
}
