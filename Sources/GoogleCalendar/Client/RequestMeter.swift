import Metrics

/// Counts and times what was sent to Google.
package struct RequestMeter: Sendable {
  /// The method as Google names it, the status or the kind of failure, and how long it took.
  package let record: @Sendable (_ method: String, _ status: String, _ elapsed: Duration) -> Void

  package init(record: @escaping @Sendable (String, String, Duration) -> Void) { self.record = record }

  /// `frontdesk_google_requests_total` by method and status, `frontdesk_google_request_seconds` by method.
  package static let metrics = RequestMeter { method, status, elapsed in
    Counter(label: "frontdesk_google_requests_total", dimensions: [("method", method), ("status", status)]).increment()
    let (seconds, attoseconds) = elapsed.components
    Timer(label: "frontdesk_google_request_seconds", dimensions: [("method", method)])
      .recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
