/// Whom a change is mailed to. By contract nobody where the parameter is missing (facts 4).
enum SendUpdates: String, Sendable {
  case all, externalOnly, none

  init(_ query: Pairs) throws(APIError) {
    if let text = query["sendUpdates"] {
      guard let known = SendUpdates(rawValue: text) else { throw .invalidParameter("sendUpdates") }
      self = known
    } else {
      self = query.flag("sendNotifications") ? .all : .none
    }
  }

  func reaches(_ guest: String, from organizer: String) -> Bool {
    switch self {
    case .none: false
    case .all: guest != organizer
    case .externalOnly: guest.split(separator: "@").last != organizer.split(separator: "@").last
    }
  }
}

extension World {
  /// Notes the mails of a change: new guests are invited, former ones told that it is off, and everybody else hears of
  /// the update, as one report of a patch with `sendUpdates=all` says (facts 4).
  mutating func mail(_ updates: SendUpdates, from former: StoredEvent?, to event: StoredEvent, in calendar: String) {
    let before = former.map { $0.isLive ? Set($0.attendeeAddresses) : [] } ?? []
    let after = event.isLive ? Set(event.attendeeAddresses) : []
    for guest in before.union(after).sorted() where updates.reaches(guest, from: event.organizer) {
      let kind: SentMail.Kind =
        !after.contains(guest) ? .cancellation : before.contains(guest) ? .update : .invitation
      mail.append(
        SentMail(
          at: clock.now, to: guest, kind: kind, calendar: calendar, event: event.id,
          subject: "\(kind.words): \(event.members["summary"]?.string ?? "(no title)")"))
    }
  }
}

extension SentMail.Kind {
  fileprivate var words: String {
    switch self {
    case .invitation: "Invitation"
    case .update: "Updated invitation"
    case .cancellation: "Cancelled event"
    }
  }
}
