import CoreMetrics
import HTTPTypes

/// What the server itself counts. Every label takes its values from a closed set.
struct ServerInstruments: Sendable {
  let factory: any MetricsFactory

  /// `frontdesk_http_requests_total{method,route,status}` and `frontdesk_http_request_seconds{route}`.
  func request(route: String, method: HTTPRequest.Method, status: Int, took: Duration) {
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
    let dimensions = [
      ("route", route), ("method", known.contains(method) ? method.rawValue : "other"), ("status", String(status)),
    ]
    Counter(label: "frontdesk_http_requests_total", dimensions: dimensions, factory: factory).increment()
    let (seconds, attoseconds) = took.components
    Timer(label: "frontdesk_http_request_seconds", dimensions: [("route", route)], factory: factory)
      .recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  /// `frontdesk_webhook_messages_total{type}`; `type` is one that Vapi's documentation knows, or `other`.
  func message(type: String) {
    Counter(label: "frontdesk_webhook_messages_total", dimensions: [("type", type)], factory: factory).increment()
  }

  /// `frontdesk_webhook_refusals_total{reason}`: `credential`, `busy`, `storage`.
  func refusal(_ reason: String) {
    Counter(label: "frontdesk_webhook_refusals_total", dimensions: [("reason", reason)], factory: factory).increment()
  }
}
