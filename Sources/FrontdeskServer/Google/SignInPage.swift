import Desk
import GoogleCalendar
import HTTPTypes
import Scheduling

/// What the calendar's owner reads at the end of a sign-in, and with which status.
struct SignInPage {
  /// For the log: the kind of page, nothing of what it says.
  let name: String
  let status: HTTPResponse.Status
  let leaflet: Leaflet

  static let noClient = SignInPage(
    name: "no client", status: .serviceUnavailable,
    leaflet: Leaflet(
      title: "Google sign-in is not set up", tone: .bad,
      paragraphs: ["This server has no OAuth client, so it cannot send anybody to Google."],
      afterwards: "Whoever runs it must set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET and start it again."))

  init(name: String, status: HTTPResponse.Status, leaflet: Leaflet) {
    self.name = name
    self.status = status
    self.leaflet = leaflet
  }

  /// Why the start page sends nobody to Google.
  init(_ refusal: SignInRefusal) {
    name = refusal.rawValue
    status = refusal == .storage ? .serviceUnavailable : .forbidden
    leaflet = Leaflet(
      title: refusal == .storage ? "That did not work just now" : "This link does not open anything", tone: .bad,
      paragraphs: [refusal.sentence])
  }

  init(_ outcome: SignInOutcome) {
    name = outcome.kind
    status = outcome.status
    switch outcome {
    case .connected(let account, let desk, let ends):
      leaflet = .connected(account.rawValue, desk: desk?.rawValue, ends: ends)
    case .missingScopes(let scopes):
      leaflet = Leaflet(
        title: "Something was not ticked", tone: .bad,
        paragraphs: ["Nothing was connected, because without all of this no appointment can be made. Missing:"],
        items: scopes.map(Self.label(of:)),
        afterwards: "Open the link again and tick every box on Google's page.")
    case .misconfigured:
      leaflet = Leaflet(
        title: "Google does not accept this server", tone: .bad, paragraphs: [outcome.sentence],
        afterwards: "Whoever runs the server must mend this; frontdesk doctor says more.")
    case .refusedByPerson, .stateExpired, .otherBrowser, .wrongAccount, .invitationUsed, .notAccepted,
      .answerUnusable, .unreachable, .storage:
      leaflet = Leaflet(title: "Not connected", tone: .bad, paragraphs: [outcome.sentence])
    }
  }

  /// A permission as Google's consent page words it, so that it can be found there.
  private static func label(of scope: String) -> String {
    switch scope {
    case "https://www.googleapis.com/auth/calendar.events": "View and edit events on all your calendars"
    case "https://www.googleapis.com/auth/calendar.freebusy": "View your availability in your calendars"
    case "https://www.googleapis.com/auth/calendar.calendarlist.readonly":
      "See the list of Google calendars you're subscribed to"
    case "email", "https://www.googleapis.com/auth/userinfo.email": "See your primary Google Account email address"
    default: scope
    }
  }
}

extension SignInOutcome {
  fileprivate var status: HTTPResponse.Status {
    switch self {
    case .connected: .ok
    case .refusedByPerson, .missingScopes, .wrongAccount, .notAccepted: .forbidden
    case .stateExpired, .otherBrowser, .answerUnusable: .badRequest
    case .invitationUsed: .forbidden
    case .misconfigured: .internalServerError
    case .unreachable: .badGateway
    case .storage: .serviceUnavailable
    }
  }

  fileprivate var kind: String {
    switch self {
    case .connected: "connected"
    case .refusedByPerson: "refused"
    case .missingScopes: "missing scopes"
    case .stateExpired: "state expired"
    case .otherBrowser: "other browser"
    case .wrongAccount: "wrong account"
    case .invitationUsed: "invitation used"
    case .notAccepted: "not accepted"
    case .misconfigured: "misconfigured"
    case .answerUnusable: "answer unusable"
    case .unreachable: "Google unreachable"
    case .storage: "storage"
    }
  }
}

extension Leaflet {
  fileprivate static func connected(_ account: String, desk: String?, ends: Instant?) -> Leaflet {
    var leaflet = Leaflet(title: "Connected", tone: .good)
    leaflet.paragraphs = [
      "The calendar of \(account) is connected" + (desk.map { " to the desk \($0)" } ?? "") + "."
    ]
    guard let ends else {
      leaflet.afterwards = "You can close this page."
      return leaflet
    }
    leaflet.paragraphs += [
      "Google will end this connection by itself on \(Self.day(of: ends)), because the app is still in testing mode.",
      "To keep it: open Google Cloud console → Google Auth Platform → Audience → Publish app, then open a new link and "
        + "connect once more.",
    ]
    leaflet.afterwards = "Until then everything works. You can close this page."
    return leaflet
  }

  /// `1 December 2026, 18:03 UTC`: a day for people, without guessing their zone.
  private static func day(of instant: Instant) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    let civil = CivilTime(secondsSinceEpoch: instant.seconds)
    let (hour, minute) = (civil.time.hour, civil.time.minute)
    return "\(civil.date.day) \(months[civil.date.month - 1]) \(civil.date.year), \(hour):"
      + (minute < 10 ? "0" : "") + "\(minute) UTC"
  }
}
