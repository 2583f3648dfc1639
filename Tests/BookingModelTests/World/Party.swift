/// One caller: what their booking has come to, who works on it, and what they have been told.
struct Party: Hashable {
  let number: Int
  /// The booking as the ledger has it.
  var row: Int32?
  /// The worker that the row's epoch belongs to.
  var current: Worker?
  /// One that was taken over, and does not know it yet.
  var zombie: Worker?
  /// How many of the caller's wishes have been uttered.
  var wishes = 0
  /// The caller's request has read the booking, and whether it was only kept in the ledger then; for as long as nobody has
  /// begun to work on it anew.
  var hasReadKept: Bool?
  var told: Told = []
  /// The ledger knows that the call has ended.
  var hasHungUp = false
  var invitation = Invitation.none

  subscript(role: Role) -> Worker? {
    get { role == .current ? current : zombie }
    set {
      switch role {
      case .current: current = newValue
      case .zombie: zombie = newValue
      }
    }
  }
}

enum Role: String, Hashable {
  case current = "worker"
  case zombie
}

/// Somebody who runs a booking's machine: a caller's request, or whoever took over.
struct Worker: Hashable {
  enum Progress: Hashable {
    case ready
    /// Has read the event, and found it to be as this change left it.
    case hasRead(tag: Int)
    /// Has burned the id, and has yet to delete what that left.
    case hasBurned
  }

  var machine: Int32
  /// What it is about to do.
  var action: Int32
  var progress = Progress.ready
  /// With which id it places the attempt: only where rule R2 is broken.
  var copy = 0
}

/// What became certain for a caller: by an answer, or by what is stored together with it.
struct Told: OptionSet, Hashable {
  let rawValue: UInt8

  static let booked = Told(rawValue: 1 << 0)
  static let notBooked = Told(rawValue: 1 << 1)
  static let notMoved = Told(rawValue: 1 << 2)
  static let cancelled = Told(rawValue: 1 << 3)
  /// The owner has deleted the event, and the desk has noticed.
  static let removed = Told(rawValue: 1 << 4)
  /// Withdrawn because of nothing but another caller's event.
  static let gaveWay = Told(rawValue: 1 << 5)
}

/// The outbox entry that invites guests.
enum Invitation: Hashable {
  case none
  case due
  /// Stored that guests may know of the booking from now on.
  case announced
  case hasRead(tag: Int)
}
