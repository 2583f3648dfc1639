package import Desk

/// One request to Google and its whole answer. The only way out of this target.
package protocol HTTPExchange: Sendable {
  /// Sends the request once and reads the whole answer; head and body together end at the deadline.
  func send(_ request: HTTPExchangeRequest, by deadline: Deadline) async throws(ExchangeFailure) -> HTTPExchangeResponse
}

package struct HTTPExchangeRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH", delete = "DELETE" }

  package var method: Method
  package var url: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(method: Method, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

package struct HTTPExchangeResponse: Sendable {
  package let status: Int
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, whatever its case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why there is no answer. Holds no URL, header or body.
package enum ExchangeFailure: Error, Hashable, Sendable {
  /// The deadline came first. The request may have been carried out.
  case timedOut
  /// No connection could be made: the request was not carried out.
  case notConnected(String)
  /// The connection broke. The request may have been carried out.
  case broken(String)
  /// The answer is longer than the cap. The request was carried out.
  case answerTooLong
}
