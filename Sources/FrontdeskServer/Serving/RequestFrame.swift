import Desk
import Scheduling
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Around every route: turns errors into the one answer of their status, adds the headers that every answer has, counts,
/// measures, and writes one line.
struct RequestFrame: RouterMiddleware {
  typealias Context = DeskRequestContext

  let instruments: ServerInstruments
  let clock: any Timekeeper
  let logger: Logger
  /// Bytes of a body that no route reads; a route that reads has its own limit.
  let bodyLimit: Int

  func handle(
    _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    let began = clock.uptime()
    var response = try await answer(request, context: context, next: next)
    for (name, value) in Wording.headers {
      guard let name = HTTPField.Name(name), response.headers[name] == nil else { continue }
      response.headers[name] = value
    }
    if request.method == .head { response = response.createHeadResponse() }
    let taken = clock.uptime() - began
    let route = Self.route(of: context)
    instruments.request(route: route, method: request.method, status: response.status.code, took: taken)
    write(request, response, route: route, took: taken, context: context)
    return response
  }

  private func answer(
    _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      if !Self.readsBody(request), let length = request.headers[.contentLength].flatMap(Int.init), length > bodyLimit {
        throw BodyReader.Refusal.tooLarge
      }
      return try await next(request, context)
    } catch let error as HTTPParserError {
      // The connection answers what is no HTTP; see ConnectionGuard.
      throw error
    } catch let refusal as BodyReader.Refusal {
      return Reply.plain(refusal.status)
    } catch let error as HTTPError {
      return Reply.plain(error.status)
    } catch {
      // Its kind only: what an error says of itself may quote what it choked on.
      logger.error("a request failed", metadata: ["error": "\(type(of: error))"])
      return Reply.plain(.internalServerError)
    }
  }

  private static func readsBody(_ request: Request) -> Bool {
    request.method == .post && request.uri.path.hasPrefix("/webhook/vapi")
  }

  private func write(
    _ request: Request, _ response: Response, route: String, took: Duration, context: Context
  ) {
    let notes = context.record.current
    var metadata: Logger.Metadata = [
      "route": "\(route)", "status": "\(response.status.code)", "ms": "\(took.wholeMilliseconds)",
    ]
    if let desk = notes.desk { metadata["desk"] = "\(desk)" }
    if let message = notes.message { metadata["message"] = "\(message)" }
    if !notes.tools.isEmpty { metadata["tools"] = "\(notes.tools.joined(separator: ","))" }
    if !notes.outcomes.isEmpty { metadata["outcomes"] = "\(notes.outcomes.joined(separator: ","))" }
    logger.log(level: Self.isUpkeep(route) ? .debug : .info, "request", metadata: metadata)
  }

  /// The path as it was declared; the sender's own path is never written.
  private static func route(of context: Context) -> String {
    guard let path = context.endpointPath, path != "NotFound" else { return "none" }
    return path
  }

  private static func isUpkeep(_ route: String) -> Bool {
    ["/healthz", "/readyz", "/metrics"].contains(route)
  }
}
