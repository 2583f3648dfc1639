import Desk

extension GoogleCalendarClient {
  /// `events.insert` with an id of ours, so that sending it again makes no second event. Tells nobody.
  func insert(
    _ event: Event, into calendar: CalendarReference, for errand: Errand, by deadline: Deadline
  ) async throws(CallFailure) -> Event {
    let call = GoogleCall(
      name: "events.insert", account: calendar.account, kind: .write(calendar), errand: errand, method: .post,
      path: GoogleCall.eventsPath(calendar.calendar), query: [("sendUpdates", SendUpdates.none.rawValue)],
      body: try encode(event))
    return try await written(call, by: deadline)
  }

  /// `events.patch` on condition that the event is still the one with that ETag.
  func patch(
    _ id: EventID, in calendar: CalendarReference, _ patch: EventPatch, ifMatch etag: String,
    sendUpdates: SendUpdates, for errand: Errand = .routine, by deadline: Deadline
  ) async throws(CallFailure) {
    let call = GoogleCall(
      name: "events.patch", account: calendar.account, kind: .write(calendar), errand: errand, method: .patch,
      path: GoogleCall.eventsPath(calendar.calendar, id), query: [("sendUpdates", sendUpdates.rawValue)],
      headers: [("if-match", etag)], body: try encode(patch))
    _ = try await written(call, by: deadline)
  }

  /// `events.delete`. Deleting again ends in ``GoogleFailure/gone``.
  func delete(
    _ id: EventID, in calendar: CalendarReference, sendUpdates: SendUpdates, by deadline: Deadline
  ) async throws(CallFailure) {
    let call = GoogleCall(
      name: "events.delete", account: calendar.account, kind: .write(calendar), errand: .booking, method: .delete,
      path: GoogleCall.eventsPath(calendar.calendar, id), query: [("sendUpdates", sendUpdates.rawValue)])
    let response = try await perform(call, by: deadline)
    // Google answers 204 without a body; whoever says more may not be Google.
    guard response.body.isEmpty else { throw CallFailure(cause: .unreadable, mayHaveHappened: true) }
  }

  /// The event as it was written. Another object under status 200, such as an error, is no answer.
  private func written(_ call: GoogleCall, by deadline: Deadline) async throws(CallFailure) -> Event {
    let event = try await value(Event.self, from: call, by: deadline)
    guard event.id != nil else { throw CallFailure(cause: .unreadable, mayHaveHappened: true) }
    return event
  }
}
