import Desk
import Scheduling

/// ``Leases/hasRunOut(_:at:)`` as PostgreSQL decides it.
enum LeaseCondition {
  /// - Parameters:
  ///   - column: or any expression in milliseconds.
  ///   - now: a parameter, such as `$1`.
  static func hasRunOut(_ column: String, at now: String) -> String {
    "(\(column) <= \(now) OR \(column) > \(now) + \(Leases.longest.wholeMilliseconds))"
  }
}
