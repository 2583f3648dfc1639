import Scheduling

/// One booking that is not at rest, in words: what it is, since when, who has it, what it waits for, what happens next and
/// when, and what a person can do. Pure.
struct UnfinishedBooking {
  let booking: Booking
  let settlement: Settlement
  /// Of the account through which its calendar is reached.
  let trouble: CalendarTrouble?
  let isClosed: Bool
  let now: Instant
  let times: TimeWriter

  var explanation: String {
    "Booking \(booking.id) at desk \(booking.desk), for \(times.text(booking.target.period.start)), \(what). \(since) "
      + [attendance, next, hand].compactMap(\.self).joined(separator: " ")
  }

  private var isLeased: Bool { !Leases.hasRunOut(booking.leaseUntil, at: now) }

  private var since: String {
    booking.move.map { "The move was asked for at \(times.text($0.askedAt))." }
      ?? "It was first asked for at \(times.text(booking.createdAt))."
  }

  private var what: String {
    switch booking.state {
    case .kept: "is kept for a call (kept)"
    case .held where booking.isOnlyKept: "is kept for a call, and its event may be in the calendar (held)"
    case .held: "is claimed, and its event may or may not be in the calendar (held)"
    case .inserted where booking.isOnlyKept: "is kept for a call, with its event in the calendar (inserted)"
    case .inserted: "has its event in the calendar and is not confirmed (inserted)"
    case .moving: "is on its way to that time (moving)"
    case .reverting: "is being moved back to the time that it had (reverting)"
    case .leaving: "has left another calendar, where its event is still to be deleted (leaving)"
    case .cancelling: "was called off, and its event is still to be deleted (cancelling)"
    case .withdrawing: "was given up, and its event is still to be deleted (withdrawing)"
    case .confirmed: "stands (confirmed)"
    case .cancelled, .released: "is no more (\(booking.state.rawValue))"
    }
  }

  private var attendance: String {
    if booking.state == .kept || booking.isOnlyKept, isLeased {
      return "It lapses at \(times.text(booking.leaseUntil)) unless the call goes on or asks for it."
    }
    return isLeased
      ? "It is left to worker \(booking.epoch) until \(times.text(booking.leaseUntil))."
      : "Worker \(booking.epoch) has had it until \(times.text(booking.leaseUntil)); whoever comes next takes it over."
  }

  private var next: String {
    if isClosed { return "Nothing happens to it while the ledger is closed." }
    let when = isLeased ? "After that" : "Within seconds, where a server runs,"
    switch settlement {
    case .atRest: return "Nothing is left to be done."
    case .lapsed: return "\(when) it is released: nobody has asked that it be booked."
    case .undoing where booking.state == .reverting:
      return "\(when) the event is put back where it was, again and again until the calendar has done it."
    case .undoing, .carryingOut: return "\(when) the deletion is tried again, until the calendar has done it."
    case .tooLate: return "\(when) it is given up: its start has come."
    case .promised: return "\(when) it is finished, because its caller was promised that they would hear of it."
    case .hungUp(finishing: true): return "\(when) it is finished, and the caller, who has hung up, is told by mail."
    case .hungUp(finishing: false): return "\(when) it is given up: its caller has hung up, or there was no call."
    case .callersTurn(let until):
      return "It waits for its caller, who is on the line, to ask again; at \(times.text(until)) it is given up."
    case .callerSilent: return "\(when) it is given up: its caller has not asked again."
    }
  }

  /// `nil` while the ledger is closed: what is to be done then is the same for all.
  private var hand: String? {
    if isClosed { return nil }
    return trouble.map { "Its calendar cannot be used: \($0.cure)" }
      ?? "As far as is known its account works, and nobody has to do anything."
  }
}
