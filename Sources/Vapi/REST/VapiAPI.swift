package import Desk

/// Vapi's REST API: as much of it as keeps an assistant.
///
/// Source: the paths in Vapi's OpenAPI document; docs.vapi.ai/api-reference.
package struct VapiAPI: Sendable {
  /// Tries of one request, the first included.
  static let maximumTries = 5
  /// What one try may take.
  static let patience = Duration.seconds(20)

  private let base: String
  private let authorization: String
  private let exchange: any RESTExchange
  private let clock: any Timekeeper
  private let randomness: Randomness
  private let deadline: Deadline
  private let pageSize: Int

  /// - Parameters:
  ///   - base: without a slash at its end.
  ///   - key: the account's private key.
  ///   - deadline: for everything that is asked through this value.
  package init(
    base: String, key: String, exchange: any RESTExchange, clock: any Timekeeper, randomness: Randomness,
    deadline: Deadline, pageSize: Int = 100
  ) {
    self.base = base
    authorization = "Bearer " + key
    self.exchange = exchange
    self.clock = clock
    self.randomness = randomness
    self.deadline = deadline
    self.pageSize = pageSize
  }

  /// Everything in the collection, page by page from the newest to the oldest. Pages overlap by the moment at which one
  /// ends, since several things may have been made in it.
  package func list(_ collection: VapiCollection) async throws(VapiFailure) -> [JSONValue] {
    var found: [JSONValue] = []
    var seen: Set<String> = []
    var page = "limit=\(pageSize)"
    while true {
      guard let values = try await send(.get, collection, "?" + page).array else { throw .unreadable }
      let new = values.filter { value in value["id"]?.string.map { seen.insert($0).inserted } ?? false }
      found += new
      let oldest = values.compactMap { $0["createdAt"]?.string }.min()
      guard values.count >= pageSize, !new.isEmpty, let oldest else { return found }
      page = "limit=\(pageSize)&createdAtLe=\(Self.escaped(oldest))"
    }
  }

  package func get(_ collection: VapiCollection, _ id: String) async throws(VapiFailure) -> JSONValue {
    try await send(.get, collection, "/" + Self.escaped(id))
  }

  /// PATCH: each member of `body` replaces the whole of what was there.
  package func update(
    _ collection: VapiCollection, _ id: String, _ body: JSONValue
  ) async throws(VapiFailure) -> JSONValue {
    try await send(.patch, collection, "/" + Self.escaped(id), body)
  }

  /// POST. When it is unknown whether one has been made, looks for it before it makes another.
  ///
  /// - Parameter recognise: finds the new one among all.
  package func create(
    _ collection: VapiCollection, _ body: JSONValue, recognise: ([JSONValue]) -> JSONValue?
  ) async throws(VapiFailure) -> JSONValue {
    var failures = 0
    while true {
      do throws(VapiFailure) {
        return try await send(.post, collection, "", body)
      } catch {
        failures += 1
        guard error.mayBeDone, failures < Self.maximumTries else { throw error }
        try await wait(after: failures - 1, saying: nil, because: error)
        if let made = recognise(try await list(collection)) { return made }
      }
    }
  }

  private func send(
    _ method: RESTRequest.Method, _ collection: VapiCollection, _ rest: String, _ body: JSONValue? = nil
  ) async throws(VapiFailure) -> JSONValue {
    let request = RESTRequest(
      method: method, url: "\(base)/\(collection.rawValue)\(rest)", authorization: authorization, body: body)
    var failures = 0
    while true {
      switch await attempt(request, collection) {
      case .done(let value): return value
      case .failed(let failure): throw failure
      case .again(let failure, let after):
        failures += 1
        guard failures < Self.maximumTries else { throw failure }
        try await wait(after: failures - 1, saying: after, because: failure)
      }
    }
  }

  private func attempt(_ request: RESTRequest, _ collection: VapiCollection) async -> APIAttempt {
    do throws(RESTObstacle) {
      let response = try await exchange.send(request, by: deadline.capped(to: Self.patience, on: clock))
      return APIAttempt(request, collection, response: response)
    } catch {
      return APIAttempt(request, collection, obstacle: error)
    }
  }

  /// Gives up at once where the wait would outlast the deadline.
  private func wait(
    after failures: Int, saying said: Duration?, because failure: VapiFailure
  ) async throws(VapiFailure) {
    let pause = APIAttempt.pause(after: failures, saying: said, fraction: randomness.fraction())
    guard pause < deadline.remaining(on: clock) else { throw failure }
    do { try await clock.sleep(for: pause) } catch { throw failure }
  }

  /// Everything but unreserved signs (RFC 3986 section 2.3) as percent signs and digits.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default: escaped += "%" + [byte].hexadecimal.uppercased()
      }
    }
    return escaped
  }
}

extension VapiAPI: CustomStringConvertible, CustomReflectable {
  /// Never the key.
  package var description: String { base }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
