/// What came of reconciling a ledger with the calendars. Holds no caller's data.
package struct RebuildReport: Hashable, Sendable {
  /// A calendar, or one of its bookings, that gave no answer.
  package struct Unread: Hashable, Sendable {
    package let desk: DeskKey
    package let host: HostKey
    package let trouble: CalendarTrouble
  }

  /// Calendars that were read.
  package var calendars = 0
  /// Bookings that the ledger did not know.
  package var restored = 0
  /// Bookings that it did not know to be confirmed.
  package var confirmed = 0
  /// Bookings that are elsewhere than it said.
  package var moved = 0
  /// Bookings that are as it said.
  package var unchanged = 0
  /// Bookings that it had under way, which goes on by itself once it is open.
  package var underWay = 0
  /// Notices for owners that were raised about what is doubtful.
  package var forReview = 0
  package var unread: [Unread] = []
  package var isOpen = false

  /// Whether everything was read, so that the ledger may be opened.
  package var isComplete: Bool { calendars > 0 && unread.isEmpty }

  /// For the operator, one line each.
  package var sentences: [String] {
    var lines = [
      "\(Spoken.count(calendars, "calendar")) read: \(Spoken.count(restored, "booking")) restored, "
        + "\(confirmed) confirmed, \(moved) moved to where their events are, \(unchanged) as they were, \(underWay) under way."
    ]
    if forReview > 0 {
      lines.append(
        "Raised about what is doubtful: \(Spoken.count(forReview, "notice")), which `frontdesk desk notices` shows.")
    }
    lines += unread.map {
      "The calendar of host \($0.host) at desk \($0.desk) could not be read: \($0.trouble.cure) Then run this again; if the "
        + "host has gone for good, take them out of the desk's file."
    }
    if calendars == 0, unread.isEmpty { lines.append("There is no desk yet: apply its file, then run this again.") }
    lines.append(isOpen ? "The ledger is open." : "The ledger stays closed.")
    return lines
  }
}
