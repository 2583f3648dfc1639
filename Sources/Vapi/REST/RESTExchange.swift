package import Desk

/// Port: one request to Vapi's API and its whole answer.
package protocol RESTExchange: Sendable {
  /// Sends the request once; head and body together end at the deadline.
  func send(_ request: RESTRequest, by deadline: Deadline) async throws(RESTObstacle) -> RESTResponse
}

/// A request with JSON or nothing as its body.
package struct RESTRequest: Hashable, Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH" }

  package let method: Method
  package let url: String
  /// The `Authorization` header's value. Secret.
  package let authorization: String
  package let body: JSONValue?

  package init(method: Method, url: String, authorization: String, body: JSONValue? = nil) {
    self.method = method
    self.url = url
    self.authorization = authorization
    self.body = body
  }
}

package struct RESTResponse: Hashable, Sendable {
  package let status: Int
  /// `Retry-After` as it was sent (RFC 9110 section 10.2.3).
  package let retryAfter: String?
  package let body: [UInt8]

  package init(status: Int, retryAfter: String? = nil, body: [UInt8]) {
    self.status = status
    self.retryAfter = retryAfter
    self.body = body
  }
}

/// Why there is no answer. Holds no URL, header or body.
package enum RESTObstacle: Error, Hashable, Sendable {
  /// No connection was made: the request was not carried out.
  case notSent(String)
  /// The deadline came or the connection broke: the request may have been carried out.
  case lost
}
