extension World {
  /// What `GET /sandbox/state` shows: everything but secrets.
  var stateJSON: JSON {
    [
      "now": .string(Timestamp.writeUTC(clock.now)), "rate": .double(clock.rate), "latencyMs": .int(latency),
      "settings": Tuning.settings(self), "faults": Tuning.faults(self),
      "accounts": .array(accounts.values.sorted { $0.email < $1.email }.map(json)),
      "calendars": .array(calendars.values.sorted { $0.id < $1.id }.map(json)),
      "clients": .array(
        clients.values.sorted { $0.id < $1.id }.map { client in
          [
            "id": .string(client.id), "redirectURIs": .array(client.redirectURIs.map { .string($0) }),
            "kind": client.isInstalled ? "installed" : "web", "deleted": .bool(client.isDeleted),
          ]
        }),
      "grants": .array(authority.grants.values.sorted { $0.issued < $1.issued }.map(json)),
      "mail": .int(mail.count),
    ]
  }

  private func json(_ account: Account) -> JSON {
    var row: JSON = [
      "email": .string(account.email), "name": .string(account.name), "sub": .string(account.subject),
      "timeZone": .string(account.timeZone), "serviceAccount": .bool(account.isServiceAccount),
    ]
    if let service = serviceAccounts[account.email] {
      row["delegated"] = .bool(service.delegated)
      row["keyId"] = .string(service.keyID)
    }
    return row
  }

  private func json(_ calendar: StoredCalendar) -> JSON {
    let view = Viewpoint(calendar: calendar, role: .owner, zone: calendar.zone, settings: settings)
    let events = calendar.candidates(in: TimeWindow(), .everything)
    return [
      "id": .string(calendar.id), "owner": .string(calendar.owner), "summary": .string(calendar.summary),
      "timeZone": .string(calendar.timeZone), "acl": .object(calendar.acl.mapValues { .string($0.rawValue) }),
      "events": .array(events.map { json($0, view) }),
    ]
  }

  /// The event as its owner sees it, with every state that it has had. Stamps order all changes of all calendars.
  private func json(_ event: StoredEvent, _ view: Viewpoint) -> JSON {
    var body = event.json(view)
    body["history"] = .array(
      event.history.map { state in
        [
          "stamp": .int(Int(state.stamp)), "updated": .string(Timestamp.writeUTC(state.updated)),
          "status": .string(state.status.rawValue), "start": state.start.json(in: view.zone),
          "end": state.end.json(in: view.zone), "opaque": .bool(state.isOpaque),
        ]
      })
    return body
  }

  private func json(_ grant: Authority.Grant) -> JSON {
    [
      "account": .string(grant.account), "client": .string(grant.client),
      "scopes": .array(grant.scopes.map { .string($0) }), "issued": .string(Timestamp.writeUTC(grant.issued)),
      "living": .bool(isLiving(grant)),
    ]
  }
}
