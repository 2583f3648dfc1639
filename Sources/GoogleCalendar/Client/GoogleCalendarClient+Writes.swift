import Desk

extension GoogleCalendarClient {
  /// `events.insert` with an id of ours, so that sending it again makes no second event. Tells nobody.
  func insert(
    _ event: Event, into calendar: CalendarReference, by deadline: Deadline
  ) async throws(CallFailure) -> Event {
    let call = GoogleCall(
      name: "events.insert", account: calendar.account, kind: .write(calendar), method: .post,
      path: GoogleCall.eventsPath(calendar.calendar), query: [("sendUpdates", SendUpdates.none.rawValue)],
      body: try encode(event))
    return try await value(Event.self, from: call, by: deadline)
  }

  /// `events.patch` on condition that the event is still the one with that ETag.
  func patch(
    _ id: EventID, in calendar: CalendarReference, _ patch: EventPatch, ifMatch etag: String,
    sendUpdates: SendUpdates, by deadline: Deadline
  ) async throws(CallFailure) {
    let call = GoogleCall(
      name: "events.patch", account: calendar.account, kind: .write(calendar), method: .patch,
      path: GoogleCall.eventsPath(calendar.calendar, id), query: [("sendUpdates", sendUpdates.rawValue)],
      headers: [("if-match", etag)], body: try encode(patch))
    _ = try await perform(call, by: deadline)
  }

  /// `events.delete`. Deleting again ends in ``GoogleFailure/gone``.
  func delete(
    _ id: EventID, in calendar: CalendarReference, sendUpdates: SendUpdates, by deadline: Deadline
  ) async throws(CallFailure) {
    let call = GoogleCall(
      name: "events.delete", account: calendar.account, kind: .write(calendar), method: .delete,
      path: GoogleCall.eventsPath(calendar.calendar, id), query: [("sendUpdates", sendUpdates.rawValue)])
    _ = try await perform(call, by: deadline)
  }
}
