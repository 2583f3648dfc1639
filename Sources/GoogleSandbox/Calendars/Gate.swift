/// The way into the API: token, quota, scope, then the method.
enum Gate {
  /// Answers a request below `/calendar/v3`.
  static func answer(_ inquiry: Inquiry, in world: inout World) -> Reply {
    do throws(APIError) {
      let caller = try caller(of: inquiry, in: world)
      guard let (method, ids) = APIMethod.find(inquiry.method, inquiry.segments.dropFirst(2)) else {
        throw APIError.notFound
      }
      if let limit = world.settings.quota,
        !world.quota.spend(method.cost, by: caller.account, at: world.clock.now, limit: limit)
      {
        throw APIError.quotaExhausted
      }
      guard !caller.scopes.isDisjoint(with: method.scopes) else { throw APIError.insufficientScope(method) }
      return try dispatch(Call(method: method, inquiry: inquiry, caller: caller, ids: ids), in: &world)
    } catch {
      return error.reply
    }
  }

  private static func caller(of inquiry: Inquiry, in world: World) throws(APIError) -> Caller {
    guard let text = inquiry.bearer else { throw .missingCredentials }
    guard let token = world.livingAccess(text), let account = world.accounts[token.account] else {
      throw .invalidCredentials
    }
    return Caller(
      account: account.email, scopes: Set(token.scopes), isBareServiceAccount: account.isServiceAccount)
  }

  private static func dispatch(_ call: Call, in world: inout World) throws(APIError) -> Reply {
    switch call.method {
    case .eventsList: try EventReading.list(call, in: world)
    case .eventsGet: try EventReading.get(call, in: world)
    case .eventsInsert: try EventWriting.insert(call, in: &world)
    case .eventsPatch: try EventWriting.patch(call, in: &world)
    case .eventsUpdate: try EventWriting.update(call, in: &world)
    case .eventsDelete: try EventWriting.delete(call, in: &world)
    case .eventsMove: try EventWriting.move(call, in: &world)
    case .freeBusyQuery: try FreeBusyQuery.answer(call, in: world)
    case .calendarsGet: try CalendarAPI.get(call, in: world)
    case .calendarListList: try CalendarAPI.list(call, in: world)
    case .calendarListGet: try CalendarAPI.entry(call, in: world)
    case .calendarListInsert: try CalendarAPI.insertEntry(call, in: &world)
    }
  }
}
