import Desk

/// What one party's next step depends on, and what it changes.
struct Scene {
  var party: Party
  var calendars: Calendars
  var network: Set<LateRequest>
  /// What other bookings exclude.
  let taken: UInt32
  var flaws: Flaws = []
}

/// One thing that may happen next.
struct Turn {
  let label: String
  let scene: Scene
  /// Somebody wants the booking no more, or the calendar refuses, or shows an old list. Rest must be reached without that, too.
  var isMishap = false
}
