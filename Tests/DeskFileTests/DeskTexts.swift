import Desk
import DeskFile
import Foundation
import Scheduling

/// Desks as text, one part replaced at a time.
enum DeskTexts {
  static let zones = ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "UTC"].map { ZoneID($0) }

  static func check(_ zone: ZoneID) -> ZoneCheck { zones.contains(zone) ? .known : .unknown(among: zones) }

  static func read(_ text: String) throws(DeskFileProblems) -> DeskEntry {
    try DeskFile.read(text, checkingZone: check)
  }

  /// The mistakes as `line:column sentence`; none when the file is right.
  static func problems(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch {
      return error.problems.map { "\($0.line):\($0.column) \($0.sentence)" }
    }
  }

  /// What is warned of on November 25, 2026, as `line:column sentence`.
  static func warnings(_ text: String) -> [String] {
    let today = CivilDate(iso: "2026-11-25") ?? CivilDate(daysSinceEpoch: 0)
    return DeskFile.examine(text, on: today, checkingZone: check).warnings
      .map { "\($0.line):\($0.column) \($0.sentence)" }
  }

  /// Lines 1-4: the words; 5-6: hours; then the service, the host, and whatever else.
  static func desk(
    key: String = "key: clinic", name: String = "name: Clinic", zone: String = "zone: America/New_York",
    hours: String = "  monday: 09:00-17:00", service: String = "duration: 30", host: String = "", more: String = ""
  ) -> String {
    """
    # a desk
    \(key)
    \(name)
    \(zone)
    hours:
    \(hours)
    services:
      - key: visit
        name: Visit
        \(service)
    hosts:
      - key: maria
        name: Maria
        calendar: {account: maria@example.com, id: primary}
        \(host)
    \(more)
    """
  }

  static func example(_ name: String) throws -> String { try project("Examples/\(name)") }

  /// A file of the project.
  static func project(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

extension SignatureForm {
  /// With nothing in it as usual.
  static var unusual: SignatureForm {
    var form = SignatureForm()
    form.isBase64 = true
    form.header = "x-hub-signature"
    form.prefix = "v1, "
    form.algorithm = .sha512
    form.encoding = .base64
    form.payload = "{method} {url} {svix-id}.{body}"
    form.timestampHeader = nil
    form.tolerance = .seconds(3600)
    return form
  }
}
