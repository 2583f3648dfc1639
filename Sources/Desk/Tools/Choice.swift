import Scheduling

/// Who and what a tool call is about, found among what the desk itself has. What the model names is only ever compared with
/// that; nothing it names is passed on.
struct Choice: Hashable, Sendable {
  let offering: Offering
  /// Those who may be meant; never empty. One, when somebody was named or there is only one.
  let hosts: [Host]
  /// The rules of the service, with the length that was asked for.
  let rules: SlotRules

  /// - Parameter length: what the caller wants instead of the service's usual length.
  init(
    desk: DeskProfile, arguments: ArgumentReader, hints: [String], length: Duration?
  ) throws(Asking) {
    let named = try Self.host(desk, arguments)
    let offering = try Self.offering(desk, arguments, host: named.one)
    let able = desk.hosts(for: offering)
    if let host = named.one, !able.contains(host) { throw Asking(.otherHost(offering.name, able.map(\.name))) }
    self.offering = offering
    // Of several who may be meant, only one may offer the service.
    let meant = able.filter(named.several.contains)
    if !named.several.isEmpty, meant.count != 1 {
      throw Asking(.whichHost((meant.isEmpty ? named.several : meant).map(\.name)))
    }
    // What the caller's backend set is only a preference: it never hides what the desk offers.
    hosts = (named.one ?? meant.first ?? Self.hinted(able, hints)).map { [$0] } ?? able
    var wanted = length
    if wanted == nil { wanted = try Self.minutes(arguments) }
    rules = try Self.rules(offering, length: wanted)
  }

  init(offering: Offering, host: Host, length: Duration?) throws(Asking) {
    self.offering = offering
    hosts = [host]
    rules = try Self.rules(offering, length: length)
  }

  /// What is booked already: neither its service nor its length is chosen anew.
  init(keeping booking: Booking, of offering: Offering, with host: Host) {
    self.offering = offering
    hosts = [host]
    rules = offering.rules.lasting(booking.period.duration)
  }

  /// `durationMinutes`, if there is one.
  static func minutes(_ arguments: ArgumentReader) throws(Asking) -> Duration? {
    switch arguments.minutes("durationMinutes") {
    case .absent: return nil
    case .unreadable: throw Asking(.unreadableDuration)
    case .present(let count):
      guard (1...1440).contains(count) else { throw Asking(.unreadableDuration) }
      return .minutes(count)
    }
  }

  /// Only lengths that the service has may be booked.
  static func rules(_ offering: Offering, length: Duration?) throws(Asking) -> SlotRules {
    guard let length, length != offering.rules.duration else { return offering.rules }
    guard offering.rules.durations.contains(length) else {
      let offered = Set([offering.rules.duration] + offering.rules.durations).sorted()
      throw Asking(.otherDuration(offered: offered, name: offering.name))
    }
    return offering.rules.lasting(length)
  }

  /// A host by `host`, else by a `calendarId` that is one of the desk's, else the only one. Any other `calendarId` is as
  /// absent.
  private static func host(_ desk: DeskProfile, _ arguments: ArgumentReader) throws(Asking) -> NameMatch<Host> {
    if let name = try arguments.name("host"), desk.hosts.count > 1 {
      let match = desk.host(called: name)
      if match == .none { throw Asking(.unknownHost(desk.hosts.map(\.name))) }
      return match
    }
    if let calendar = arguments.text("calendarId"), let host = desk.host(forCalendar: calendar) { return .one(host) }
    return desk.hosts.count == 1 ? .one(desk.hosts[0]) : .none
  }

  /// Whom the caller's own backend named at call start, by key or account, among those who can be meant.
  private static func hinted(_ hosts: [Host], _ hints: [String]) -> Host? {
    hints.lazy.compactMap { hint in
      hosts.first { $0.key.rawValue == hint || $0.calendar.account == AccountID(hint) }
    }.first
  }

  private static func offering(
    _ desk: DeskProfile, _ arguments: ArgumentReader, host: Host?
  ) throws(Asking) -> Offering {
    if let name = try arguments.name("service") {
      switch desk.offering(called: name) {
      case .one(let offering): return offering
      case .several(let offerings): throw Asking(.whichService(offerings.map(\.name)))
      // Whoever says no more than “an appointment” has named none.
      case .none where SpokenName(name).core.isEmpty: break
      case .none: throw Asking(.unknownService(desk.offerings.map(\.name)))
      }
    }
    let able = desk.offerings.filter { offering in host.map { desk.hosts(for: offering).contains($0) } ?? true }
    guard let only = able.first else { throw Asking(.unknownService(desk.offerings.map(\.name))) }
    if able.count > 1 { throw Asking(.whichService(able.map(\.name))) }
    return only
  }
}

extension DeskProfile {
  /// The host whose booking calendar that is, by the calendar's id or, for an account's own calendar, the account.
  func host(forCalendar text: String) -> Host? {
    let matching = hosts.filter { host in
      let id = host.calendar.calendar.rawValue
      return id == "primary" ? host.calendar.account == AccountID(text) : id.lowercased() == text.lowercased()
    }
    return matching.count == 1 ? matching.first : nil
  }

  /// The host that a text means, by key or name.
  func host(called text: String) -> NameMatch<Host> {
    NameMatch(text, among: hosts) { [$0.key.rawValue, $0.name] }
  }

  /// The service that a text means, by key or name.
  func offering(called text: String) -> NameMatch<Offering> {
    // One word of a service's name may mean something that is not offered: “massage” is more than “Swedish massage”.
    NameMatch(text, among: offerings, bySomeWords: offerings.count == 1) { [$0.key.rawValue, $0.name] }
  }
}
