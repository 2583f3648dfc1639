/// The scopes that the desk needs, and which granted ones suffice for them.
///
/// Source: the discovery document's scopes by method (facts: google-calendar 1.7). `calendar.events` alone permits
/// neither `freeBusy.query` nor `calendarList.list`.
package enum GoogleScopes {
  private static let prefix = "https://www.googleapis.com/auth/"

  package static let events = prefix + "calendar.events"
  package static let freeBusy = prefix + "calendar.freebusy"
  package static let calendarList = prefix + "calendar.calendarlist.readonly"

  /// What a service account asks for: it needs no identity.
  package static let calendar = [events, freeBusy, calendarList]

  /// What a person is asked for: the calendars, and who they are.
  package static let signIn = calendar + ["openid", "email"]

  private static let sufficing: [(needed: String, any: Set<String>)] = [
    (events, ["calendar", "calendar.events", "calendar.events.owned"]),
    (freeBusy, ["calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"]),
    (calendarList, ["calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"]),
  ]

  /// The calendar scopes for which nothing among `granted` suffices. People may untick each one (granular consent), and
  /// the exchange then still succeeds.
  ///
  /// Source: <https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions>
  package static func missing(from granted: [String]) -> [String] {
    let suffixes = Set(granted.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    return sufficing.filter { suffixes.isDisjoint(with: $0.any) }.map(\.needed)
  }

  /// The members of a `scope` parameter (RFC 6749 section 3.3).
  static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
