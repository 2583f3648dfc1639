/// What `GET /sandbox/log` shows: every request on Google's side, oldest first, without a token anywhere.
struct Journal: Sendable {
  struct Entry: Sendable {
    var time: Moment
    var method: String
    var path: String
    var query: String
    /// Nil until it is answered, and for ever where the connection was closed instead.
    var status: Int?
    var account: String?
    var dropped = false
  }

  private var entries: [Entry] = []
  private var forgotten = 0
  private static let capacity = 20_000

  /// Query members that are or contain a secret.
  private static let secrets: Set<String> = [
    "access_token", "oauth_token", "token", "key", "code", "refresh_token", "assertion", "client_secret", "id_token",
    "code_verifier", "state",
  ]

  /// Notes a request and answers the number under which its outcome is noted later.
  mutating func note(_ inquiry: Inquiry, at time: Moment) -> Int {
    if entries.count >= Journal.capacity {
      entries.removeFirst(Journal.capacity / 2)
      forgotten += Journal.capacity / 2
    }
    let shown = inquiry.query.items.map { ($0.name, Journal.secrets.contains($0.name) ? "…" : $0.value) }
    entries.append(
      Entry(time: time, method: inquiry.method, path: inquiry.path, query: Pairs(shown).urlEncoded))
    return forgotten + entries.count - 1
  }

  mutating func settle(_ number: Int, _ change: (inout Entry) -> Void) {
    guard number >= forgotten, number - forgotten < entries.count else { return }
    change(&entries[number - forgotten])
  }

  mutating func clear() {
    forgotten += entries.count
    entries = []
  }

  var json: JSON {
    .array(
      entries.map { entry in
        [
          "time": .string(Timestamp.writeUTC(entry.time)), "method": .string(entry.method),
          "path": .string(entry.path), "query": .string(entry.query),
          "status": entry.status.map { .int($0) } ?? .null, "account": entry.account.map { .string($0) } ?? .null,
          "dropped": .bool(entry.dropped),
        ]
      })
  }
}
