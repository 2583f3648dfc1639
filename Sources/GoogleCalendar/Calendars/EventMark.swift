import Crypto
import Desk
import Scheduling

/// What this program writes into the private extended properties of each of its events, so that it knows them again, a
/// request that comes late finds that it is out of date, and a lost ledger can be rebuilt. The owner does not see it, and
/// guests' copies do not have it (Calendar API guide, *Extended properties*).
struct EventMark: Hashable, Sendable {
  enum Key: String, CaseIterable, Sendable {
    /// `1` in every event of this program.
    case frontdesk
    /// Which ledger the event was written from; not in events of version 0.1.
    case ledger
    case booking, generation, token, desk, offering, host
    /// How often the event's time was written by this program, and which time that was.
    case revision, start
    /// `c` once the booking was seen to be confirmed.
    case state
    case code, caller
    /// The revision that the guests were told of.
    case told
    /// `none` where the account could not invite those who were to be invited.
    case guests
    /// Digests of the addresses that were invited.
    case invited
    /// The class session that others may share, or `none`.
    case occasion
    /// The places that it takes (``SeatClaim``), as JSON.
    case seats
    /// Digests of the title and the description that this program wrote, to know them from the owner's.
    case title, details
  }

  private let values: [String: String]

  init(of event: Event) { values = event.extendedProperties?.private ?? [:] }

  subscript(key: Key) -> String? { values[key.rawValue] }

  var isPresent: Bool { self[.frontdesk] == "1" }

  var token: AttemptToken? { isPresent ? self[.token].map { AttemptToken($0) } : nil }

  var generation: Int { number(.generation) ?? 1 }

  /// Versions that wrote none never changed an event's time.
  var revision: Int { number(.revision) ?? 1 }

  var isConfirmed: Bool { self[.state] == "c" }

  /// The revision that was told of; a version that wrote none told of the first.
  var told: Int? { number(.told) ?? (isConfirmed ? 1 : nil) }

  /// Whether an earlier dressing could not invite.
  var wasLeftWithoutGuests: Bool { self[.guests] == "none" }

  var occasion: OccasionID? {
    self[.occasion].flatMap { $0 == Self.noOccasion ? nil : OccasionID($0) }
  }

  static let noOccasion = "none"

  /// Seats that cannot be read are none: too many bookings in a class are better than none at all.
  var sharing: Sharing {
    guard let text = self[.seats] else { return Sharing(occasion: occasion, seats: []) }
    do throws(JSONFailure) {
      let seats = try [SeatClaim](stored: JSONValue(parsing: text, limits: .stored))
      return Sharing(occasion: occasion, seats: seats ?? [])
    } catch {
      return Sharing(occasion: occasion, seats: [])
    }
  }

  private func number(_ key: Key) -> Int? { self[key].flatMap { Int($0) } }
}

extension Event {
  /// The booking that the event was written for from that ledger; `nil` where it is somebody else's. A copy that somebody has
  /// made of an event of ours has the same properties but another id than the one that its token gives, so it is not ours.
  func booking(in ledger: LedgerID) -> BookingID? {
    let mark = EventMark(of: self)
    guard let token = mark.token, id == token.eventID.rawValue, mark[.ledger] ?? ledger.rawValue == ledger.rawValue
    else { return nil }
    return mark[.booking].map { BookingID($0) }
  }
}
