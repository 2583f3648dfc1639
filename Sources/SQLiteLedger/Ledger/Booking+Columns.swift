import Desk
import GRDB
import Scheduling

extension Database {
  func insert(_ booking: Booking) throws {
    let columns = booking.columns
    let names = columns.keys.sorted()
    let values = names.map { ":\($0)" }.joined(separator: ", ")
    let quoted = names.map { #""\#($0)""# }.joined(separator: ", ")
    try run("INSERT INTO booking (\(quoted)) VALUES (\(values))", StatementArguments(columns))
    try insertClaims(of: booking)
  }

  /// Stores what is different, so that no index is written for nothing; the schema lets go what a final booking claimed.
  func update(_ before: Booking, to after: Booking) throws {
    let columns = after.columns
    let stored = before.columns
    let names = columns.keys.filter { columns[$0]??.databaseValue != stored[$0]??.databaseValue }.sorted()
    if !names.isEmpty {
      let assignments = names.map { #""\#($0)" = :\#($0)"# }.joined(separator: ", ")
      try run("UPDATE booking SET \(assignments) WHERE id = :id", StatementArguments(columns))
    }
    if before.claimsByPart != after.claimsByPart || !before.state.excludes && after.state.excludes {
      try run("UPDATE claim SET live = 0 WHERE booking = ?", [after.id.rawValue])
      try run("DELETE FROM claim WHERE booking = ?", [after.id.rawValue])
      try insertClaims(of: after)
    }
  }

  private func insertClaims(of booking: Booking) throws {
    for (part, claims) in booking.claimsByPart {
      for (position, claim) in claims.enumerated() {
        try run(
          """
          INSERT INTO claim (booking, part, position, resource, start, "end", occasion, live)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            booking.id.rawValue, part.rawValue, position, claim.resource.rawValue, claim.interval.start.milliseconds,
            claim.interval.end.milliseconds, claim.occasion?.rawValue, booking.state.excludes,
          ])
      }
    }
  }
}

/// What of a booking claims something.
enum ClaimPart: String {
  case place, move, remains
}

extension Booking {
  fileprivate var claimsByPart: [ClaimPart: [Claim]] {
    [.place: claims, .move: move?.claims ?? [], .remains: left?.claims ?? []]
  }

  fileprivate var columns: [String: (any DatabaseValueConvertible)?] {
    [
      "id": id.rawValue, "desk": desk.rawValue, "offering": offering.rawValue, "host": host.rawValue,
      "start": period.start.milliseconds, "end": period.end.milliseconds, "state": state.rawValue, "epoch": epoch,
      "lease_until": leaseUntil.milliseconds, "call": call?.rawValue, "caller": caller?.rawValue,
      "created_at": createdAt.milliseconds, "code": code?.rawValue,
    ].merging(marks) { first, _ in first }.merging(inCalendar) { first, _ in first }
      .merging(details.columns) { first, _ in first }
  }

  private var marks: [String: (any DatabaseValueConvertible)?] {
    [
      "is_only_kept": isOnlyKept, "is_clear": isClear, "promised": promised, "owes_report": owesReport?.rawValue,
      "announced": announced,
    ]
  }

  private var inCalendar: [String: (any DatabaseValueConvertible)?] {
    [
      "generation": attempt.generation, "token": attempt.token.rawValue,
      "account": attempt.calendar.account.rawValue, "calendar": attempt.calendar.calendar.rawValue,
      "revision": revision, "others": JSONValue.array(others.map(\.stored)).text, "event": event?.event.rawValue,
      "link": event?.link, "move": move?.stored.text, "remains": left?.stored.text, "seats": seats.stored.text,
    ]
  }
}

extension BookingDetails {
  fileprivate var columns: [String: (any DatabaseValueConvertible)?] {
    [
      "summary": summary, "name": name, "email": email, "phone": phone?.rawValue, "notes": notes,
      "guests": JSONValue.array(guests.map(JSONValue.string)).text,
    ]
  }
}
