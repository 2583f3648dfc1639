import Desk
import GoogleCalendar
import Scheduling

extension ConnectionReport {
  /// How the connection stands, to be continued after the account's address and to be ended by a full stop: "connected".
  var words: String {
    switch state {
    case .active where !missingScopes.isEmpty:
      "connected, but without the permissions \(missingScopes.map(Self.short).joined(separator: ", "))"
    case .active where isServiceAccount: "reached through the service account"
    case .active:
      grantEnds.map { "connected until \($0.utc), when Google ends the grant by itself" } ?? "connected"
    case .needsReconnecting(let refusal): "needs reconnecting. \(Self.withoutStop(refusal.sentence))"
    case .unreadable: "stored, but sealed with another key or altered"
    }
  }

  private static func withoutStop(_ sentence: String) -> String {
    sentence.last == "." ? String(sentence.dropLast()) : sentence
  }

  /// Whether the account can be used as it is.
  var isUsable: Bool { state == .active && missingScopes.isEmpty }

  /// The part of a scope that differs from the others.
  static func short(_ scope: String) -> String { String(scope.split(separator: "/").last ?? "") }
}

extension AccountID {
  /// By the domain that Google gives to service accounts alone.
  var isServiceAccount: Bool { rawValue.lowercased().hasSuffix(".iam.gserviceaccount.com") }
}

extension DeskProfile {
  /// Every account that its calendars are reached through, in order.
  var accounts: [AccountID] {
    Set((hosts.flatMap(\.calendars) + rooms.compactMap(\.calendar)).map(\.account)).sorted()
  }

  /// What makes one of them usable, a sentence: a service account has nobody to consent.
  func remedy(_ account: AccountID) -> String {
    guard !account.isServiceAccount else {
      return "It is a service account: set GOOGLE_SERVICE_ACCOUNT_FILE to the file with its JSON key."
    }
    return "Run: frontdesk connect --desk \(key) --account \(account)"
  }
}

extension Instant {
  /// For people: `2026-11-24 14:30 UTC`.
  var utc: String {
    let civil = CivilTime(secondsSinceEpoch: seconds - seconds % 60)
    return "\(civil.date) \(civil.time) UTC"
  }
}
