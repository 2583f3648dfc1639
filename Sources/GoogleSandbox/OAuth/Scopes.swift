/// The scopes that the consent page knows.
enum Scopes {
  static let prefix = "https://www.googleapis.com/auth/"

  /// The suffixes of section 1.7 of the facts, from the discovery document.
  private static let calendar: Set<String> = [
    "calendar", "calendar.readonly", "calendar.events", "calendar.events.readonly", "calendar.events.owned",
    "calendar.events.owned.readonly", "calendar.events.freebusy", "calendar.events.public.readonly",
    "calendar.freebusy",
    "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.calendars", "calendar.calendars.readonly",
    "calendar.acls", "calendar.acls.readonly", "calendar.app.created", "calendar.settings",
    "calendar.settings.readonly",
  ]

  static let email = prefix + "userinfo.email"
  static let profile = prefix + "userinfo.profile"
  /// Sign-in scopes are granted as a whole; the page offers no tick for them.
  static let signIn: Set<String> = ["openid", email, profile]

  /// What `POST /sandbox/accounts` grants unless told otherwise.
  static let generous = ["openid", email, prefix + "calendar"]

  /// Splits a `scope` parameter, without repeats, with `email` and `profile` spelled as Google answers them.
  static func split(_ text: String) -> [String] {
    var seen: Set<String> = []
    return text.split(separator: " ").map { canonical(String($0)) }.filter { seen.insert($0).inserted }
  }

  static func canonical(_ scope: String) -> String {
    switch scope {
    case "email": email
    case "profile": profile
    default: scope
    }
  }

  static func isKnown(_ scope: String) -> Bool {
    signIn.contains(scope) || (scope.hasPrefix(prefix) && calendar.contains(String(scope.dropFirst(prefix.count))))
  }
}
