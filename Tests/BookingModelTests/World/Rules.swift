/// The rules of the protocol that the model can break, one at a time, to show that each is needed.
struct Rules: OptionSet, Hashable, Sendable {
  let rawValue: Int

  /// R1: one exclusive claim in the ledger before anything is written to a calendar.
  static let claims = Rules(rawValue: 1 << 0)
  /// R2: an attempt has one id, however often it is sent.
  static let oneID = Rules(rawValue: 1 << 1)
  /// R3: a list proves something only if the own event is in it.
  static let witness = Rules(rawValue: 1 << 2)
  /// R4: changes of a worker whose epoch has passed are refused.
  static let epoch = Rules(rawValue: 1 << 3)
  /// R4: changes that the booking's state does not allow are refused.
  static let state = Rules(rawValue: 1 << 4)
  /// R5: nobody brings a booking back that is being withdrawn.
  static let withdrawingIsFinal = Rules(rawValue: 1 << 5)
  /// R6: the id of an event that never appeared is used up before its time is given away.
  static let burn = Rules(rawValue: 1 << 6)
  /// R7: the event is gone before its time is given away.
  static let deleteFirst = Rules(rawValue: 1 << 7)
  /// R8: guests are invited once the booking is confirmed.
  static let invitesLate = Rules(rawValue: 1 << 8)

  /// A change of an event's time is made under the condition that the event is as it was read.
  static let ifMatch = Rules(rawValue: 1 << 9)
  /// Each writing of an event's time has a higher revision, the way back too.
  static let revisions = Rules(rawValue: 1 << 10)
  /// The old time stays claimed until the event has left it.
  static let oldTimeHeld = Rules(rawValue: 1 << 11)
  /// A move that is being taken back is not gone on with.
  static let revertingIsFinal = Rules(rawValue: 1 << 12)

  /// An event that is where it was expected, but as another revision left it, was put there by the owner.
  static let ownWriting = Rules(rawValue: 1 << 13)

  /// An event is marked where the owner has put it, before the booking follows.
  static let marksEdits = Rules(rawValue: 1 << 14)
  /// What the owner has done is looked for once the booking is at rest.
  static let noticesAtRest = Rules(rawValue: 1 << 15)
  /// An invitation waits for the end of a move.
  static let invitationsWait = Rules(rawValue: 1 << 16)

  /// A confirmation is refused once the call that is to hear of it has ended.
  static let hearsTheEnd = Rules(rawValue: 1 << 17)

  static let all = Rules(rawValue: (1 << 18) - 1)
}
