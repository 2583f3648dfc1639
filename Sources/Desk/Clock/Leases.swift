package import Scheduling

/// How long somebody is left alone with a piece of work. Leases guard progress only; what keeps two workers from undoing
/// each other's work are epochs and tickets.
package enum Leases {
  /// No lease is given for longer, and nothing is put off for longer. What ends later was written by a clock that has been
  /// set back since, and counts as run out: so a wrong clock costs at most this much waiting (invariant I15).
  package static let longest = Duration.minutes(30)

  package static func hasRunOut(_ until: Instant, at now: Instant) -> Bool {
    until <= now || until > now + longest
  }
}
