import Foundation

/// A time zone by its IANA name. The rules come from Foundation, on purpose: the desk reads zone files itself, and
/// neither shall hide the other's mistake.
struct ZoneRules: Sendable {
  let name: String
  private let zone: TimeZone

  /// Nil for a name that is not known.
  init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.zone = zone
  }

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  static let utc = ZoneRules(name: "UTC", zone: .gmt)

  func offset(at moment: Moment) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)))
  }

  func wallTime(at moment: Moment) -> WallTime { WallTime(utc: moment.adding(seconds: offset(at: moment))) }

  /// The moment at which a clock of this zone shows a time: the first one where it shows it twice, and one that lies
  /// the width of the gap later where it never does (as third parties saw Google do, facts 6).
  func moment(of wall: WallTime) -> Moment {
    let local = wall.asUTC
    let before = offset(at: local.adding(seconds: -86_400))
    let after = offset(at: local.adding(seconds: 86_400))
    let early = local.adding(seconds: -before)
    if offset(at: early) == before { return early }
    let late = local.adding(seconds: -after)
    return offset(at: late) == after ? late : early
  }

  func midnight(_ day: Day) -> Moment { moment(of: WallTime(day: day, secondOfDay: 0)) }
}
