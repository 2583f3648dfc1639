import Desk
import Foundation
import Scheduling

extension Town {
  /// The desk's file.
  var deskFile: String {
    let hours = String(
      format(Self.hours.lowerBound) + ":00-" + format(Self.hours.upperBound) + ":00")
    let days = Weekday.allCases.map { "  \($0.rawValue): \(hours)\n" }.joined()
    let services = services.map { service in
      """
        - key: \(service.key)
          name: \(service.key.capitalized)
          duration: \(service.minutes)
          interval: \(Self.grid)
          buffer: {before: \(service.before), after: \(service.after)}
          notice: 0
          horizon: 730
          hosts: [\(service.hosts.joined(separator: ", "))]

      """
    }.joined()
    let hosts = hosts.map { host in
      let blocking = host.blocking.map { "\n    blocking:\n      - {account: \(host.account), id: \($0)}" } ?? ""
      return """
          - key: \(host.key)
            name: \(host.key.capitalized)
            calendar: {account: \(host.account), id: primary}\(blocking)

        """
    }.joined()
    return """
      key: \(Self.desk)
      name: Soak
      zone: Etc/UTC
      hours:
      \(days)services:
      \(services)hosts:
      \(hosts)hangup: \(hangUp)
      hold: {placeholder: \(placesKept)}

      """
  }

  private func format(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }

  /// What the sandbox begins with.
  var seed: JSONValue {
    [
      "accounts": .array(
        hosts.map { ["email": .string($0.account), "timeZone": "Etc/UTC", "refreshToken": .string($0.grant)] }),
      "calendars": .array(
        hosts.compactMap { host in
          host.blocking.map {
            ["id": .string($0), "owner": .string(host.account), "summary": "Private", "timeZone": "Etc/UTC"]
          }
        }),
    ]
  }
}
