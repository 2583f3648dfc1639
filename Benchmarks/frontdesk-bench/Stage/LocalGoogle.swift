import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Scheduling

/// The control side of the sandbox that plays Google.
struct LocalGoogle: Sendable {
  let base: String

  /// From now on every answer takes so much longer.
  func answer(after milliseconds: Int) async throws {
    _ = try await ask(.PUT, "/sandbox/latency", body: "{\"ms\":\(milliseconds)}")
  }

  func forgetLog() async throws { _ = try await ask(.DELETE, "/sandbox/log") }

  /// How often each kind of call was made since the log was forgotten.
  func calls() async throws -> GoogleCalls {
    let entries = try JSONDecoder().decode([GoogleCalls.Entry].self, from: await ask(.GET, "/sandbox/log"))
    return GoogleCalls(entries)
  }

  /// Every living event with a time, by calendar.
  func appointments() async throws -> [String: [Interval]] {
    let state = try JSONDecoder().decode(State.self, from: await ask(.GET, "/sandbox/state"))
    var found: [String: [Interval]] = [:]
    for calendar in state.calendars {
      found[calendar.id] = try calendar.events.filter { $0.status != "cancelled" }.compactMap { try $0.interval }
    }
    return found
  }

  private func ask(_ method: HTTPMethod, _ path: String, body: String? = nil) async throws -> Data {
    var request = HTTPClientRequest(url: base + path)
    request.method = method
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let answer = try await response.body.collect(upTo: 256 << 20)
    guard (200..<300).contains(response.status.code) else {
      throw BenchFailure("the sandbox answers \(method) \(path) with \(response.status.code)")
    }
    return Data(answer.readableBytesView)
  }

  private struct State: Decodable {
    struct Calendar: Decodable {
      let id: String
      let events: [Event]
    }

    struct Event: Decodable {
      struct Time: Decodable { let dateTime: String? }
      let status: String?
      let start: Time?
      let end: Time?

      var interval: Interval? {
        get throws {
          guard let start = start?.dateTime, let end = end?.dateTime else { return nil }
          guard case .instant(let from, _) = try WrittenTime(start), case .instant(let to, _) = try WrittenTime(end)
          else { return nil }
          return Interval(start: from, end: to)
        }
      }
    }

    let calendars: [Calendar]
  }
}

/// Calls to Google, counted by kind.
struct GoogleCalls: Sendable {
  struct Entry: Decodable {
    let method: String
    let path: String
    let status: Int?
  }

  var lists = 0
  var inserts = 0
  var patches = 0
  var deletes = 0
  var reads = 0
  var tokens = 0
  var refused = 0

  init(_ entries: [Entry]) {
    for entry in entries {
      let isCollection = entry.path.hasSuffix("/events")
      switch (entry.method, isCollection) {
      case ("GET", true): lists += 1
      case ("POST", true): inserts += 1
      case ("PATCH", _): patches += 1
      case ("DELETE", _): deletes += 1
      case ("GET", false): reads += 1
      default: tokens += 1
      }
      if let status = entry.status, status >= 400 { refused += 1 }
    }
  }
}
