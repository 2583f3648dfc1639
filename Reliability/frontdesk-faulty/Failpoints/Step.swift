import Desk

/// A step of the program at which something can be made to happen, before it or after it.
enum Step: String, Hashable, Sendable, CaseIterable {
  // The ledger's, one transaction each.
  case open, progress, close, hold
  case advancePreparing = "advance.preparing"
  case advanceAsked = "advance.asked"
  case advanceInserted = "advance.inserted"
  case advanceNextAttempt = "advance.nextAttempt"
  case advanceCleared = "advance.cleared"
  case advanceConfirmed = "advance.confirmed"
  case advanceWithdrawing = "advance.withdrawing"
  case advanceReleased = "advance.released"
  case advanceMoving = "advance.moving"
  case advanceMoved = "advance.moved"
  case advanceReverting = "advance.reverting"
  case advanceReverted = "advance.reverted"
  case advanceDeparted = "advance.departed"
  case advanceCancelling = "advance.cancelling"
  case advanceCancelled = "advance.cancelled"
  case advanceFollowed = "advance.followed"
  case advanceRemoved = "advance.removed"
  case advancePromised = "advance.promised"
  case advanceOwing = "advance.owing"
  case advanceAnnounced = "advance.announced"
  case advanceLeased = "advance.leased"
  case takeOver, lookUp, markEnded, extendKept, takeOutbox, settle, postpone, raise, restore, reopen
  // The calendars', one or more requests each.
  case busy, place, look, shift, extinguish, dress, find, marked

  /// Stands for every `advance.…`.
  static let everyAdvance = "advance"

  init(_ change: BookingChange) {
    self =
      switch change {
      case .preparing: .advancePreparing
      case .asked: .advanceAsked
      case .inserted: .advanceInserted
      case .nextAttempt: .advanceNextAttempt
      case .cleared: .advanceCleared
      case .confirmed: .advanceConfirmed
      case .withdrawing: .advanceWithdrawing
      case .released: .advanceReleased
      case .moving: .advanceMoving
      case .moved: .advanceMoved
      case .reverting: .advanceReverting
      case .reverted: .advanceReverted
      case .departed: .advanceDeparted
      case .cancelling: .advanceCancelling
      case .cancelled: .advanceCancelled
      case .followed: .advanceFollowed
      case .removed: .advanceRemoved
      case .promised: .advancePromised
      case .owing: .advanceOwing
      case .announced: .advanceAnnounced
      case .leased: .advanceLeased
      }
  }
}
