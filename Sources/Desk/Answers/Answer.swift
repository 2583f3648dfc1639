/// What the desk says to one tool call.
package struct Answer: Hashable, Sendable {
  package let kind: AnswerKind
  /// One line, to be spoken: no line breaks, at most 400 characters.
  package let line: String
  /// The same as structured facts, for programs.
  package let facts: JSONValue

  package init(_ kind: AnswerKind, _ line: String, facts: JSONValue = .object([])) {
    self.kind = kind
    self.line = line
    self.facts = facts
  }
}

/// The kinds of answers there are (DESIGN section 4).
package enum AnswerKind: String, Hashable, Sendable, CaseIterable {
  /// Open times were found, or the asked one is open.
  case offered
  /// Nothing is open in the time asked for; the answer says why and what is nearest.
  case nothing
  /// The booking is confirmed.
  case booked
  /// The booking stands at its new time.
  case moved
  /// The booking is called off.
  case cancelled
  /// The caller's bookings are told.
  case found
  /// The time is kept for this call for a while.
  case kept
  /// The message is stored.
  case noted
  /// The time is not free; alternatives are named.
  case taken
  /// The booking or the move will be finished and the caller will be told: a promise.
  case held
  /// Nothing is promised; the same call may be made again and reports what came of it.
  case stay
  /// The calendar or the desk's own book cannot be read or written: take a message.
  case unreachable
  /// One thing must be asked of the caller, or said differently.
  case ask
  /// The tool call itself was wrong or is not allowed: unknown tool, another call's id, too many guesses.
  case refused

  /// Whether the platform should treat the answer as a failed tool call.
  package var isFailure: Bool {
    switch self {
    case .offered, .nothing, .booked, .moved, .cancelled, .found, .kept, .noted, .held, .stay, .taken: false
    case .unreachable, .ask, .refused: true
    }
  }

  /// Whether a later copy of the same delivery gets this answer again, rather than a new try.
  package var isFinal: Bool {
    switch self {
    case .booked, .moved, .cancelled, .kept, .noted: true
    case .offered, .nothing, .found, .taken, .held, .stay, .unreachable, .ask, .refused: false
    }
  }
}
