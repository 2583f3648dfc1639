/// An identifier is a type of its own, never a bare `String`, so that one cannot be taken for another.
package protocol Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  var rawValue: String { get }
  init(rawValue: String)
}

extension Identifier {
  /// As it can be stored: text ends at U+0000 for some databases, so such an id is kept as the hexadecimal of its UTF-8.
  package var storable: Self {
    rawValue.utf8.contains(0) ? Self("hex:" + rawValue.utf8.hexadecimal) : self
  }

  package init(_ rawValue: String) { self.init(rawValue: rawValue) }
  package var description: String { rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The name of a desk in URLs and files: lower-case letters, digits and hyphens.
package struct DeskKey: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a host within a desk.
package struct HostKey: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a service within a desk. In code a service is an ``Offering``.
package struct OfferingKey: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a room or a piece of equipment within a desk.
package struct RoomKey: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A connected account: for Google an e-mail address, lower-cased.
package struct AccountID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue.lowercased() }
}

/// A calendar as its provider names it.
package struct CalendarID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A calendar and the account through which it is reached.
package struct CalendarReference: Hashable, Sendable, Comparable {
  package let account: AccountID
  package let calendar: CalendarID

  package init(account: AccountID, calendar: CalendarID) {
    self.account = account
    self.calendar = calendar
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.account, left.calendar) < (right.account, right.calendar)
  }
}

/// What can be booked only once at a time: a host's booking calendar, or a name of its own.
package struct ResourceID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// One person in two desks is one resource, because the calendar is the same: through whichever account it is reached,
  /// and whether it is named by its id or, by its own account, as `primary`.
  package init(_ calendar: CalendarReference) {
    let id = calendar.calendar.rawValue.lowercased()
    rawValue = "calendar:\(id == "primary" ? calendar.account.rawValue : id)"
  }
}

/// A booking: 128 random bits in lower-case hexadecimal, never a counter.
package struct BookingID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// One ledger among all that there are: 128 random bits in lower-case hexadecimal, made with it. Every event that is written
/// says whose it is, so that two installations on one calendar do not take each other's events for their own.
package struct LedgerID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A notice to the owner: 128 random bits in lower-case hexadecimal.
package struct NoticeID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// An event as the calendar's provider names it.
package struct EventID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// One phone call or chat, as the voice platform names it.
package struct CallID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Stands for a call that the platform did not name: nobody in it can be told anything later.
  package static let unnamed = CallID(rawValue: "")
}

/// One tool call within a call, as the voice platform names it.
package struct ToolCallID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a caller says to find a booking again: short, and made of signs that cannot be misheard for each other.
package struct ConfirmationCode: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A telephone number as the platform wrote it, blanks and punctuation removed. Personal data.
///
/// Its description shows the last two digits only, so that a number cannot slip into a log.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  /// `nil` when there is no digit in it ("anonymous", "").
  package init?(_ text: String) {
    let kept = text.unicodeScalars.filter { ("0"..."9").contains($0) || $0 == "+" }
    guard kept.contains(where: { $0 != "+" }) else { return nil }
    rawValue = String(String.UnicodeScalarView(kept))
  }

  package var description: String { "…" + rawValue.suffix(2) }

  /// Whether it stands for *no number*: too short to be anybody's, or one of the codes that carriers send for a withheld
  /// one (twilio.com/docs, "Why am I getting calls from these strange numbers": ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
  /// UNAVAILABLE on a keypad). Many callers have it, so it tells none of them apart.
  package var isWithheld: Bool {
    let digits = rawValue.filter { $0 != "+" }
    return digits.count < 7 || Self.withheld.contains(digits)
  }

  private static let withheld: Set = ["266696687", "7378742833", "2562533", "8656696", "86282452253"]
}
