import Desk
import Scheduling

/// The few times, calendars and ids that there are, and how the real types name them.
final class Geometry {
  let slots: [Interval]
  let calendars: [CalendarReference]
  private let resources: [ResourceID]
  private let needsRoom: Bool
  private let slotNumbers: [Interval: Int]
  private var events: [AttemptToken: EventName] = [:]
  /// For each bit of a set of claims, the bits that it overlaps.
  private let overlaps: [UInt32]

  init(_ scenario: Scenario) {
    slots = scenario.slots
    calendars = (0..<scenario.calendars).map {
      CalendarReference(account: AccountID("host\($0)@example.com"), calendar: CalendarID("primary"))
    }
    needsRoom = scenario.needsRoom
    resources = calendars.map { ResourceID($0) } + (scenario.needsRoom ? [ResourceID("room")] : [])
    slotNumbers = Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($1, $0) })
    let slots = slots
    overlaps = (0..<resources.count * slots.count).map { bit in
      let (resource, slot) = bit.quotientAndRemainder(dividingBy: slots.count)
      return slots.indices.reduce(0) { bits, other in
        slots[slot].overlaps(slots[other]) ? bits | 1 << UInt32(resource * slots.count + other) : bits
      }
    }
  }

  func bookingID(of party: Int) -> BookingID { BookingID("booking-\(party)") }

  func slot(of period: Interval) -> Int {
    guard let slot = slotNumbers[period] else { preconditionFailure("a time that is not of the scenario") }
    return slot
  }

  func overlap(_ one: Int, _ other: Int) -> Bool { slots[one].overlaps(slots[other]) }

  func attempt(of party: Int, number: Int, calendar: Int) -> Attempt {
    let token = AttemptToken("\(party).\(number).\(calendar)")
    events[token] = EventName(party: party, number: number, calendar: calendar)
    return Attempt(
      booking: bookingID(of: party), generation: number + 1, token: token, calendar: calendars[calendar])
  }

  func event(of attempt: Attempt) -> EventName {
    guard let event = events[attempt.token] else { preconditionFailure("an attempt that is not of the scenario") }
    return event
  }

  func claims(slot: Int, calendar: Int) -> [Claim] {
    let taken = [ResourceID(calendars[calendar])] + (needsRoom ? [ResourceID("room")] : [])
    return taken.map { Claim(resource: $0, interval: slots[slot]) }
  }

  /// A bit for each resource and slot.
  func bits(of claims: [Claim]) -> UInt32 {
    claims.reduce(0) { bits, claim in
      guard let resource = resources.firstIndex(of: claim.resource) else {
        preconditionFailure("a resource that is not of the scenario")
      }
      return bits | 1 << UInt32(resource * slots.count + slot(of: claim.interval))
    }
  }

  /// Every bit that another booking may not have beside these.
  func excluded(by bits: UInt32) -> UInt32 {
    overlaps.indices.reduce(0) { bits & 1 << UInt32($1) == 0 ? $0 : $0 | overlaps[$1] }
  }
}
