import Desk
import GRDB
import Scheduling

/// What is asked of the bookings, each within a transaction that its caller began. Every question has an index of its own:
/// bookings are never forgotten.
extension Database {
  func unattended(at now: Instant, limit: Int) throws -> [Booking] {
    guard try closedBecause() == nil else { return [] }
    return try bookings(Self.unattended, ["now": now.milliseconds, "limit": max(0, limit)])
  }

  /// The plus keeps SQLite from going through the leases of all states, most of which are of bookings at rest.
  static let unattended = """
    SELECT * FROM booking WHERE state IN (\(notAtRest)) AND \(LeaseCondition.hasRunOut("+lease_until", at: ":now"))
    ORDER BY lease_until, id LIMIT :limit
    """

  func unfinished(limit: Int) throws -> [Booking] { try bookings(Self.unfinished, [max(0, limit)]) }

  static let unfinished = "SELECT * FROM booking WHERE state IN (\(notAtRest)) ORDER BY lease_until, id LIMIT ?"

  private static let notAtRest = BookingState.allCases.filter { !$0.isAtRest }.map { "'\($0.rawValue)'" }
    .joined(separator: ", ")

  func claims(on resources: [ResourceID], overlapping interval: Interval) throws -> [ResourceID: [LiveClaim]] {
    var found: [ResourceID: [LiveClaim]] = [:]
    for resource in resources where found[resource] == nil {
      found[resource] = try rows(
        Self.claimsInTime, [resource.rawValue, interval.start.milliseconds, interval.end.milliseconds]
      ).map {
        try LiveClaim(
          booking: BookingID($0.required("booking")), interval: $0.interval(),
          keptFor: $0.optional("kept_for").map(CallID.init), occasion: $0.optional("occasion").map(OccasionID.init))
      }
    }
    return found
  }

  static let claimsInTime = """
    SELECT claim.booking, claim.start, claim."end", claim.occasion,
      CASE WHEN is_only_kept = 1 AND state IN ('kept', 'held', 'inserted') THEN call END AS kept_for
    FROM claim CROSS JOIN booking ON booking.id = claim.booking
    WHERE live = 1 AND resource = ? AND claim."end" > ? AND claim.start < ?
    ORDER BY claim.start, claim."end", claim.booking
    """

  func bookings(in calendar: CalendarReference, overlapping interval: Interval) throws -> [Booking] {
    try bookings(
      Self.bookingsInCalendar,
      [
        calendar.account.rawValue, calendar.calendar.rawValue, interval.start.milliseconds,
        interval.end.milliseconds,
      ])
  }

  /// By the end, as with claims: what is past is not looked at.
  static let bookingsInCalendar = """
    SELECT * FROM booking
    WHERE state NOT IN ('cancelled', 'released') AND account = ? AND calendar = ? AND "end" > ? AND start < ?
    ORDER BY start, id
    """

  func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) throws -> [Booking] {
    try bookings(
      Self.bookingsOfCaller,
      [
        "desk": desk.rawValue, "call": caller.call?.rawValue, "caller": caller.number?.rawValue,
        "after": endingAfter.milliseconds, "limit": max(0, limit),
      ])
  }

  static let bookingsOfCaller = """
    SELECT * FROM booking
    WHERE (desk = :desk AND call = :call AND "end" > :after OR desk = :desk AND caller = :caller AND "end" > :after)
      AND state NOT IN ('kept', 'released')
    ORDER BY start, id LIMIT :limit
    """

  func unreported(to call: CallID, of desk: DeskKey) throws -> [Booking] {
    try bookings(Self.unreportedToCall, [desk.rawValue, call.rawValue])
  }

  static let unreportedToCall = """
    SELECT * FROM booking
    WHERE desk = ? AND owes_report = ? AND state IN ('confirmed', 'cancelled', 'released') ORDER BY start, id
    """

  func unheard(owedBefore: Instant, limit: Int) throws -> [Booking] {
    guard try closedBecause() == nil else { return [] }
    return try bookings(Self.unheardByCall, ["before": owedBefore.milliseconds, "limit": max(0, limit)])
  }

  /// The index holds what is owed alone, and that is little: it is cleared away once it is found here.
  static let unheardByCall = """
    SELECT * FROM booking INDEXED BY booking_unreported
    WHERE owes_report IS NOT NULL AND state IN ('confirmed', 'cancelled', 'released')
      AND (owes_report = '' OR lease_until < :before
        OR EXISTS (SELECT 1 FROM ended_call WHERE ended_call.desk = booking.desk AND ended_call.call = owes_report))
    ORDER BY start, id LIMIT :limit
    """

  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) throws -> CodeLookUp {
    let anHourAgo = now - .hours(1)
    for guesser in guessers {
      let mistakes: Int? = try row(
        "SELECT count(*) AS mistakes FROM wrong_code WHERE desk = ? AND guesser = ? AND at > ?",
        [desk.rawValue, guesser.name, anHourAgo.milliseconds])?.required("mistakes")
      guard mistakes ?? 0 < guesser.mistakesAnHour else { return .tooManyMistakes(guesser) }
    }
    let found = try row("SELECT * FROM booking WHERE desk = ? AND code = ?", [desk.rawValue, code.rawValue])
    if let found { return try .found(booking(from: found)) }
    for guesser in guessers {
      try run(
        "INSERT INTO wrong_code (desk, guesser, at) VALUES (?, ?, ?)",
        [desk.rawValue, guesser.name, now.milliseconds])
    }
    return .unknown
  }

  func counts() throws -> LedgerCounts {
    var states = Dictionary(uniqueKeysWithValues: BookingState.allCases.map { ($0, 0) })
    for row in try rows("SELECT state, count(*) AS bookings FROM booking GROUP BY state") {
      guard let state = try BookingState(rawValue: row.required("state")) else {
        throw LedgerFailure.corrupt("a booking's state is unknown")
      }
      states[state] = try row.required("bookings")
    }
    let outbox: Int? = try row("SELECT count(*) AS entries FROM outbox")?.required("entries")
    let notices: Int? = try row("SELECT count(*) AS open FROM notice WHERE done_at IS NULL")?.required("open")
    return LedgerCounts(bookings: states, outbox: outbox ?? 0, notices: notices ?? 0)
  }
}
