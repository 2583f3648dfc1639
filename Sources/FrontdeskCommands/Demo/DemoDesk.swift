import Desk
import DeskFile
import Scheduling
import ZoneFiles

/// The business that the demo answers for.
enum DemoDesk {
  static let key = "lakeside-clinic"
  static let owner = "maria@lakeside.example"
  static let number = "+12125550100"
  static let zone = ZoneID("America/New_York")

  /// The rules of its zone.
  ///
  /// - Parameter directory: `nil`: the operating system's zone data.
  static func zoneRules(in directory: String?) throws -> Zone { try TZifDirectory(directory: directory).zone(zone) }

  /// What ``file`` describes.
  ///
  /// - Parameter directory: as for the zone's rules.
  static func entry(in directory: String?) throws -> DeskEntry {
    let zones = try TZifDirectory(directory: directory)
    return try DeskFile.read(file) { zones.check($0) }
  }

  /// A day on which at least two times can be booked whenever it is now: the next but Friday, whose hours are shorter, and
  /// the weekend.
  static func workingDay(after now: Instant, in zone: Zone) -> CivilDate {
    var date = zone.civilTime(at: now).date.adding(days: 1)
    while [.friday, .saturday, .sunday].contains(date.weekday) { date = date.adding(days: 1) }
    return date
  }

  /// The same form as `Examples/desk.yaml`.
  static let file = """
    key: \(key)
    name: Lakeside Clinic
    zone: \(zone)
    hours:
      monday: ["09:00-12:00", "13:00-17:00"]
      tuesday: ["09:00-12:00", "13:00-17:00"]
      wednesday: ["09:00-12:00", "13:00-17:00"]
      thursday: ["09:00-12:00", "13:00-17:00"]
      friday: 09:00-16:00
    services:
      - key: consultation
        name: Consultation
        duration: 30
        notice: 2h
        horizon: 60
    hosts:
      - key: maria
        name: Dr. Maria Lindt
        calendar: {account: \(owner), id: primary}
    numbers: ["\(number)"]
    hangup: finish

    """
}
