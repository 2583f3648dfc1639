/// The bodies of control requests.
enum ControlBodies {
  struct Reset: ControlBody {
    static let names: Set<String> = [
      "accounts", "calendars", "acl", "events", "clients", "serviceAccounts", "settings", "now",
    ]
    static let expected = "a seed: {accounts?, calendars?, acl?, events?, clients?, serviceAccounts?, settings?, now?}"
    var seed: SandboxSeed
    init(from decoder: any Decoder) throws { seed = try SandboxSeed(from: decoder) }
  }

  struct NewAccount: ControlBody {
    static let names: Set<String> = ["email", "timeZone", "name", "scopes", "client"]
    static let expected = "{email, timeZone?: an IANA name, name?, scopes?: a list, client?: a client id}"
    var email: String
    var timeZone: String?
    var name: String?
    var scopes: [String]?
    var client: String?
  }

  struct NewCalendar: ControlBody {
    static let names: Set<String> = ["owner", "summary", "timeZone", "id"]
    static let expected = "{owner: an account's email, summary, timeZone?, id?}"
    var calendar: SandboxSeed.Calendar
    init(from decoder: any Decoder) throws { calendar = try SandboxSeed.Calendar(from: decoder) }
  }

  struct NewServiceAccount: ControlBody {
    static let names: Set<String> = ["email", "project", "delegated", "publicKey"]
    static let expected =
      "{email?, project?, delegated?: whether it may act for accounts, publicKey?: PEM (else a key is made)}"
    var email: String?
    var project: String?
    var delegated: Bool?
    var publicKey: String?
  }

  struct NewRule: ControlBody {
    static let names: Set<String> = ["calendar", "scope", "role"]
    static let expected = "{calendar: its id, scope: user:ADDRESS, domain:NAME or default, role}"
    var rule: SandboxSeed.Rule
    init(from decoder: any Decoder) throws { rule = try SandboxSeed.Rule(from: decoder) }
  }

  struct Tokens: ControlBody {
    static let names: Set<String> = ["email"]
    static let expected = "{email: an account's or service account's address}"
    var email: String
  }

  struct Time: ControlBody {
    static let names: Set<String> = ["now", "rate"]
    static let expected = "{now?: RFC 3339 with an offset, rate?: sandbox seconds per second, 0 or more}"
    var now: String?
    var rate: Double?
  }

  struct Latency: ControlBody {
    static let names: Set<String> = ["ms"]
    static let expected = "{ms: milliseconds, 0 or more}"
    var ms: Int
  }
}
