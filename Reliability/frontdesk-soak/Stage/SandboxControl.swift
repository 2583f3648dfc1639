import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import Scheduling

/// The control side of the sandbox that plays Google.
struct SandboxControl: Sendable {
  let base: String
  let http: HTTPClient

  func setFaults(_ faults: [JSONValue]) async throws { try await ask(.PUT, "/sandbox/faults", .array(faults)) }

  func setSettings(_ settings: JSONValue) async throws { try await ask(.PUT, "/sandbox/settings", settings) }

  /// From now on every answer takes so much longer.
  func setLatency(_ milliseconds: Int) async throws {
    try await ask(.PUT, "/sandbox/latency", ["ms": .integer(Int64(milliseconds))])
  }

  /// From now on the account's access tokens are refused.
  func expireTokens(of account: String) async throws {
    try await ask(.POST, "/sandbox/tokens/expire", ["email": .string(account)])
  }

  func setClock(_ now: Instant) async throws {
    try await ask(.PUT, "/sandbox/clock", ["now": .string(now.rfc3339())])
  }

  // MARK: A person's own hands

  /// - Returns: the id of the new event.
  func add(to calendar: String, of account: String, _ period: Interval) async throws -> String {
    let answer = try await ask(.POST, "/sandbox/people/\(account)/events/\(calendar)", Self.event(period, "Own"))
    guard let id = answer["id"]?.string else { throw SoakFailure("the sandbox gave an event no id") }
    return id
  }

  /// - Returns: whether the event was there to be moved.
  func move(_ event: String, in calendar: String, of account: String, to period: Interval) async throws -> Bool {
    let answer = try await send(
      .PATCH, "/sandbox/people/\(account)/events/\(calendar)/\(event)", Self.event(period, nil))
    return (200..<300).contains(answer.status)
  }

  func delete(_ event: String, in calendar: String, of account: String) async throws -> Bool {
    let answer = try await send(.DELETE, "/sandbox/people/\(account)/events/\(calendar)/\(event)", nil)
    return (200..<300).contains(answer.status)
  }

  private static func event(_ period: Interval, _ summary: String?) -> JSONValue {
    let times = [
      JSONValue.Member("start", ["dateTime": .string(period.start.rfc3339())]),
      JSONValue.Member("end", ["dateTime": .string(period.end.rfc3339())]),
    ]
    return .object(times + (summary.map { [JSONValue.Member("summary", .string($0))] } ?? []))
  }

  // MARK: Asking

  /// Answers of the API that tell of the state and the mails.
  func read<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
    let answer = try await send(.GET, path, nil)
    guard answer.status == 200 else { throw SoakFailure("the sandbox answers GET \(path) with \(answer.status)") }
    return try JSONDecoder().decode(type, from: answer.body)
  }

  @discardableResult
  private func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    let answer = try await send(method, path, body)
    guard (200..<300).contains(answer.status) else {
      throw SoakFailure(
        "the sandbox answers \(method) \(path) with \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
    }
    return answer.body.isEmpty ? .null : try JSONValue(parsing: Array(answer.body), limits: .stored)
  }

  private func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> (
    status: Int, body: Data
  ) {
    var request = HTTPClientRequest(url: base + path)
    request.method = method
    if let body { request.body = .bytes(ByteBuffer(string: body.text)) }
    let response = try await http.execute(request, timeout: .seconds(60))
    let answer = try await response.body.collect(upTo: 1 << 29)
    return (Int(response.status.code), Data(answer.readableBytesView))
  }
}
