import Scheduling

/// Who can be booked and for what: few hosts, so that callers get in each other's way.
struct Town: Hashable, Sendable {
  struct Host: Hashable, Sendable {
    let key: String
    let account: String
    /// A second calendar of the same account that blocks as well.
    let blocking: String?

    /// The primary calendar's id is the account's address.
    var calendar: String { account }
    var calendars: [String] { [calendar] + (blocking.map { [$0] } ?? []) }
    var grant: String { "1//soak-\(key)" }
  }

  struct Service: Hashable, Sendable {
    let key: String
    let minutes: Int
    let before: Int
    let after: Int
    let hosts: [String]

    func padded(_ period: Interval) -> Interval {
      period.padded(before: .minutes(before), after: .minutes(after))
    }
  }

  static let desk = "soak"
  /// Starts lie so many minutes apart: much closer than an appointment is long, so that wishes overlap in part.
  static let grid = 15
  /// On the clock of UTC, which is the desk's own.
  static let hours = 8..<18

  let hosts: [Host]
  let services: [Service]
  /// Midnight of the first day that is booked.
  let firstDay: Instant
  let hangUp: String
  /// Whether what is only kept for a call has an event in the calendar meanwhile.
  let placesKept: Bool

  /// - Parameter further: hosts beside the usual three, for callers who would rather not wait for Google's quota of one
  ///   account.
  init(now: Instant, hangUp: String = "finish", placesKept: Bool = false, further: Int = 0) {
    let day = Int64(86_400)
    firstDay = Instant(seconds: (now.seconds / day + 3) * day)
    self.hangUp = hangUp
    self.placesKept = placesKept
    let others = (0..<further).map { Host(key: "host\($0)", account: "host\($0)@soak.example", blocking: nil) }
    hosts =
      [
        Host(key: "ada", account: "ada@soak.example", blocking: "ada-private@group.calendar.google.com"),
        Host(key: "ben", account: "ben@soak.example", blocking: nil),
        Host(key: "cleo", account: "cleo@soak.example", blocking: nil),
      ] + others
    services = [
      Service(key: "visit", minutes: 30, before: 0, after: 10, hosts: hosts.map(\.key)),
      Service(key: "checkup", minutes: 45, before: 5, after: 15, hosts: ["ada", "ben"] + others.map(\.key)),
    ]
  }

  func host(_ key: String) -> Host? { hosts.first { $0.key == key } }
  func host(withCalendar calendar: String) -> Host? { hosts.first { $0.calendar == calendar } }
  func service(_ key: String) -> Service? { services.first { $0.key == key } }

  /// The time that a booking takes up with its buffers; the period itself where the service is not known.
  func padded(_ period: Interval, _ service: String) -> Interval { self.service(service)?.padded(period) ?? period }

  /// Every time of a day at which that service may begin.
  func starts(on day: Int, of service: Service) -> [Instant] {
    let opening = firstDay + .days(day) + .hours(Self.hours.lowerBound)
    let length = (Self.hours.upperBound - Self.hours.lowerBound) * 60
    return stride(from: 0, through: length - service.minutes, by: Self.grid).map { opening + .minutes($0) }
  }

  func place(_ host: String, _ start: Instant, _ service: Service) -> Place {
    Place(host: host, period: Interval(start: start, duration: .minutes(service.minutes)))
  }
}
