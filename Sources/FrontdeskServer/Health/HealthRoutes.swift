import Crypto
import HTTPTypes
import Hummingbird

/// `/healthz`, `/readyz` and `/metrics`.
struct HealthRoutes: Sendable {
  let readiness: Readiness
  let registry: PrometheusRegistry
  /// SHA-256 of the administrator's token; `nil`: there is none, and `/metrics` does not exist.
  let adminDigest: SHA256.Digest?

  init(ports: ServerPorts) {
    readiness = ports.readiness
    registry = ports.registry
    adminDigest = ports.adminToken.map { SHA256.hash(data: Array($0.utf8)) }
  }

  func declare(on router: some RouterMethods<DeskRequestContext>) {
    router.declare(.get, "/healthz") { _, _ in Reply.json(#"{"status":"up"}"#) }
    router.declare(.get, "/readyz") { _, _ in
      let verdict = await readiness.verdict()
      return Reply.json(
        #"{"status":"\#(verdict.rawValue)"}"#, status: verdict.takesCalls ? .ok : .serviceUnavailable)
    }
    router.declare(.get, "/metrics") { request, _ in
      guard let adminDigest else { return Reply.plain(.notFound) }
      guard let token = request.bearerToken, SHA256.hash(data: Array(token.utf8)) == adminDigest else {
        return Reply.unauthorized()
      }
      return Reply.text(registry.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }
}

extension Request {
  /// The token of an `Authorization: Bearer` field (RFC 6750 section 2.1).
  var bearerToken: Substring? {
    guard let value = headers[.authorization] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return parts[1].drop { $0 == " " }
  }
}

extension Reply {
  static func unauthorized() -> Response {
    var response = plain(.unauthorized)
    response.headers[.wwwAuthenticate] = "Bearer"
    return response
  }
}
