import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Vapi

/// `POST /webhook/vapi` and `POST /webhook/vapi/{desk}`: who is it, what is it, which desk, and what does the desk say.
struct WebhookRoutes: Sendable {
  /// How long storage may take to say which desks there are, before the last that it said counts.
  static let deskPatience = Duration.milliseconds(500)

  let desks: DeskBook
  let doorkeeper: Doorkeeper
  let bodies: BodyReader
  let bodyLimit: Int
  let publicURL: String
  let clock: any Timekeeper
  let instruments: ServerInstruments
  let switchboard: Switchboard

  init(
    ports: ServerPorts, limits: ServerLimits, bodies: BodyReader, errands: Errands, instruments: ServerInstruments
  ) {
    desks = ports.desks
    doorkeeper = Doorkeeper(ports.admission)
    self.bodies = bodies
    bodyLimit = limits.webhookBody
    publicURL = ports.publicURL
    clock = ports.clock
    self.instruments = instruments
    switchboard = Switchboard(
      reception: ports.reception, assistant: ports.assistant,
      turnstile: Turnstile(places: limits.callsAtOnce), errands: errands, heartbeats: Heartbeats(clock: ports.clock),
      instruments: instruments)
  }

  func declare(on router: some RouterMethods<DeskRequestContext>) {
    router.declare(.post, "/webhook/vapi") { try await handle($0, $1, path: nil) }
    router.declare(.post, "/webhook/vapi/{desk}") { request, context in
      try await handle(request, context, path: context.parameters.get("desk").map(DeskKey.init(rawValue:)))
    }
  }

  private func handle(_ request: Request, _ context: DeskRequestContext, path: DeskKey?) async throws -> Response {
    let snapshot = await currentDesks()
    switch try await admit(request, path: path, snapshot: snapshot) {
    case .admitted(let access, let message):
      let opened: DeskKey? = if case .desk(let key, _) = access { key } else { nil }
      let resolution = snapshot?.resolve(path: path, opened: opened, called: message.context.called)
      // A desk's own secret, and the desk has gone meanwhile: as wrong as any other.
      if resolution == .unknown, opened != nil { return refuse() }
      return await switchboard.serve(message, for: resolution, admittedBy: access, record: context.record)
    case .unreadable: return Reply.plain(.badRequest)
    case .refused: return refuse()
    case .undecided: return Reply.plain(.serviceUnavailable)
    }
  }

  private func currentDesks() async -> DeskSnapshot? {
    do throws(LedgerFailure) {
      return try await desks.current(within: Self.deskPatience)
    } catch {
      return nil
    }
  }

  // MARK: Who is it?

  private enum Admission {
    case admitted(WebhookAccess, WebhookMessage)
    /// Admitted, but its body is no JSON object that we read.
    case unreadable
    case refused
    /// There is a credential that may be one of a desk's, and the desks cannot be read.
    case undecided
  }

  private func admit(_ request: Request, path: DeskKey?, snapshot: DeskSnapshot?) async throws -> Admission {
    let authentication = doorkeeper.authentication(for: snapshot ?? DeskSnapshot(entries: []))
    switch authentication.checkHeaders(request.headers, path: path) {
    case .absent: return .refused
    case .rejected: return snapshot == nil ? .undecided : .refused
    case .accepted(let access):
      if let path, !access.opens(path) { return .refused }
      return try await bodies.withBody(of: request, upTo: bodyLimit, .proven) { read($0, access: access) }
    case .needsBody:
      return try await bodies.withBody(of: request, upTo: bodyLimit, .unproven) { body in
        let verdict = authentication.checkBody(
          body.readableBytesUInt8Span, method: request.method.rawValue, url: publicURL + request.uri.string,
          path: path, headers: request.headers, at: clock.now())
        guard case .accepted(let access) = verdict else { return .refused }
        if let path, !access.opens(path) { return .refused }
        return read(body, access: access)
      }
    }
  }

  private func read(_ body: ByteBuffer, access: WebhookAccess) -> Admission {
    do throws(WebhookFailure) {
      return .admitted(access, try WebhookReader.read(body.readableBytesUInt8Span))
    } catch {
      return .unreadable
    }
  }

  /// The same answer whatever was wrong and however often: a stranger does not learn which desks there are
  /// (facts: security 6). Guesses are counted and not slowed: a secret of 256 bits needs no help, and every request through
  /// one tunnel has the same address.
  private func refuse() -> Response {
    instruments.refusal("credential")
    return Reply.unauthorized()
  }
}
