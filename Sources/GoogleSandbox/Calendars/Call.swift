/// Who calls the API, as the access token says.
struct Caller: Sendable {
  var account: String
  var scopes: Set<String>
  /// A service account that acts as itself, not as a person who delegated to it.
  var isBareServiceAccount: Bool

  /// Whether this scope is all that opens the method; then it also narrows what is shown.
  func relies(only on: Set<String>, for method: APIMethod) -> Bool {
    let useful = scopes.intersection(method.scopes)
    return !useful.isEmpty && useful.isSubset(of: Set(on.map { Scopes.prefix + $0 }))
  }
}

/// One authenticated call of a method.
struct Call: Sendable {
  var method: APIMethod
  var inquiry: Inquiry
  var caller: Caller
  var ids: [String: String]

  var query: Pairs { inquiry.query }

  /// The calendar in the path and the caller's role there; without any role it looks as if it did not exist.
  func calendar(in world: World) throws(APIError) -> (StoredCalendar, AccessRole) {
    let id = world.resolve(ids["calendarId"] ?? "", for: caller.account)
    guard let calendar = world.calendars[id], var role = world.role(of: caller.account, in: id) else { throw .notFound }
    if caller.relies(only: ["calendar.app.created"], for: method) { throw .notFound }
    if caller.relies(only: ["calendar.events.owned", "calendar.events.owned.readonly"], for: method), role != .owner {
      throw .notFound
    }
    if caller.relies(only: ["calendar.events.public.readonly"], for: method) {
      guard let open = calendar.acl["default"] else { throw .notFound }
      role = min(role, open)
    }
    if caller.relies(only: ["calendar.events.freebusy"], for: method) { role = .freeBusyReader }
    return (calendar, role)
  }

  func writableCalendar(in world: World) throws(APIError) -> StoredCalendar {
    let (calendar, role) = try calendar(in: world)
    guard role.canWrite else { throw .needsWriter }
    return calendar
  }

  func pageSize(fallback: Int, most: Int) throws(APIError) -> Int {
    guard let text = query["maxResults"] else { return fallback }
    guard let number = Int(text), number > 0 else { throw .invalidParameter("maxResults") }
    return min(number, most)
  }

  /// The zone that answers are shown in; nil where the caller names none.
  func zone() throws(APIError) -> ZoneRules? {
    guard let name = query["timeZone"] else { return nil }
    guard let zone = ZoneRules(name) else { throw .invalid("Invalid time zone definition.", .parameter("timeZone")) }
    return zone
  }

  func moment(_ parameter: String) throws(APIError) -> Moment? {
    guard let text = query[parameter] else { return nil }
    guard let moment = Timestamp.readMoment(text) else { throw .badRequest }
    return moment.wholeSecond
  }
}
