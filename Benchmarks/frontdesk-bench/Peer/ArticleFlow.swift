import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import NIOHTTP1

/// The flow of the article that the project began from, in its plainest form: decode everything, ask Google for the events
/// of the time asked for, answer when the calendar is busy. No signature, one page, whatever calendar the model names.
struct ArticleFlow: Sendable {
  private let google: String
  private let http: HTTPClient
  /// By calendar; fetched once, so that no measurement waits for a token.
  private let tokens: [String: String]

  init(google: String, http: HTTPClient) async throws {
    self.google = google
    self.http = http
    var tokens: [String: String] = [:]
    for host in 0..<Town.hosts {
      tokens[Town.account(host)] = try await Self.token(for: Town.grant(host), at: google, http)
    }
    self.tokens = tokens
  }

  private struct Arguments: Decodable {
    let calendarId: String
    let timeMin: String
    let timeMax: String
  }

  private struct Events: Decodable {
    struct Time: Codable { let dateTime: String? }

    struct Event: Decodable {
      let start: Time
      let end: Time
    }

    let items: [Event]
  }

  private struct Reply: Encodable {
    struct Result: Encodable { let busySlots: [Slot] }

    struct Slot: Encodable {
      let start: String?
      let end: String?
    }

    let result: Result
  }

  func answer(_ body: ByteBuffer) async throws -> ByteBuffer {
    let envelope = try JSONDecoder().decode(PlainEnvelope.self, from: Data(body.readableBytesView))
    guard let call = envelope.message.toolCallList.first, call.function.name == "check_availability" else {
      throw HTTPError(.badRequest)
    }
    let asked = try JSONDecoder().decode(Arguments.self, from: Data(call.function.arguments.utf8))
    let events = try await events(asked)
    let slots = events.items.map { Reply.Slot(start: $0.start.dateTime, end: $0.end.dateTime) }
    return ByteBuffer(bytes: try JSONEncoder().encode(Reply(result: .init(busySlots: slots))))
  }

  private func events(_ asked: Arguments) async throws -> Events {
    let query = [("timeMin", asked.timeMin), ("timeMax", asked.timeMax), ("singleEvents", "true")]
      .map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
    var request = HTTPClientRequest(
      url: "\(google)/calendar/v3/calendars/\(Self.escaped(asked.calendarId))/events?\(query)")
    request.headers.add(name: "Authorization", value: "Bearer \(tokens[asked.calendarId] ?? "")")
    let response = try await http.execute(request, timeout: .seconds(20))
    guard response.status == .ok else { throw HTTPError(.badGateway) }
    let page = try await response.body.collect(upTo: 8 << 20)
    return try JSONDecoder().decode(Events.self, from: Data(page.readableBytesView))
  }

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }

  private static func token(for grant: String, at google: String, _ http: HTTPClient) async throws -> String {
    struct Grant: Decodable { let access_token: String }
    var request = HTTPClientRequest(url: google + "/token")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    let form =
      "grant_type=refresh_token&client_id=sandbox-client&client_secret=sandbox-secret&refresh_token=\(escaped(grant))"
    request.body = .bytes(ByteBuffer(string: form))
    let response = try await http.execute(request, timeout: .seconds(20))
    let grant = try await response.body.collect(upTo: 1 << 20)
    return try JSONDecoder().decode(Grant.self, from: Data(grant.readableBytesView)).access_token
  }
}
