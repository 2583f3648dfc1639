import Scheduling

/// All that can be known from outside about a run: what callers were told, what the calendars hold and what was done to
/// the servers.
struct Evidence: Sendable {
  let town: Town
  var intents: [Intent] = []
  var exchanges: [Exchange] = []
  var edits: [OwnerEdit] = []
  var events: [CalendarEvent] = []
  var mails: [CalendarMail] = []
  var notices: [OwnerNotice] = []
  var disturbances: [Disturbance] = []
  /// Calls whose end the desk was told, and when.
  var hangUps: [String: Instant] = [:]
  /// The longest that lists lagged behind.
  var longestLag = Duration.zero
  /// How much later than the desk's deadline an answer may be on this machine.
  var slack = Duration.seconds(1)
}

/// A promise that was broken, with what shows it.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// Such as `I3`: see docs/reliability.md.
  let invariant: String
  let sentence: String
  let evidence: [String]

  init(_ invariant: String, _ sentence: String, _ evidence: [String] = []) {
    self.invariant = invariant
    self.sentence = sentence
    self.evidence = evidence
  }

  var description: String { ([invariant + " " + sentence] + evidence.map { "    " + $0 }).joined(separator: "\n") }
}
