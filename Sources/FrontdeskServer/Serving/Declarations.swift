import HTTPTypes
import Hummingbird

extension RouterMethods where Context == DeskRequestContext {
  /// Declares what a path can do. Every other method on it is answered 405, the same way for all; a path that is not
  /// declared is answered 404, whatever the method (facts: security 44).
  func declare(
    _ method: HTTPRequest.Method, _ path: RouterPath,
    _ handler: @escaping @Sendable (Request, Context) async throws -> Response
  ) {
    on(path, method: method, use: handler)
    for other in Self.known where other != method {
      on(path, method: other) { _, _ -> Response in
        var response = Reply.plain(.methodNotAllowed)
        response.headers[.allow] = method.rawValue
        return response
      }
    }
  }

  private static var known: [HTTPRequest.Method] {
    [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
  }
}
