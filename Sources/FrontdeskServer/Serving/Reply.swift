import HTTPTypes
import Hummingbird
import NIOCore

/// Makes the answers that routes give.
enum Reply {
  static func json(_ text: some Collection<UInt8>, status: HTTPResponse.Status = .ok) -> Response {
    make(status, type: "application/json", body: ByteBuffer(bytes: text))
  }

  static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response { json(text.utf8, status: status) }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
    make(.ok, type: type, body: ByteBuffer(string: text))
  }

  /// The one answer of that status.
  static func plain(_ status: HTTPResponse.Status) -> Response {
    json(Wording.body(of: status.code), status: status)
  }

  /// 503: the same request may be made again after so many seconds (RFC 9110 section 10.2.3).
  static func again(after seconds: Int) -> Response {
    var response = plain(.serviceUnavailable)
    response.headers[.retryAfter] = String(seconds)
    return response
  }

  static func make(_ status: HTTPResponse.Status, type: String, body: ByteBuffer) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: body))
  }
}
