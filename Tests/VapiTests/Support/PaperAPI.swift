import Desk
import Foundation
import Scheduling
import Synchronization
import Vapi

/// Vapi's REST API in memory: what a body holds beyond its schema is refused with 400, a PATCH replaces each member whole,
/// and what is answered has its members in another order and some that are `null`.
final class PaperAPI: RESTExchange {
  static let key = "canary-private-key"

  struct Asked: Hashable, Sendable {
    let method: RESTRequest.Method
    let path: String
    let body: JSONValue?
  }

  enum Fault: Hashable, Sendable {
    case status(Int, retryAfter: String? = nil)
    case notSent
    /// The connection breaks before anything is done, or after it.
    case lostBefore, lostAfter
  }

  private struct State {
    var objects: [VapiCollection: [JSONValue]] = [:]
    var made = 0
    var asked: [Asked] = []
    var fault: @Sendable (Int, Asked) -> Fault? = { _, _ in nil }
  }

  private let checker: SchemaChecker
  private let state = Mutex(State())

  init() throws { checker = try SchemaChecker() }

  var asked: [Asked] { state.withLock(\.asked) }
  var writes: [Asked] { asked.filter { $0.method != .get } }

  func objects(_ collection: VapiCollection) -> [JSONValue] { state.withLock { $0.objects[collection] ?? [] } }

  /// From now on the n-th request (from 0, counted anew) meets this fault.
  func meet(_ fault: @escaping @Sendable (Int, Asked) -> Fault?) {
    state.withLock {
      $0.asked = []
      $0.fault = fault
    }
  }

  /// As a person would, in the dashboard.
  @discardableResult func put(_ collection: VapiCollection, _ body: JSONValue) -> String {
    state.withLock { Self.make(collection, body, &$0)["id"]?.string ?? "" }
  }

  func edit(_ collection: VapiCollection, _ id: String, _ change: (JSONValue) -> JSONValue) {
    state.withLock { state in
      state.objects[collection] = state.objects[collection]?.map { $0["id"]?.string == id ? change($0) : $0 }
    }
  }

  func remove(_ collection: VapiCollection, _ id: String) {
    state.withLock { $0.objects[collection]?.removeAll { $0["id"]?.string == id } }
  }

  func send(_ request: RESTRequest, by deadline: Deadline) async throws(RESTObstacle) -> RESTResponse {
    let path = request.url.replacing("https://api.example/", with: "")
    let asked = Asked(method: request.method, path: path, body: request.body)
    let fault = state.withLock { state in
      state.asked.append(asked)
      return state.fault(state.asked.count - 1, asked)
    }
    switch fault {
    case .notSent: throw .notSent("nothing listens there")
    case .lostBefore: throw .lost
    case .status(let status, let wait): return RESTResponse(status: status, retryAfter: wait, body: Array("{}".utf8))
    case .lostAfter:
      _ = answer(request, path)
      throw .lost
    case nil: return answer(request, path)
    }
  }

  private func answer(_ request: RESTRequest, _ path: String) -> RESTResponse {
    guard request.authorization == "Bearer \(Self.key)" else { return Self.refusal(401, ["Unauthorized"]) }
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let names = parts[0].split(separator: "/").map(String.init)
    guard let collection = VapiCollection(rawValue: names[0]) else { return Self.refusal(404, ["Not Found"]) }
    switch (request.method, names.count) {
    case (.get, 1): return list(collection, query: parts.count > 1 ? parts[1] : "")
    case (.get, _): return found(collection, names[1]).map { Self.reply(200, $0) } ?? Self.refusal(404, ["Not Found"])
    case (.post, _): return create(collection, request.body ?? .null)
    case (.patch, _): return update(collection, names[1], request.body ?? .null)
    }
  }

  private func found(_ collection: VapiCollection, _ id: String) -> JSONValue? {
    objects(collection).first { $0["id"]?.string == id }
  }

