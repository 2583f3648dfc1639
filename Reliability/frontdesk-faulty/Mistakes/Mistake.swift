import Desk
import FrontdeskCommands

/// A protection that can be taken away. Each is what somebody might have written instead, and works most of the time.
enum Mistake: String, Hashable, Sendable, CaseIterable {
  case noLock, noWitness, noBurn, noEpochCheck, forgottenIdempotency, releaseBeforeDelete, lostOutbox
  case createThenDeleteMove

  var meaning: String {
    switch self {
    case .noLock: "the ledger excludes nothing: claims are stored under names that nobody else uses"
    case .noWitness: "after the insert nobody looks: every look says that the own event is there and nothing else"
    case .noBurn: "an event that is not there is taken for gone, though a late insert may still land"
    case .noEpochCheck: "a worker stores the row as it remembers it, whoever has taken the booking over"
    case .forgottenIdempotency: "every copy of a delivery is a new one, and so is every wish of a call or a caller"
    case .releaseBeforeDelete: "the time is free at once, and the event goes seconds later, if the process lives"
    case .lostOutbox: "entries of the outbox are crossed off when they are handed out"
    case .createThenDeleteMove: "a move makes a new event and then deletes the old one"
    }
  }

  /// The ports with the mistake in them.
  func made(in ports: Faults.Ports) -> Faults.Ports {
    var ports = ports
    switch self {
    case .noLock: ports.ledger = LockFreeLedger(behind: ports.ledger)
    case .noWitness: ports.calendars = UnwitnessedCalendars(behind: ports.calendars)
    case .noBurn: ports.calendars = UnburnedCalendars(behind: ports.calendars)
    case .noEpochCheck: ports.ledger = UnfencedLedger(behind: ports.ledger)
    case .forgottenIdempotency: ports.ledger = ForgetfulLedger(behind: ports.ledger)
    case .releaseBeforeDelete: ports.ledger = HastyLedger(behind: ports.ledger, calendars: ports.calendars)
    case .lostOutbox: ports.ledger = CarelessLedger(behind: ports.ledger)
    case .createThenDeleteMove:
      let moves = ReplacedEvents()
      ports.calendars = ReplacingCalendars(behind: ports.calendars, ledger: ports.ledger, moves: moves)
      ports.ledger = ReplacingLedger(behind: ports.ledger, moves: moves)
    }
    return ports
  }

  /// Reads `NAME,NAME,…`.
  static func read(_ text: String) throws(PlanFailure) -> [Mistake] {
    var mistakes: [Mistake] = []
    for name in text.split(separator: ",") {
      guard let mistake = Mistake(rawValue: String(name)) else {
        throw PlanFailure(sentence: "FRONTDESK_BUGS: there is no “\(name)”; “frontdesk-faulty faults” lists them.")
      }
      mistakes.append(mistake)
    }
    return mistakes
  }
}
