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
    let offering = try Self.offering(desk, arguments, host: named)
    let able = desk.hosts(for: offering)
    if let named, !able.contains(named) { throw Asking(.otherHost(offering.name, able.map(\.name))) }
    self.offering = offering
    // What the caller's backend set is only a preference: it never hides what the desk offers.
    hosts = (named ?? Self.hinted(able, hints)).map { [$0] } ?? able
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
  private static func host(_ desk: DeskProfile, _ arguments: ArgumentReader) throws(Asking) -> Host? {
    if let name = try arguments.name("host") {
      if let host = desk.hosts.first(where: { $0.isCalled(name) }) { return host }
      if desk.hosts.count > 1 { throw Asking(.unknownHost(desk.hosts.map(\.name))) }
    }
    if let calendar = arguments.text("calendarId"), let host = desk.host(forCalendar: calendar) { return host }
    return desk.hosts.count == 1 ? desk.hosts.first : nil
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
    if let text = try arguments.name("service") {
      if let offering = desk.offerings.first(where: { $0.isCalled(text) }) { return offering }
      let name = ServiceName(text)
      if let offering = name.matches(among: desk.offerings) { return offering }
      // Where there is one service, whoever says “an appointment” means that; any other name means something else.
      if desk.offerings.count > 1 || !name.isGeneral { throw Asking(.unknownService(desk.offerings.map(\.name))) }
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
}

extension Host {
  /// By key or name, whatever the case.
  func isCalled(_ text: String) -> Bool {
    [key.rawValue, name].contains { $0.lowercased() == text.lowercased() }
  }
}

extension Offering {
  func isCalled(_ text: String) -> Bool {
    [key.rawValue, name].contains { $0.lowercased() == text.lowercased() }
  }
}
