extension World {
  /// Forgets everything.
  mutating func clear() {
    clock.reset()
    settings = SandboxSettings()
    latency = 0
    accounts = [:]
    calendars = [:]
    clients = [:]
    serviceAccounts = [:]
    authority = Authority()
    faults = []
    releases += 1
    journal.clear()
    mail = []
    quota = QuotaWindow()
  }

  /// Adds what a seed holds.
  mutating func plant(_ seed: SandboxSeed) throws(ControlError) {
    if let text = seed.now {
      guard let now = Timestamp.readMoment(text) else { throw ControlError("now is RFC 3339 with an offset") }
      clock.set(now: now, rate: nil)
    }
    settings = seed.settings ?? settings
    for client in seed.clients ?? [.init(id: "sandbox-client", secret: "sandbox-secret")] {
      clients[client.id] = OAuthClient(
        id: client.id, secret: client.secret, redirectURIs: client.redirectURIs ?? [],
        isInstalled: client.kind == .installed, isDeleted: client.deleted ?? false)
    }
    for account in seed.accounts ?? [] { try plant(account) }
    for account in seed.serviceAccounts ?? [] {
      register(
        account.email, keyID: random.word(40, of: "0123456789abcdef"), publicKey: account.publicKey,
        delegated: account.delegated ?? false)
    }
    for calendar in seed.calendars ?? [] { _ = try plant(calendar) }
    for rule in seed.acl ?? [] { try plant(rule) }
    for event in seed.events ?? [] {
      guard let owner = calendars[event.calendar]?.owner else { throw .noCalendar(event.calendar) }
      _ = try addEvent(event.event, by: owner, to: event.calendar)
    }
  }

  private mutating func plant(_ seed: SandboxSeed.Account) throws(ControlError) {
    let zone = seed.timeZone ?? "UTC"
    guard seed.email.contains("@") else { throw ControlError("an account's email is an address") }
    guard ZoneRules(zone) != nil else { throw .noZone(zone) }
    addAccount(seed.email, name: seed.name, timeZone: zone)
    if let token = seed.refreshToken {
      let client = try client(named: seed.client)
      authority.grants[token] = Authority.Grant(
        account: seed.email.lowercased(), client: client,
        scopes: (seed.scopes ?? Scopes.generous).map(Scopes.canonical),
        issued: clock.now)
    }
  }

  /// The client with this id, or the first one.
  func client(named id: String?) throws(ControlError) -> String {
    guard let found = id ?? clients.keys.min(), clients[found] != nil else {
      throw ControlError("there is no OAuth client \(id ?? "at all")", status: 404)
    }
    return found
  }

  mutating func plant(_ seed: SandboxSeed.Calendar) throws(ControlError) -> StoredCalendar {
    let owner = seed.owner.lowercased()
    guard let account = accounts[owner] else { throw .noAccount(seed.owner) }
    let zone = seed.timeZone ?? account.timeZone
    guard ZoneRules(zone) != nil else { throw .noZone(zone) }
    let id = seed.id ?? "c_\(random.word(32, of: "0123456789abcdef"))@group.calendar.google.com"
    if calendars[id] != nil { throw ControlError("there is a calendar \(id) already", status: 409) }
    var calendar = StoredCalendar(id: id, owner: owner, summary: seed.summary, timeZone: zone)
    calendar.stamp = nextStamp()
    calendars[id] = calendar
    return calendar
  }

  mutating func plant(_ rule: SandboxSeed.Rule) throws(ControlError) {
    let id = calendars[rule.calendar] == nil ? rule.calendar.lowercased() : rule.calendar
    guard calendars[id] != nil else { throw .noCalendar(rule.calendar) }
    var scope = rule.scope
    if scope.contains("@"), !scope.contains(":") { scope = "user:\(scope)" }
    guard scope == "default" || ["user:", "group:", "domain:"].contains(where: { scope.hasPrefix($0) }) else {
      throw ControlError("scope is user:ADDRESS, group:ADDRESS, domain:NAME or default")
    }
    guard rule.role == "none" || AccessRole(rawValue: rule.role) != nil else {
      let roles = AccessRole.allCases.map(\.rawValue).joined(separator: ", ")
      throw ControlError("role is none, \(roles)")
    }
    calendars[id]?.acl[scope == "default" ? scope : scope.lowercased()] = AccessRole(rawValue: rule.role)
    let stamp = nextStamp()
    calendars[id]?.stamp = stamp
  }

  mutating func register(_ email: String, keyID: String, publicKey: String, delegated: Bool) {
    let email = email.lowercased()
    addAccount(email, name: nil, timeZone: "UTC", isServiceAccount: true)
    serviceAccounts[email] = ServiceAccount(email: email, keyID: keyID, publicKey: publicKey, delegated: delegated)
  }
}