  private func list(_ collection: VapiCollection, query: String) -> RESTResponse {
    var components = URLComponents()
    components.percentEncodedQuery = query
    let items = components.queryItems ?? []
    let limit = items.first { $0.name == "limit" }.flatMap { Int($0.value ?? "") } ?? 100
    let before = items.first { $0.name == "createdAtLe" }?.value
    let newest = objects(collection).reversed().filter { ($0["createdAt"]?.string ?? "") <= (before ?? "9") }
    return Self.reply(200, .array(Array(newest.prefix(limit))))
  }

  private func create(_ collection: VapiCollection, _ body: JSONValue) -> RESTResponse {
    let problems = checker.problems(body, Self.schemas[collection]?.create ?? "")
    guard problems.isEmpty else { return Self.refusal(400, problems) }
    return Self.reply(201, state.withLock { Self.make(collection, body, &$0) })
  }

  private func update(_ collection: VapiCollection, _ id: String, _ body: JSONValue) -> RESTResponse {
    guard let old = found(collection, id) else { return Self.refusal(404, ["Not Found"]) }
    let schema =
      old["provider"] == "twilio" ? "UpdateTwilioPhoneNumberDTO" : Self.schemas[collection]?.update ?? ""
    let problems = checker.problems(body, schema)
    guard problems.isEmpty, case .object(let changed) = body else { return Self.refusal(400, problems) }
    edit(collection, id) { old in changed.reduce(old) { Self.set($0, $1.name, $1.value) } }
    return Self.reply(200, found(collection, id) ?? .null)
  }

  private static let schemas: [VapiCollection: (create: String, update: String)] = [
    .assistant: ("CreateAssistantDTO", "UpdateAssistantDTO"),
    .tool: ("CreateFunctionToolDTO", "UpdateFunctionToolDTO"),
    .phoneNumber: ("CreateVapiPhoneNumberDTO", "UpdateVapiPhoneNumberDTO"),
  ]

  private static func make(_ collection: VapiCollection, _ body: JSONValue, _ state: inout State) -> JSONValue {
    state.made += 1
    // Two are made in each moment.
    let moment = "2026-11-25T08:00:00.\(100 + state.made / 2)Z"
    var object = [("id", "\(collection.rawValue)-\(100 + state.made)"), ("orgId", "org"), ("createdAt", moment)]
      .reduce(body) { set($0, $1.0, .string($1.1)) }
    object = set(object, "latestVersion", .null)
    if collection == .phoneNumber, object["number"] == nil { object = set(object, "number", "+14155550177") }
    state.objects[collection, default: []].append(object)
    return object
  }

  static func set(_ object: JSONValue, _ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = object else { return object }
    return .object(members.filter { $0.name != name } + [JSONValue.Member(name, value)])
  }

  /// Members by name, as a database might keep them.
  private static func reply(_ status: Int, _ value: JSONValue) -> RESTResponse {
    RESTResponse(status: status, body: Array(sorted(value).text.utf8))
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.sorted { $0.name < $1.name }.map { JSONValue.Member($0.name, sorted($0.value)) })
    case .array(let values): .array(values.map(sorted))
    default: value
    }
  }

  private static func refusal(_ status: Int, _ reasons: [String]) -> RESTResponse {
    let body: JSONValue = [
      "message": .array(reasons.map(JSONValue.string)), "error": "Bad Request", "statusCode": .integer(Int64(status)),
    ]
    return RESTResponse(status: status, body: Array(body.text.utf8))
  }
}

/// Time that passes only by waiting.
final class PaperClock: Timekeeper {
  private let state = Mutex((uptime: Duration.zero, pauses: [Duration]()))

  var pauses: [Duration] { state.withLock(\.pauses) }
  func now() -> Instant { Instant(milliseconds: 1_795_000_000_000) }
  func uptime() -> Duration { state.withLock(\.uptime) }

  func sleep(for duration: Duration) async throws {
    state.withLock {
      $0.uptime += duration
      $0.pauses.append(duration)
    }
  }
}
