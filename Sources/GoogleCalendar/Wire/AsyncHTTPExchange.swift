package import AsyncHTTPClient
package import Desk
import NIOCore
import NIOHTTP1

/// The way out to Google, over AsyncHTTPClient.
///
/// The deadline ends head and body together (`HTTPClient.execute(deadline:)` would stop at the head). A request that
/// meets its deadline takes its connection with it, so a connection that went silent serves nobody twice.
package struct AsyncHTTPExchange: HTTPExchange {
  private let client: HTTPClient
  private let clock: any Timekeeper
  private let maximumAnswerBytes: Int

  /// - Parameters:
  ///   - client: made with ``makeConfiguration()``; whoever made it shuts it down.
  ///   - maximumAnswerBytes: longer answers are refused as ``ExchangeFailure/answerTooLong``.
  package init(client: HTTPClient, clock: any Timekeeper, maximumAnswerBytes: Int = 8 * 1024 * 1024) {
    self.client = client
    self.clock = clock
    self.maximumAnswerBytes = maximumAnswerBytes
  }

  package func send(
    _ request: HTTPExchangeRequest, by deadline: Deadline
  ) async throws(ExchangeFailure) -> HTTPExchangeResponse {
    guard Self.isAllowed(url: request.url) else {
      throw .notConnected("only https, or plain http to this machine, is allowed")
    }
    let remaining = deadline.remaining(on: clock)
    guard remaining > .zero else { throw .timedOut }
    return try await withTaskGroup(of: Result<HTTPExchangeResponse, ExchangeFailure>.self) { group in
      group.addTask { await perform(request) }
      group.addTask { [clock] in
        do {
          try await clock.sleep(for: remaining)
          return .failure(.timedOut)
        } catch {
          return .failure(.broken("cancelled"))
        }
      }
      let first = await group.next() ?? .failure(.timedOut)
      group.cancelAll()
      return first
    }.get()
  }

  private func perform(_ request: HTTPExchangeRequest) async -> Result<HTTPExchangeResponse, ExchangeFailure> {
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
    for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
    if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
    do {
      let answer = try await client.execute(outgoing, deadline: .distantFuture)
      let body = try await wholeBody(of: answer)
      let headers = answer.headers.map { (name: $0.name, value: $0.value) }
      return .success(HTTPExchangeResponse(status: Int(answer.status.code), headers: headers, body: body))
    } catch {
      return .failure(ExchangeFailure(error))
    }
  }

  /// Leaving the loop early gives up the connection: AsyncHTTPClient closes it rather than reading the rest.
  private func wholeBody(of answer: HTTPClientResponse) async throws -> [UInt8] {
    if let announced = answer.headers.first(name: "content-length").flatMap({ Int($0) }), announced > maximumAnswerBytes
    {
      throw ExchangeFailure.answerTooLong
    }
    var body: [UInt8] = []
    for try await part in answer.body {
      guard body.count + part.readableBytes <= maximumAnswerBytes else { throw ExchangeFailure.answerTooLong }
      body.append(contentsOf: part.readableBytesView)
    }
    try Task.checkCancellation()
    return body
  }
}
