import ArgumentParser
import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore

/// What Frontdesk is compared with, in a process of its own: three routes on the same HTTP server library.
struct PeerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peer", abstract: "Serve what the bench compares with.", shouldDisplay: false)

  @Option(help: "A file with the bytes to answer.")
  var answer: String

  @Option(help: "The local Google's address.")
  var google: String

  func run() async throws {
    let reply = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: answer)))
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await serve(reply, try await ArticleFlow(google: google, http: http)))
    } catch {
      outcome = .failure(error)
    }
    try await http.shutdown()
    try outcome.get()
  }

  private func serve(_ reply: ByteBuffer, _ article: ArticleFlow) async throws {
    let router = Router()
    router.post(Peer.bare.path) { request, _ in
      _ = try await request.body.collect(upTo: Self.bodyLimit)
      return Self.json(reply)
    }
    router.post(Peer.decoding.path) { request, _ in
      let body = try await request.body.collect(upTo: Self.bodyLimit)
      let envelope = try JSONDecoder().decode(PlainEnvelope.self, from: Data(body.readableBytesView))
      guard !envelope.message.toolCallList.isEmpty else { throw HTTPError(.badRequest) }
      return Self.json(reply)
    }
    router.post(Peer.article.path) { request, _ in
      let body = try await request.body.collect(upTo: Self.bodyLimit)
      return Self.json(try await article.answer(body))
    }
    var logger = Logger(label: "peer")
    logger.logLevel = .error
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in Output.line("port=\(channel.localAddress?.port ?? 0)") }, logger: logger)
    try await application.runService()
  }

  private static let bodyLimit = 8 << 20

  private static func json(_ bytes: ByteBuffer) -> Response {
    Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: bytes))
  }
}

/// The routes of the peer.
enum Peer: String, CaseIterable {
  /// Collects the body and answers.
  case bare
  /// Decodes the body as well.
  case decoding
  /// Does what the article's webhook does.
  case article

  var path: RouterPath { RouterPath(rawValue) }
}
