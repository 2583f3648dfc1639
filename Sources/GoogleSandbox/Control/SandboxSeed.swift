/// What a sandbox begins with, and the optional body of `POST /sandbox/reset`. Every member may be left out:
///
/// ```json
/// {
///   "accounts": [{"email": "olive@example.com", "name": "Olive Owner", "timeZone": "Europe/Berlin",
///                 "refreshToken": "1//known", "scopes": ["…"], "client": "sandbox-client"}],
///   "calendars": [{"id": "room@group.calendar.google.com", "owner": "olive@example.com", "summary": "Room",
///                  "timeZone": "Europe/Berlin"}],
///   "acl": [{"calendar": "olive@example.com", "scope": "user:nora@example.com", "role": "reader"}],
///   "events": [{"calendar": "olive@example.com", "event": {"summary": "…", "start": {}, "end": {}}}],
///   "clients": [{"id": "sandbox-client", "secret": "sandbox-secret", "redirectURIs": ["…"], "kind": "web"}],
///   "serviceAccounts": [{"email": "bot@project.iam.gserviceaccount.com", "publicKey": "PEM", "delegated": false}],
///   "settings": {"testingMode": true},
///   "now": "2026-11-23T08:00:00Z"
/// }
/// ```
///
/// Without `clients` there is one, `sandbox-client` with the secret `sandbox-secret`.
package struct SandboxSeed: Codable, Sendable {
  package struct Account: Codable, Sendable {
    package var email: String
    package var name: String?
    /// UTC where absent.
    package var timeZone: String?
    /// A refresh token that works from the start, for `scopes` and `client`.
    package var refreshToken: String?
    /// Everything of the calendar and the address, where absent.
    package var scopes: [String]?
    package var client: String?

    package init(
      email: String, name: String? = nil, timeZone: String? = nil, refreshToken: String? = nil, scopes: [String]? = nil,
      client: String? = nil
    ) {
      self.email = email
      self.name = name
      self.timeZone = timeZone
      self.refreshToken = refreshToken
      self.scopes = scopes
      self.client = client
    }
  }

  package struct Calendar: Codable, Sendable {
    package var id: String?
    package var owner: String
    package var summary: String
    package var timeZone: String?

    package init(id: String? = nil, owner: String, summary: String, timeZone: String? = nil) {
      self.id = id
      self.owner = owner
      self.summary = summary
      self.timeZone = timeZone
    }
  }

  package struct Rule: Codable, Sendable {
    package var calendar: String
    /// `user:ADDRESS`, `domain:NAME` or `default`; an address alone means the user.
    package var scope: String
    /// `freeBusyReader`, `reader`, `writerWithoutPrivateAccess`, `writer`, `owner`, or `none` to take it away.
    package var role: String

    package init(calendar: String, scope: String, role: String) {
      self.calendar = calendar
      self.scope = scope
      self.role = role
    }
  }

  package struct Event: Codable, Sendable {
    package var calendar: String
    package var event: JSON

    package init(calendar: String, event: JSON) {
      self.calendar = calendar
      self.event = event
    }
  }

  package struct Client: Codable, Sendable {
    package enum Kind: String, Codable, Sendable { case web, installed }

    package var id: String
    package var secret: String
    /// Any that Google's rules allow, where absent.
    package var redirectURIs: [String]?
    package var kind: Kind?
    package var deleted: Bool?

    package init(
      id: String, secret: String, redirectURIs: [String]? = nil, kind: Kind? = nil, deleted: Bool? = nil
    ) {
      self.id = id
      self.secret = secret
      self.redirectURIs = redirectURIs
      self.kind = kind
      self.deleted = deleted
    }
  }

  package struct ServiceAccount: Codable, Sendable {
    package var email: String
    /// PEM, SubjectPublicKeyInfo.
    package var publicKey: String
    package var delegated: Bool?

    package init(email: String, publicKey: String, delegated: Bool? = nil) {
      self.email = email
      self.publicKey = publicKey
      self.delegated = delegated
    }
  }

  package var accounts: [Account]?
  package var calendars: [Calendar]?
  package var acl: [Rule]?
  package var events: [Event]?
  package var clients: [Client]?
  package var serviceAccounts: [ServiceAccount]?
  package var settings: SandboxSettings?
  /// RFC 3339 with an offset; the sandbox's time from the start.
  package var now: String?

  package init(
    accounts: [Account]? = nil, calendars: [Calendar]? = nil, acl: [Rule]? = nil, events: [Event]? = nil,
    clients: [Client]? = nil, serviceAccounts: [ServiceAccount]? = nil, settings: SandboxSettings? = nil,
    now: String? = nil
  ) {
    self.accounts = accounts
    self.calendars = calendars
    self.acl = acl
    self.events = events
    self.clients = clients
    self.serviceAccounts = serviceAccounts
    self.settings = settings
    self.now = now
  }

  package static let empty = SandboxSeed()
}
