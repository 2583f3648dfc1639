/// The sandbox's own side, `/sandbox/…`: what a test or a curious person does to this Google from outside.
struct Control: Sendable {
  let realm: Realm

  func answer(_ inquiry: Inquiry) -> Reply {
    do throws(ControlError) {
      return try route(inquiry)
    } catch {
      return error.reply
    }
  }

  private func route(_ inquiry: Inquiry) throws(ControlError) -> Reply {
    let path = inquiry.segments.dropFirst().joined(separator: "/")
    let body = inquiry.body
    switch (inquiry.method, path) {
    case ("POST", "reset"): return try reset(body)
    case ("POST", "accounts"): return try addAccount(body)
    case ("POST", "calendars"): return try addCalendar(body)
    case ("POST", "serviceaccounts"): return try ServiceAccountIssue.answer(inquiry, realm)
    case ("POST", "acl"): return try addRule(body)
    case ("POST", "sync/expire"):
      // Every sync token is past its life as it is given out (`SyncToken`); there is nothing left to end.
      return .json([:])
    case ("POST", "tokens/expire"): return try expireTokens(body)
    case ("POST", "tokens/revoke"): return try revokeTokens(body)
    case ("GET", "state"): return .json(realm.change { $0.stateJSON })
    case ("GET", "log"): return .json(realm.change { $0.journal.json })
    case ("DELETE", "log"):
      realm.change { $0.journal.clear() }
      return .empty(204)
    case ("GET", "mail"): return .json(.array(realm.change { $0.mail.map(\.json) }))
    case ("PUT", "faults"): return try Tuning.setFaults(body, realm)
    case ("POST", "release"):
      realm.change { $0.releases += 1 }
      return .json([:])
    case ("GET", "faults"): return .json(realm.change { Tuning.faults($0) })
    case ("PUT", "settings"): return try Tuning.setSettings(body, realm)
    case ("GET", "settings"): return .json(realm.change { Tuning.settings($0) })
    case ("PUT", "clock"): return try Tuning.setClock(body, realm)
    case ("GET", "clock"): return .json(realm.change { Tuning.clock($0) })
    case ("PUT", "latency"): return try Tuning.setLatency(body, realm)
    case ("GET", "latency"): return .json(["ms": .int(realm.change { $0.latency })])
    case ("DELETE", _) where path.hasPrefix("calendars/"): return try removeCalendar(inquiry)
    default: return try editAsPerson(inquiry)
    }
  }

  private func reset(_ body: [UInt8]) throws(ControlError) -> Reply {
    let seed = try ControlBodies.Reset.read(body).seed
    try commit { world throws(ControlError) in
      var fresh = world
      fresh.clear()
      try fresh.plant(seed)
      world = fresh
    }
    return .json([:])
  }

  private func addAccount(_ body: [UInt8]) throws(ControlError) -> Reply {
    let asked = try ControlBodies.NewAccount.read(body)
    return try commit { world throws(ControlError) in
      let client = try world.client(named: asked.client)
      let scopes = (asked.scopes ?? Scopes.generous).map(Scopes.canonical)
      if let unknown = scopes.first(where: { !Scopes.isKnown($0) }) {
        throw ControlError("\(unknown) is not a known scope")
      }
      let seed = SandboxSeed.Account(email: asked.email, name: asked.name, timeZone: asked.timeZone)
      try world.plant(SandboxSeed(accounts: [seed], clients: []))
      let email = asked.email.lowercased()
      world.authority.consents[.init(account: email, client: client)] = scopes
      let refresh = world.issueRefreshToken(account: email, client: client, scopes: scopes)
      let access = world.issueAccessToken(account: email, client: client, scopes: scopes, offline: true, grant: refresh)
      return .json(["email": .string(email), "refresh_token": .string(refresh), "access_token": .string(access)])
    }
  }

  private func addCalendar(_ body: [UInt8]) throws(ControlError) -> Reply {
    let asked = try ControlBodies.NewCalendar.read(body).calendar
    return try commit { world throws(ControlError) in
      let calendar = try world.plant(asked)
      return .json([
        "id": .string(calendar.id), "owner": .string(calendar.owner), "summary": .string(calendar.summary),
        "timeZone": .string(calendar.timeZone),
      ])
    }
  }

  /// `calendars/{calendarId}`: it is gone for everybody, with all its events.
  private func removeCalendar(_ inquiry: Inquiry) throws(ControlError) -> Reply {
    let id = inquiry.segments.last ?? ""
    try commit { world throws(ControlError) in
      guard world.calendars.removeValue(forKey: id) != nil else { throw .noCalendar(id) }
    }
    return .empty(204)
  }

  private func addRule(_ body: [UInt8]) throws(ControlError) -> Reply {
    let rule = try ControlBodies.NewRule.read(body).rule
    try commit { world throws(ControlError) in try world.plant(rule) }
    return .json([:])
  }

  private func expireTokens(_ body: [UInt8]) throws(ControlError) -> Reply {
    let email = try ControlBodies.Tokens.read(body).email.lowercased()
    return try commit { world throws(ControlError) in
      guard world.accounts[email] != nil else { throw .noAccount(email) }
      return .json(["expired": .int(world.authority.expireAccess(of: email))])
    }
  }

  private func revokeTokens(_ body: [UInt8]) throws(ControlError) -> Reply {
    let email = try ControlBodies.Tokens.read(body).email.lowercased()
    return try commit { world throws(ControlError) in
      guard world.accounts[email] != nil else { throw .noAccount(email) }
      world.authority.revokeAll(of: email)
      return .json([:])
    }
  }

  /// `people/{email}/events/{calendarId}` and `…/{eventId}`.
  private func editAsPerson(_ inquiry: Inquiry) throws(ControlError) -> Reply {
    let parts = Array(inquiry.segments.dropFirst())
    guard parts.count == 4 || parts.count == 5, parts[0] == "people", parts[2] == "events" else {
      throw ControlError("there is no \(inquiry.method) \(inquiry.path)", status: 404)
    }
    let (person, calendar) = (parts[1], parts[3])
    if inquiry.method == "DELETE", parts.count == 5 {
      try commit { world throws(ControlError) in try world.removeEvent(parts[4], by: person, in: calendar) }
      return .empty(204)
    }
    guard let body = JSON(parsing: inquiry.body), body.object != nil else {
      throw ControlError("expected an event as the Calendar API has it, as a JSON object")
    }
    return try commit { world throws(ControlError) in
      switch (inquiry.method, parts.count) {
      case ("POST", 4):
        let event = try world.addEvent(body, by: person, to: calendar)
        return .json(world.shown(event, in: calendar, by: person))
      case ("PATCH", 5):
        let event = try world.changeEvent(parts[4], body, by: person, in: calendar)
        return .json(world.shown(event, in: calendar, by: person))
      default: throw ControlError("expected POST, or PATCH or DELETE with an event id", status: 405)
      }
    }
  }

  /// Each change checks everything before it touches anything, so a refused one leaves no trace.
  private func commit<Result: Sendable>(
    _ change: (inout World) throws(ControlError) -> Result
  ) throws(ControlError) -> Result {
    let outcome = realm.change { world -> Swift.Result<Result, ControlError> in
      do throws(ControlError) {
        return .success(try change(&world))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
