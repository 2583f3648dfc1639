import Desk
import GoogleCalendar
import Vapi

/// The way out to Vapi's API: the same as to Google, so that a key goes over https or to this machine alone, follows no
/// redirect, and head and body together end at the deadline.
struct VapiExchange: RESTExchange {
  let exchange: any HTTPExchange

  func send(_ request: RESTRequest, by deadline: Deadline) async throws(RESTObstacle) -> RESTResponse {
    var outgoing = HTTPExchangeRequest(
      method: request.method.name, url: request.url,
      headers: [("Authorization", request.authorization), ("Accept", "application/json")])
    if let body = request.body {
      outgoing.headers.append(("Content-Type", "application/json"))
      outgoing.body = Array(body.text.utf8)
    }
    do throws(ExchangeFailure) {
      let answer = try await exchange.send(outgoing, by: deadline)
      return RESTResponse(status: answer.status, retryAfter: answer.header("retry-after"), body: answer.body)
    } catch {
      switch error {
      case .notConnected(let reason): throw .notSent(reason)
      case .timedOut, .broken, .answerTooLong: throw .lost
      }
    }
  }
}

extension RESTRequest.Method {
  fileprivate var name: HTTPExchangeRequest.Method {
    switch self {
    case .get: .get
    case .post: .post
    case .patch: .patch
    }
  }
}
