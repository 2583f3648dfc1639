import Scheduling

/// Writes times for owners and operators: in a desk's zone, or in UTC where that cannot be read.
struct TimeWriter: Sendable {
  let zones: any ZoneSource
  let zone: ZoneID

  func text(_ instant: Instant) -> String {
    do throws(ZoneError) {
      return instant.rfc3339(in: try zones.zone(zone))
    } catch {
      return instant.rfc3339()
    }
  }
}
