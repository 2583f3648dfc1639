package import Scheduling

/// Every sentence that the desk says to its owner, in one place. Times are in the desk's zone; where that cannot be read, in
/// UTC.
package struct NoticeWriter: Sendable {
  private let zones: any ZoneSource
  private let randomness: Randomness

  package init(zones: any ZoneSource, randomness: Randomness) {
    self.zones = zones
    self.randomness = randomness
  }

  /// The owner has moved the event.
  func moved(_ booking: Booking, to period: Interval, zone: ZoneID, at now: Instant) -> Notice {
    let (was, place) = (time(booking.period.start, zone), time(period.start, zone))
    return notice(
      .moved, about: booking, "\(booking.revision):\(period.start.milliseconds)-\(period.end.milliseconds)", at: now,
      "\(what(booking)) of \(was) was moved to \(place) in the calendar. The booking has followed; the caller has not "
        + "been told by this program.")
  }

  /// The owner has deleted the event.
  func removed(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .removed, about: booking, "", at: now,
      "\(what(booking)) of \(time(booking.period.start, zone)) was deleted in the calendar. The booking is cancelled; "
        + "the caller has not been told by this program.")
  }

  /// Something stands in the calendar over a confirmed booking.
  func overlap(_ booking: Booking, with period: Interval, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .overlap, about: booking, "\(period.start.milliseconds)-\(period.end.milliseconds)", at: now,
      "Something from \(time(period.start, zone)) to \(time(period.end, zone)) stands over \(what(booking)) of "
        + "\(time(booking.period.start, zone)). The booking is kept: decide which of the two is to move.")
  }

  /// The owner has moved the event onto a time that another booking has.
  func crowded(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .overlap, about: booking, "own:\(booking.period.start.milliseconds)-\(booking.period.end.milliseconds)", at: now,
      "\(what(booking)) was moved in the calendar to \(time(booking.period.start, zone)), and another appointment has "
        + "that time already. Both are kept: decide which of the two is to move.")
  }

  /// An event of ours is in the calendar that no booking stands for.
  func leftOver(_ booking: Booking, standing period: Interval, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .review, about: booking, "left over:\(period.start.milliseconds)", at: now,
      "The calendar has an event at \(time(period.start, zone)) that was written for a booking which is not there, or is no "
        + "more. It is left as it is: delete it if nobody needs it.")
  }

  /// An event bears a mark like ours for a booking that is not known, without the ledger's name.
  func unsigned(
    _ booking: BookingID, standing period: Interval, at desk: DeskKey, zone: ZoneID, _ now: Instant
  ) -> Notice {
    Notice(
      id: NoticeID(randomness.hexadecimal(bytes: 16)), desk: desk, kind: .review,
      key: "\(Notice.Kind.review.rawValue):\(booking):unsigned", raisedAt: now,
      text:
        "The calendar has an event at \(time(period.start, zone)) that looks as if this program had written it, for a "
        + "booking that it does not know. It is left as it is: delete it if nobody needs it.")
  }

  /// What a caller was promised could not be done.
  func promiseBroken(_ booking: Booking, isMove: Bool, zone: ZoneID, at now: Instant) -> Notice {
    let promised = isMove ? "to be moved to another time" : "for \(time(booking.period.start, zone))"
    return notice(
      .promiseBroken, about: booking, isMove ? "move:\(booking.move?.askedAt.milliseconds ?? 0)" : "", at: now,
      "\(what(booking)) was promised \(promised), and that could not be done. Let the caller know.")
  }

  /// An event was found whose booking was not known to be confirmed.
  func unconfirmed(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .review, about: booking, "unconfirmed", at: now,
      "An event at \(time(booking.period.start, zone)) was found in the calendar, and whether its caller was told that it "
        + "is booked is not known. It is kept as a booking: ask them, or delete the event.")
  }

  /// An event was found where a move was to bring it.
  func uncertainMove(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .review, about: booking, "moved:\(booking.period.start.milliseconds)", at: now,
      "\(what(booking)) was found at \(time(booking.period.start, zone)), where it was to be moved, and whether its caller "
        + "was told so is not known. It is kept there: ask them.")
  }

  /// A confirmed booking whose event is not in the calendar.
  func lost(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .review, about: booking, "lost", at: now,
      "\(what(booking)) of \(time(booking.period.start, zone)) is not in the calendar. It was deleted there, or called off "
        + "after this copy of the database was made. The booking is kept until the calendar is next read.")
  }

  /// The booking waits for somebody to set its calendar up anew.
  func stuck(_ booking: Booking, _ trouble: CalendarTrouble, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .stuck, about: booking, booking.errand, at: now,
      "\(what(booking)) for \(time(booking.period.start, zone)) \(Self.unfinished(booking)): \(trouble.cure) "
        + "It goes on by itself after that.")
  }

  /// The calendar's account did not invite the guests, and it will not be tried again.
  func notInvited(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    notice(
      .notInvited, about: booking, "\(booking.revision)", at: now,
      "\(what(booking)) for \(time(booking.period.start, zone)) stands in the calendar, but its guests were not invited "
        + "or told of the new time. Let them know.")
  }

  /// What the caller gave, where guests can read the event. The number, the caller's own if they gave none, is the notice's.
  func details(_ booking: Booking, zone: ZoneID, at now: Instant) -> Notice {
    let given = [
      booking.details.email.map { "E-mail: \($0)." }, booking.details.notes.map { "Notes: \($0)" },
    ].compactMap(\.self)
    return notice(
      .details, about: booking, "", at: now,
      "\(what(booking)) for \(time(booking.period.start, zone)) has guests, who can read its event in the calendar. "
        + "What the caller gave for you alone is only here." + given.map { " \($0)" }.joined())
  }

  /// Confirmation codes are looked up for nobody at the desk: too many were wrong. Raised once a day.
  func guessing(at desk: DeskKey, mistakes: Int, on day: CivilDate, at now: Instant) -> Notice {
    Notice(
      id: NoticeID(randomness.hexadecimal(bytes: 16)), desk: desk, kind: .guessing, key: "guessing:\(day)",
      raisedAt: now,
      text:
        "\(mistakes) wrong confirmation codes were given within an hour: somebody may be guessing. Until they are an "
        + "hour old no code is looked up, not even a right one; callers who need theirs are offered to leave a message. "
        + "Whoever calls from the number that they booked with needs none.")
  }

  private static func unfinished(_ booking: Booking) -> String {
    switch booking.state {
    case .kept, .held, .inserted: "could not be put into the calendar yet"
    case .withdrawing, .released: "was given up, and its event may still be in the calendar"
    case .moving: "is to be moved, and the calendar does not let it"
    case .reverting: "could not be moved, and its event may be at the wrong time"
    case .leaving: "was moved to another calendar, and its old event is still there"
    case .cancelling, .cancelled: "was cancelled, and its event is still in the calendar"
    case .confirmed: "is booked, and its guests could not be told yet"
    }
  }

  func notice(
    _ kind: Notice.Kind, about booking: Booking, _ detail: String, at now: Instant, _ text: String
  ) -> Notice {
    Notice(
      id: NoticeID(randomness.hexadecimal(bytes: 16)), desk: booking.desk, kind: kind,
      key: "\(kind.rawValue):\(booking.id):\(detail)", booking: booking.id, raisedAt: now, text: text,
      name: booking.details.name, phone: booking.details.phone ?? booking.caller)
  }

  func what(_ booking: Booking) -> String {
    booking.code.map { "The appointment \($0.spelled)" } ?? "An appointment"
  }

  func time(_ instant: Instant, _ zone: ZoneID) -> String {
    TimeWriter(zones: zones, zone: zone).text(instant)
  }
}

