import Scheduling
import Testing

/// What is explored: who wants what, what the owner does at any moment, and which faults there are.
struct Scenario: Sendable, CustomTestStringConvertible {
  let name: String
  /// The times that there are; an event is always at one of them.
  var slots = Scenario.halfHours
  var calendars = 1
  /// Every booking needs a room, too, which has no calendar.
  var needsRoom = false
  var plans: [Plan]
  /// Each is done once, at any moment, in any order.
  var deeds: [Deed] = []
  var rules = Rules.all
  var faults = Faults.all
  var hasGuests = false
  /// Whether a mail tells the caller what was booked, whoever is on the line.
  var canTell = false
  /// For speed; that nothing is missed is tested.
  var dropsIdleZombies = true

  static let halfHours = [0, 1, 2].map {
    Interval(start: Instant(seconds: 1_900_000_000 + $0 * 1800), duration: .minutes(30))
  }

  var testDescription: String { name }

  func telling() -> Scenario {
    var scenario = self
    scenario.canTell = true
    return scenario
  }

  func with(_ faults: Faults) -> Scenario {
    var scenario = self
    scenario.faults = faults
    return scenario
  }

  func without(_ rules: Rules) -> Scenario {
    var scenario = self
    scenario.rules.subtract(rules)
    return scenario
  }
}

/// One caller's part.
struct Plan: Sendable {
  let slot: Int
  var calendar = 0
  /// Confirmed long ago, with its event.
  var isBooked = false
  /// Uttered one after another, each at any moment after the last.
  var wishes: [Wish]
}

enum Wish: Hashable, Sendable {
  case book
  /// Keep the time, and prepare the event while the caller still decides.
  case keep
  case ask
  case move(slot: Int, calendar: Int)
  case cancel
  /// Nobody hears an answer any more.
  case hangUp
}

/// What the owner does by hand.
enum Deed: Hashable, Sendable {
  case add(slot: Int, calendar: Int)
  case move(party: Int, slot: Int, calendar: Int)
  case delete(party: Int, calendar: Int)
}

struct Faults: OptionSet, Hashable, Sendable {
  let rawValue: Int

  /// Requests and replies are lost, and requests come late.
  static let lostAndLate = Faults(rawValue: 1 << 0)
  /// Lists are out of date.
  static let stale = Faults(rawValue: 1 << 1)
  /// Workers are taken over that are not dead, and go on.
  static let zombies = Faults(rawValue: 1 << 2)
  /// The calendar refuses.
  static let refusals = Faults(rawValue: 1 << 3)
  /// Storage fails, before or after the change is stored.
  static let storage = Faults(rawValue: 1 << 4)

  static let all: Faults = [.lostAndLate, .stale, .zombies, .refusals, .storage]
}
