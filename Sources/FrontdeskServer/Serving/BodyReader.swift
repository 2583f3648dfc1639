import HTTPTypes
import Hummingbird
import NIOCore

/// Reads bodies within their limits.
struct BodyReader: Sendable {
  enum Refusal: Error, Hashable {
    /// A content encoding (RFC 9110 section 8.4): a small body could become a large one.
    case encoded
    case tooLarge
    /// The process holds as many bodies as it will.
    case noRoom
    /// The connection ended before the body did.
    case incomplete

    var status: HTTPResponse.Status {
      switch self {
      case .encoded: .unsupportedMediaType
      case .tooLarge: .contentTooLarge
      case .noRoom: .serviceUnavailable
      case .incomplete: .badRequest
      }
    }
  }

  let allowance: BodyAllowance

  /// Passes the whole body to `use`, and counts it as held until `use` returns.
  func withBody<Result>(
    of request: Request, upTo limit: Int, _ standing: BodyAllowance.Standing,
    _ use: (ByteBuffer) async throws -> Result
  ) async throws -> Result {
    let length = try Self.announcedLength(of: request, upTo: limit)
    var body = ByteBuffer()
    var held = 0
    defer { allowance.giveBack(held, standing) }
    for try await part in request.body {
      guard held + part.readableBytes <= limit else { throw Refusal.tooLarge }
      guard allowance.take(part.readableBytes, standing) else { throw Refusal.noRoom }
      held += part.readableBytes
      if held == part.readableBytes { body = part } else { body.writeImmutableBuffer(part) }
    }
    guard length == nil || length == held else { throw Refusal.incomplete }
    return try await use(body)
  }

  private static func announcedLength(of request: Request, upTo limit: Int) throws(Refusal) -> Int? {
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" { throw .encoded }
    guard let text = request.headers[.contentLength] else { return nil }
    guard let length = Int(text) else { throw .incomplete }
    guard length <= limit else { throw .tooLarge }
    return length
  }
}
