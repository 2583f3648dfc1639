import Crypto
import Desk
import Scheduling

/// What this program writes into the private extended properties of each of its events, so that it knows them again and
/// a lost ledger can be rebuilt from them. Keys of Google's at most 44 characters; nothing about the caller.
struct EventMark: Hashable, Sendable {
  let booking: BookingID
  let token: AttemptToken

  /// `nil` when the event is not one of this program's.
  init?(_ event: Event) {
    guard let properties = event.extendedProperties?.private, properties["frontdesk"] == "1",
      let booking = properties["booking"], let token = properties["token"]
    else { return nil }
    self.booking = BookingID(booking)
    self.token = AttemptToken(token)
  }

  static func properties(of placement: Placement) -> [String: String] {
    var properties = properties(of: placement.attempt)
    properties["desk"] = placement.desk.rawValue
    properties["offering"] = placement.offering.rawValue
    properties["start"] = placement.period.start.rfc3339()
    properties["title"] = digest(of: placement.summary)
    return properties
  }

  static func properties(of attempt: Attempt) -> [String: String] {
    [
      "frontdesk": "1", "booking": attempt.booking.rawValue, "generation": "\(attempt.generation)",
      "token": attempt.token.rawValue,
    ]
  }

  /// By which it is seen later whether the title is still the one that this program wrote.
  static func digest(of title: String) -> String { SHA256.hash(data: Array(title.utf8)).prefix(8).hexadecimal }
}
