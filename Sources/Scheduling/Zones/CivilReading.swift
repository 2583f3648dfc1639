/// What point in time a reading of a zone's wall clock means.
///
/// Where clocks are put forward some readings never happen, and where they are put back some happen twice. Whoever
/// turns a reading into an ``Instant`` says what becomes of these.
package enum CivilReading: Hashable, Sendable {
  case once(Instant)
  /// The clocks jumped over it. `next` is the moment of the jump, whose reading is the next that exists.
  case skipped(next: Instant)
  case twice(earlier: Instant, later: Instant)

  /// The first instant at which the clock shows the reading or has passed it.
  ///
  /// A later reading never gives an earlier instant, which keeps hours sorted across a change.
  package var first: Instant {
    switch self {
    case .once(let instant), .skipped(let instant), .twice(let instant, _): instant
    }
  }
}