extension Booking {
  /// Which piece of work on the booking is under way: what is raised about it is raised once for each.
  fileprivate var errand: String {
    switch state {
    case .kept, .held, .inserted, .withdrawing, .released: "booking"
    case .moving, .reverting: "move:\(move?.askedAt.milliseconds ?? 0)"
    case .leaving: "departure:\(attempt.generation)"
    case .cancelling, .cancelled: "cancellation"
    case .confirmed: "\(Notice.invitation)\(revision)"
    }
  }
}

extension Notice {
  fileprivate static let invitation = "invitation:"

  /// Whether it is about telling the guests of a booking that stands.
  var isAboutInvitation: Bool {
    guard let booking else { return false }
    return key.hasPrefix("\(kind.rawValue):\(booking):\(Self.invitation)")
  }
}

extension CalendarTrouble {
  /// What there is to do about it, as the end of a sentence.
  var cure: String {
    switch self {
    case .notConnected: "the calendar's account is not connected. Connect it."
    case .needsReconnecting: "the sign-in of the calendar's account has ended. Connect the account again."
    case .noAccess: "the calendar is not there, or the account may not write to it. Share it with the account again."
    case .unreachable: "the calendar does not answer."
    case .overQuota: "the calendar's provider takes no more requests for now."
    }
  }
}
