package import Scheduling

/// The ledger's part about what the owner is to know: callers' messages, conflicts, broken promises.
package protocol NoticeRecords: Sendable {
  /// Stores the notice unless one with its desk and key is stored already, done or not. With `closing` the delivery's answer
  /// is stored in the same transaction, in either case.
  ///
  /// - Returns: whether it is new.
  @discardableResult
  func raise(_ notice: Notice, closing: DeliveryClosing?, at now: Instant) async throws(LedgerFailure) -> Bool

  /// The newest first. `nil`: of every desk, or every kind.
  func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice]

  /// The owner has seen to it.
  ///
  /// - Returns: whether there is such a notice that was not done before.
  @discardableResult
  func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool
}

extension NoticeRecords {
  /// Of every kind.
  package func notices(
    of desk: DeskKey?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    try await notices(of: desk, kind: nil, includingDone: includingDone, limit: limit)
  }
}

/// Something that the owner of a desk is to know.
package struct Notice: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A caller has left a message.
    case message
    /// Something was written over a confirmed booking. The booking stands; somebody has to look.
    case overlap
    /// The owner has moved a booking's event; the booking has followed.
    case moved
    /// The owner has deleted a booking's event; the booking is cancelled.
    case removed
    /// A caller was promised a booking or a move that could not be made.
    case promiseBroken
    /// Something cannot be brought to rest until somebody sets the calendar up anew.
    case stuck
    /// What a caller gave for the business alone, and so is not in an event that others can read.
    case details
    /// Guests were not invited.
    case notInvited
    /// So many wrong confirmation codes were given that none is looked up at the desk for a while.
    case guessing
    /// Found while a ledger was reconciled with the calendar: to be reviewed.
    case review
  }

  package let id: NoticeID
  package let desk: DeskKey
  package let kind: Kind
  /// The same thing is raised once: a notice with the same desk and key is not stored again.
  package let key: String
  package let booking: BookingID?
  package let raisedAt: Instant
  /// Sentences for the owner. May hold a caller's own words: personal data.
  package let text: String
  package let name: String?
  package let phone: PhoneNumber?
  package var doneAt: Instant?

  package init(
    id: NoticeID, desk: DeskKey, kind: Kind, key: String, booking: BookingID? = nil, raisedAt: Instant, text: String,
    name: String? = nil, phone: PhoneNumber? = nil, doneAt: Instant? = nil
  ) {
    self.id = id
    self.desk = desk
    self.kind = kind
    self.key = key
    self.booking = booking
    self.raisedAt = raisedAt
    self.text = text
    self.name = name
    self.phone = phone
    self.doneAt = doneAt
  }
}
