import GoogleCalendar
import HTTPTypes
import Hummingbird

/// `GET /oauth/google/start?invite=…` and `GET /oauth/google/callback`: the way a calendar's owner connects it.
///
/// Neither a token nor an invitation is ever in a page, and every page is made with `Referrer-Policy: no-referrer`, so that
/// the address it was opened by goes no further.
struct SignInRoutes: Sendable {
  private let signIn: GoogleSignIn?
  private let press: LeafletPress
  private let cookies: BrowserCookies

  init(ports: ServerPorts) throws {
    let isHTTPS = ports.publicURL.lowercased().hasPrefix("https:")
    signIn = ports.signIn
    press = try LeafletPress(isHTTPS: isHTTPS, randomness: ports.randomness)
    cookies = BrowserCookies(isHTTPS: isHTTPS)
  }

  func declare(on router: some RouterMethods<DeskRequestContext>) {
    router.declare(.get, "/oauth/google/start") { request, context in await start(request, context) }
    router.declare(.get, "/oauth/google/callback") { request, context in await callback(request, context) }
  }

  private func start(_ request: Request, _ context: DeskRequestContext) async -> Response {
    guard let signIn else { return page(.noClient, context) }
    switch await signIn.begin(invite: request.uri.queryParameters.get("invite")) {
    case .redirect(let url, let cookie):
      var response = Response(status: .seeOther)
      response.headers[.location] = url
      response.headers[.setCookie] = cookies.field(setting: cookie)
      context.record.note { $0.outcomes = ["redirect"] }
      return response
    case .refused(let refusal): return page(SignInPage(refusal), context)
    }
  }

  private func callback(_ request: Request, _ context: DeskRequestContext) async -> Response {
    guard let signIn else { return page(.noClient, context) }
    let outcome = await signIn.finish(
      query: request.uri.query ?? "", cookies: cookies.received(in: request))
    return page(SignInPage(outcome), context)
  }

  private func page(_ page: SignInPage, _ context: DeskRequestContext) -> Response {
    context.record.note { $0.outcomes = [page.name] }
    return press.page(page.leaflet, status: page.status)
  }
}
