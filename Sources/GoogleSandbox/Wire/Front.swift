import HTTPTypes
import Hummingbird
import NIOCore

/// A request's context that also knows its connection, which a fault may close.
struct FrontContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let connection: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    connection = source.channel
  }
}

/// Turns HTTP into inquiries and replies back into HTTP. Between the two lie the log, the latency and the faults.
struct Front: HTTPResponder {
  let realm: Realm
  private let google: GoogleSide
  private let control: Control

  /// Above the largest event and seed document there is.
  private static let bodyLimit = 16 * 1024 * 1024

  init(realm: Realm) {
    self.realm = realm
    google = GoogleSide(realm: realm)
    control = Control(realm: realm)
  }

  func respond(to request: Request, context: FrontContext) async throws -> Response {
    let body = try await request.body.collect(upTo: Front.bodyLimit)
    var headers: [String: String] = ["host": request.head.authority ?? ""]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    let inquiry = Inquiry(
      method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
      body: Array(body.readableBytesView))
    if inquiry.segments.first == "sandbox" { return response(control.answer(inquiry)) }
    return try await respondAsGoogle(inquiry, on: context.connection)
  }

  private func respondAsGoogle(_ inquiry: Inquiry, on connection: any Channel) async throws -> Response {
    let (number, fault, latency, releases) = realm.change { world in
      let number = world.journal.note(inquiry, at: world.clock.now)
      let account = inquiry.bearer.flatMap { world.authority.access[$0]?.account }
      world.journal.settle(number) { $0.account = account }
      return (number, world.strike(inquiry), world.latency, world.releases)
    }
    // The way there and the way back take half of the latency each.
    try await pause(milliseconds: (fault?.delayMs ?? 0) + latency / 2)
    if fault?.awaitsRelease == true { try await released(after: releases) }
    if fault?.drop == .before { return try await drop(number, connection) }

    var reply: Reply
    if let fault, let status = fault.status {
      if fault.commits == true { _ = await google.answer(inquiry) }
      reply = CannedAnswer.make(fault, status: status, for: inquiry)
    } else {
      reply = await google.answer(inquiry)
      if let body = fault?.body { reply.body = Array(body.utf8) }
    }
    for (name, value) in fault?.headers ?? [:] { reply.headers.append((name, value)) }

    try await pause(milliseconds: latency - latency / 2)
    if fault?.drop == .after { return try await drop(number, connection) }
    let status = reply.status
    realm.change { $0.journal.settle(number) { $0.status = status } }
    return response(reply, trickleMs: fault?.trickleMs ?? 0)
  }

  private func pause(milliseconds: Int) async throws {
    if milliseconds > 0 { try await Task.sleep(for: .milliseconds(milliseconds)) }
  }

  /// Returns once waiting requests were let go more often than so.
  private func released(after count: Int) async throws {
    while realm.change({ $0.releases == count }) { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Closes the connection. The response that the server then tries to write goes nowhere.
  private func drop(_ number: Int, _ connection: any Channel) async throws -> Response {
    realm.change { $0.journal.settle(number) { $0.dropped = true } }
    try await connection.close()
    return Response(status: .serviceUnavailable)
  }

  private func response(_ reply: Reply, trickleMs: Int = 0) -> Response {
    var fields = HTTPFields()
    for header in reply.headers {
      if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
    }
    let body = reply.body
    let status = HTTPResponse.Status(code: reply.status)
    if body.isEmpty { return Response(status: status, headers: fields) }
    guard trickleMs > 0 else {
      return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
    let trickle = ResponseBody(contentLength: body.count) { writer in
      for byte in body {
        try await writer.write(ByteBuffer(bytes: [byte]))
        try await Task.sleep(for: .milliseconds(trickleMs))
      }
      try await writer.finish(nil)
    }
    return Response(status: status, headers: fields, body: trickle)
  }
}
