/// What must never be: the invariants of the protocol (I1-I6, I13), each as the sentence that says how it is broken.
enum Flaw: Int, CaseIterable, CustomStringConvertible {
  case bothClaim
  case bothBooked
  case lost
  case withoutEvent
  case ownerWasFirst
  case orphan
  case twoEvents
  case toldNoButBooked
  case toldNotMovedButMoved
  case disagrees
  case ownerOverwritten
  case invitedInVain
  case guestsForgotten
  case guestsNotTold
  case gaveWayToNobody
  case silent
  case stuck

  var description: String {
    switch self {
    case .bothClaim: "two bookings claim one time"
    case .bothBooked: "two bookings at one time"
    case .lost: "a confirmed booking is lost"
    case .withoutEvent: "confirmed without an event"
    case .ownerWasFirst: "overlaps an event of the owner that was there first"
    case .orphan: "an event of a booking that is no more"
    case .twoEvents: "two events of one booking at rest"
    case .toldNoButBooked: "the caller was told no, and it is booked"
    case .toldNotMovedButMoved: "the caller was told that nothing moved, and it has"
    case .disagrees: "at rest the ledger and the calendar disagree"
    case .ownerOverwritten: "the owner's edit is overwritten"
    case .invitedInVain: "guests were invited to what was never booked"
    case .guestsForgotten: "guests of a confirmed booking were never invited"
    case .guestsNotTold: "guests were not told of the end"
    case .gaveWayToNobody: "gave way to a booking that was not confirmed either"
    case .silent: "confirmed in silence"
    case .stuck: "stuck: no state at rest can be reached any more"
    }
  }
}

struct Flaws: OptionSet, Hashable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
  init(_ flaw: Flaw) { rawValue = 1 << UInt32(flaw.rawValue) }

  var all: [Flaw] { Flaw.allCases.filter { contains(Flaws($0)) } }
}
