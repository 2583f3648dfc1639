/// One request as the sandbox reads it, free of the HTTP library.
struct Inquiry: Sendable {
  /// The method that counts: `X-HTTP-Method-Override` wins over the request line.
  var method: String
  /// The path as it came, percent-encoded.
  var path: String
  /// The path's segments, each decoded exactly once.
  var segments: [String]
  var query: Pairs
  /// Header values by lower-case name.
  var headers: [String: String]
  var body: [UInt8]

  init(method: String, target: String, headers: [String: String], body: [UInt8]) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(halves.first ?? "/")
    segments = path.split(separator: "/").map { Percent.decode($0) }
    query = Pairs(urlEncoded: halves.count > 1 ? halves[1] : "")
    self.headers = headers
    self.body = body
    self.method = method
    if method == "POST", let override = headers["x-http-method-override"]?.uppercased() {
      self.method = override
      // The Python client sends a GET with a long query as a form.
      if override == "GET", isForm {
        query = query.appending(form)
        self.body = []
      }
    }
  }

  var isForm: Bool { headers["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false }

  /// The body read as a form.
  var form: Pairs { Pairs(urlEncoded: String(decoding: body, as: UTF8.self)) }
}

/// One answer, free of the HTTP library.
struct Reply: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  /// JSON with the headers that Google's front end puts on every answer.
  static func json(_ value: JSON, status: Int = 200, etag: String? = nil) -> Reply {
    var reply = Reply(status: status, headers: googleHeaders, body: value.bytes)
    reply.headers.append(("Content-Type", "application/json; charset=UTF-8"))
    if let etag { reply.headers.append(("ETag", etag)) }
    return reply
  }

  /// An answer without a body.
  static func empty(_ status: Int, etag: String? = nil) -> Reply {
    var reply = Reply(status: status, headers: googleHeaders)
    if let etag { reply.headers.append(("ETag", etag)) }
    return reply
  }

  static func html(_ text: String, status: Int = 200) -> Reply {
    Reply(
      status: status, headers: googleHeaders + [("Content-Type", "text/html; charset=utf-8")], body: Array(text.utf8))
  }

  /// Seen on answers of the Calendar API (facts 2.1).
  private static let googleHeaders: [(name: String, value: String)] = [
    ("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"),
    ("Pragma", "no-cache"),
    ("Expires", "Mon, 01 Jan 1990 00:00:00 GMT"),
    ("Vary", "Origin, X-Origin, Referer"),
    ("Server", "ESF"),
  ]
}
