/// `calendars.get` and the calendar list (facts 2.8).
enum CalendarAPI {
  static func get(_ call: Call, in world: World) throws(APIError) -> Reply {
    let (calendar, _) = try call.calendar(in: world)
    var body: JSON = [
      "kind": "calendar#calendar", "etag": .string(calendar.etag), "id": .string(calendar.id),
      "summary": .string(calendar.summary), "timeZone": .string(calendar.timeZone), "conferenceProperties": conferences,
    ]
    if !calendar.isPrimary { body["dataOwner"] = .string(calendar.owner) }
    return .json(body, etag: calendar.etag)
  }

  private static let conferences: JSON = ["allowedConferenceSolutionTypes": ["hangoutsMeet"]]

  static func list(_ call: Call, in world: World) throws(APIError) -> Reply {
    if call.query["syncToken"] != nil { throw .fullSyncRequired }
    var least = AccessRole.freeBusyReader
    if let text = call.query["minAccessRole"] {
      guard let role = AccessRole(rawValue: text) else { throw .invalidParameter("minAccessRole") }
      least = role
    }
    let entries = listed(call.caller.account, in: world).filter { $0.role >= least }
    let size = min(try call.pageSize(fallback: 100, most: 250), world.settings.pageSize ?? Int.max)
    let start = try call.query["pageToken"].map { text throws(APIError) in try offset(text) } ?? 0
    let page = entries.dropFirst(start).prefix(size)
    let stamp = entries.map(\.calendar.stamp).max() ?? 0
    var body: JSON = [
      "kind": "calendar#calendarList", "etag": .string("\"p\(stamp * 2)l\""),
      "items": .array(page.map { entry($0.calendar, role: $0.role, account: call.caller.account) }),
    ]
    if start + page.count < entries.count {
      body["nextPageToken"] = .string(Base64URL.encode(Array("list:\(start + page.count)".utf8)))
    } else {
      body["nextSyncToken"] = .string(SyncToken.make(stamp))
    }
    return .json(body, etag: "\"p\(stamp * 2)l\"")
  }

  private static func offset(_ token: String) throws(APIError) -> Int {
    guard let bytes = Base64URL.decode(token) else {
      throw .invalid("Invalid page token value.", .parameter("pageToken"))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("list:"), let start = Int(text.dropFirst(5)) else {
      throw .invalid("Invalid page token value.", .parameter("pageToken"))
    }
    return start
  }

  static func entry(_ call: Call, in world: World) throws(APIError) -> Reply {
    let (calendar, role) = try call.calendar(in: world)
    guard listed(call.caller.account, in: world).contains(where: { $0.calendar.id == calendar.id }) else {
      throw .notFound
    }
    return .json(entry(calendar, role: role, account: call.caller.account), etag: calendar.etag)
  }

  /// `calendarList.insert`: a service account lists a calendar that was shared with it only after this.
  static func insertEntry(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    guard let body = JSON(parsing: call.inquiry.body) else { throw .parseError }
    guard let id = body["id"]?.string else { throw .required("Missing calendar id.") }
    let account = call.caller.account
    let resolved = world.resolve(id, for: account)
    guard let role = world.role(of: account, in: resolved), let calendar = world.calendars[resolved] else {
      throw .notFound
    }
    world.accounts[account]?.listed.insert(resolved)
    return .json(entry(calendar, role: role, account: account), etag: calendar.etag)
  }

  /// Own calendars, those shared by address (people accept what is shared with them), and those inserted.
  private static func listed(
    _ account: String, in world: World
  ) -> [(calendar: StoredCalendar, role: AccessRole)] {
    let holder = world.accounts[account]
    return world.calendars.values.compactMap { calendar in
      guard let role = world.role(of: account, in: calendar.id) else { return nil }
      let isShared = holder?.isServiceAccount == false && calendar.acl["user:\(account)"] != nil
      let isListed = calendar.owner == account || isShared || holder?.listed.contains(calendar.id) == true
      return isListed ? (calendar, role) : nil
    }.sorted { ($0.calendar.id == account ? "" : $0.calendar.id) < ($1.calendar.id == account ? "" : $1.calendar.id) }
  }

  private static func entry(_ calendar: StoredCalendar, role: AccessRole, account: String) -> JSON {
    var body: JSON = [
      "kind": "calendar#calendarListEntry", "etag": .string(calendar.etag), "id": .string(calendar.id),
      "summary": .string(calendar.summary), "timeZone": .string(calendar.timeZone), "colorId": "14",
      "backgroundColor": "#9fe1e7", "foregroundColor": "#000000", "selected": true,
      "accessRole": .string(role.rawValue),
      "defaultReminders": calendar.id == account ? defaultReminders : [], "conferenceProperties": conferences,
    ]
    if calendar.id == account { body["primary"] = true }
    if !calendar.isPrimary { body["dataOwner"] = .string(calendar.owner) }
    return body
  }

  static let defaultReminders: JSON = [["method": "popup", "minutes": 10]]
}
