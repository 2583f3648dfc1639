import Scheduling
import ZoneFiles

/// The business that the demo answers for.
enum DemoDesk {
  static let owner = "maria@lakeside.example"
  static let number = "+12125550100"
  static let zone = ZoneID("America/New_York")

  /// The rules of its zone.
  ///
  /// - Parameter directory: `nil`: the operating system's zone data.
  static func zoneRules(in directory: String?) throws -> Zone { try TZifDirectory(directory: directory).zone(zone) }

  /// The same form as `Examples/desk.yaml`.
  static let file = """
    key: lakeside-clinic
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
