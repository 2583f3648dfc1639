import Desk
import Foundation
import Scheduling
import ZoneFiles

/// Who is there: hosts with a Google account each, their appointments, and the two desks that they work for.
struct Town: Sendable {
  static let hosts = 32
  /// So many of them take part in bookings; the others are only asked about.
  static let bookable = 8
  static let checkingDesk = "bench-check"
  static let bookingDesk = "bench-book"
  /// The same hosts, whose events are placed while a time is only kept.
  static let keepingDesk = "bench-keep"

  let zone: Zone
  /// The day on which everything is asked for.
  let day: CivilDate
  private let today: CivilDate

  init() throws {
    zone = try TZifDirectory(directory: ProcessInfo.processInfo.environment["TZDIR"]).zone(ZoneID("America/New_York"))
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    today = zone.civilTime(at: now).date
    day = today.adding(days: 3)
  }

  static func account(_ host: Int) -> String { "host\(host)@bench.example" }
  static func grant(_ host: Int) -> String { "1//bench-\(host)" }

  /// The start of a booking: five minutes apart, from so many days ahead, later than every appointment of ``seed``.
  func start(_ number: Int, daysAhead: Int) -> Instant {
    zone.startOfDay(today.adding(days: daysAhead)) + .minutes(5 * number)
  }

  /// The desk that is asked about times, and the two that book: open day and night, five minutes an appointment.
  var deskFiles: [String] {
    [
      file(Self.checkingDesk, hours: "09:00-17:00", hosts: Self.hosts, service: "{duration: 30, horizon: 60}"),
      file(
        Self.bookingDesk, hours: "00:00-24:00", hosts: Self.bookable, service: "{duration: 5, horizon: 365}"),
      file(
        Self.keepingDesk, hours: "00:00-24:00", hosts: Self.bookable, service: "{duration: 5, horizon: 365}")
        + "\nhold: {placeholder: true, keep: 10m}\n",
    ]
  }

  private func file(_ key: String, hours: String, hosts: Int, service: String) -> String {
    let days = Weekday.allCases.map { "  \($0.rawValue): \(hours)\n" }.joined()
    let people = (0..<hosts).map {
      "  - {key: host\($0), name: Host \($0), calendar: {account: \(Self.account($0)), id: primary}}\n"
    }.joined()
    let offering = service.dropFirst().dropLast()
    return """
      key: \(key)
      name: Bench
      zone: America/New_York
      hours:
      \(days)services:
        - {key: visit, name: Visit, \(offering)}
      hosts:
      \(people)
      """
  }

  /// The sandbox's seed: four appointments a day in each calendar, for three weeks.
  var seed: JSONValue {
    let accounts = (0..<Self.hosts).map { host -> JSONValue in
      [
        "email": .string(Self.account(host)), "timeZone": "America/New_York",
        "refreshToken": .string(Self.grant(host)),
      ]
    }
    let events = (0..<Self.hosts).flatMap { host in
      (0..<21).flatMap { day in
        ["09:30", "11:00", "13:30", "15:30"].enumerated().map { event($1, on: day, of: host, lasting: 30 + 5 * $0) }
      }
    }
    return ["accounts": .array(accounts), "events": .array(events)]
  }

  private func event(_ time: String, on day: Int, of host: Int, lasting minutes: Int) -> JSONValue {
    let midnight = zone.startOfDay(today.adding(days: day))
    let parts = time.split(separator: ":").compactMap { Int($0) }
    let start = midnight + .hours(parts[0]) + .minutes(parts[1])
    return [
      "calendar": .string(Self.account(host)),
      "event": [
        "summary": "An appointment", "start": ["dateTime": .string(start.rfc3339(in: zone))],
        "end": ["dateTime": .string((start + .minutes(minutes)).rfc3339(in: zone))],
      ],
    ]
  }
}
