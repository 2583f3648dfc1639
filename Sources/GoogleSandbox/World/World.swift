import Foundation

/// Everything the sandbox holds: one value, changed by plain functions under one lock.
struct World: Sendable {
  var clock: SandboxClock
  var random: SplitMix64
  var settings = SandboxSettings()
  /// Milliseconds added to every answer on Google's side.
  var latency = 0
  /// By lower-case address.
  var accounts: [String: Account] = [:]
  var calendars: [String: StoredCalendar] = [:]
  var clients: [String: OAuthClient] = [:]
  /// By `client_email`.
  var serviceAccounts: [String: ServiceAccount] = [:]
  var authority = Authority()
  var faults: [ArmedFault] = []
  /// How often those requests were let go that wait for it.
  var releases = 0
  var journal = Journal()
  var mail: [SentMail] = []
  var quota = QuotaWindow()
  private var lastStamp: Int64 = 0

  init(now: @escaping @Sendable () -> Date, randomSeed: UInt64) {
    clock = SandboxClock(now)
    random = SplitMix64(seed: randomSeed)
  }

  /// Microseconds that grow with every change, so that two changes in one millisecond, or under a clock that stands
  /// still, have different ETags.
  mutating func nextStamp() -> Int64 {
    lastStamp = max(lastStamp + 1, clock.now.milliseconds * 1000)
    return lastStamp
  }
}

/// A Google account.
struct Account: Sendable {
  var email: String
  var name: String
  /// Google's own number for the account, `sub` in tokens.
  var subject: String
  var timeZone: String
  var isServiceAccount = false
  /// Calendars in its list besides its own ones and those shared with it by address.
  var listed: Set<String> = []

  /// A Workspace domain; consumer accounts have none.
  var hostedDomain: String? {
    let domain = email.split(separator: "@").last.map(String.init) ?? ""
    return isServiceAccount || domain == "gmail.com" ? nil : domain
  }
}

/// A service account and the key that its assertions must be signed with.
struct ServiceAccount: Sendable {
  var email: String
  var keyID: String
  var publicKey: String
  /// Whether it may impersonate accounts (domain-wide delegation).
  var delegated: Bool
}

extension World {
  /// Makes an account with its primary calendar; an account that exists keeps everything but its zone and name.
  mutating func addAccount(_ email: String, name: String?, timeZone: String, isServiceAccount: Bool = false) {
    let key = email.lowercased()
    var account =
      accounts[key]
      ?? Account(
        email: key, name: name ?? key, subject: "1" + random.word(20, of: "0123456789"), timeZone: timeZone,
        isServiceAccount: isServiceAccount)
    account.timeZone = timeZone
    account.name = name ?? account.name
    accounts[key] = account
    var calendar =
      calendars[key] ?? StoredCalendar(id: key, owner: key, summary: key, timeZone: timeZone, isPrimary: true)
    calendar.timeZone = timeZone
    calendar.stamp = nextStamp()
    calendars[key] = calendar
  }

  /// The calendar's real id: `primary` means the account's own one; addresses are not case-sensitive.
  func resolve(_ calendarID: String, for account: String) -> String {
    if calendarID == "primary" { return account }
    return calendars[calendarID] == nil ? calendarID.lowercased() : calendarID
  }

  /// What an account may do in a calendar; nil where it may not even know of it.
  func role(of account: String, in calendarID: String) -> AccessRole? {
    guard let calendar = calendars[calendarID] else { return nil }
    if calendar.owner == account { return .owner }
    let domain = account.split(separator: "@").last.map { "domain:\($0)" } ?? ""
    return ["user:\(account)", domain, "default"].compactMap { calendar.acl[$0] }.max()
  }
}
