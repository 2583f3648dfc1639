import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A browser as far as a sign-in needs one: follows redirects, keeps cookies, and agrees on Google's page.
struct DemoBrowser: Sendable {
  let http: HTTPClient

  /// Opens an invitation and allows everything. Returns the last page's status and text.
  func connect(_ invitation: String, as account: String) async throws -> (status: Int, page: String) {
    let start = try await open(invitation, cookies: nil)
    guard let consent = start.headers.first(name: "Location") else { return try await page(start) }
    let cookies = start.headers["Set-Cookie"].compactMap { $0.split(separator: ";").first.map(String.init) }
    let agreed = try await open("\(consent)&sandbox_decide=allow&sandbox_account=\(account)", cookies: nil)
    guard let callback = agreed.headers.first(name: "Location") else { return try await page(agreed) }
    return try await page(open(callback, cookies: cookies.joined(separator: "; ")))
  }

  private func open(_ url: String, cookies: String?) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: url)
    if let cookies { request.headers.add(name: "Cookie", value: cookies) }
    return try await http.execute(request, timeout: .seconds(20))
  }

  private func page(_ response: HTTPClientResponse) async throws -> (status: Int, page: String) {
    (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 20)))
  }
}
