import Desk
import Scheduling

/// In SQL what ``Leases/hasRunOut(_:at:)`` says.
enum LeaseCondition {
  static func hasRunOut(_ column: String, at now: String) -> String {
    "(\(column) <= \(now) OR \(column) > \(now) + \(Leases.longest.wholeMilliseconds))"
  }
}
