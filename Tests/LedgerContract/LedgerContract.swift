package import Desk
import Testing

/// What an engine of storage is: the three ports over one store.
package typealias Storage = Desk.Directory & Ledger & Vault

/// Makes an empty store.
package typealias StorageFactory = @Sendable () throws -> any Storage

/// The contract of the storage ports, as a suite that every engine's tests run:
///
///     @Test(arguments: LedgerContract.rules) func `SQLite keeps`(_ rule: ContractRule) async throws { … }
///
/// The ports' doc comments are the specification. Where they leave a choice, the contract makes it:
///
/// - *Leases and times.* A lease that lasts until an instant has run out at that very instant; so a state that lapses then
///   cannot be consumed any more. An outbox entry that is due at an instant is due at it. What ends later than
///   ``Leases/longest`` from now was written by a clock that has been set back since, and has run out too, or is due.
/// - *Deliveries.* A ticket is higher than every earlier one of the whole ledger. Other arguments are refused however old
///   the delivery is. What begins anew forgets the answer that was not final. The ticket that is current may close more than
///   once, until an answer is final.
/// - *Limits.* A limit of 0 or less gives nothing.
/// - *Holding.* The id of a stored booking is never stored again: it is *standing* while its booking excludes (a repeat after
///   ``LedgerFailure/unknown(_:)`` finds its own), and *taken* afterwards. The intent of the call goes before the caller's;
///   of several bookings the newest stands. One booking's own claims never stand in each other's way.
/// - *Seats.* A time that is taken is told before a seat that is not free. A key that a booking has already needs no second
///   seat, however often it is asked for. Whoever has the key counts, whatever number of places they were told.
/// - *Keeping.* What is only kept, and neither withdrawn nor released, is kept for its call: ``LiveClaim/keptFor`` names it, its
///   end makes the lease lapse, its life prolongs a lease that has not run out. What lapsed earlier keeps its lease.
/// - *Confirming.* A code is used once in a desk, ever. A second use is refused: the booking that comes back has the asked
///   epoch and is still *inserted*, and the asker chooses another code.
/// - *Claims.* Claims that start together come by their end, then by booking. Of bookings that start together, or whose leases
///   end together, the one with the lower id comes first.
/// - *Wrong codes.* They count at their desk alone, until they are an hour old. What was not looked up is not counted.
/// - *Notices.* Of notices raised together, the one with the higher id comes first. A notice whose id is stored is not new.
/// - *Restoring.* A code that another booking of the desk has is left out. A final booking that is restored claims anew.
/// - *Outbox.* An entry is due from its confirmation; *the oldest* is the one that was made first.
/// - *Counts.* Every state has an entry.
/// - *Forgetting.* A delivery that nobody closed goes with the end of its lease, a one-time state when it lapses, a call by
///   the time at which it was first said to have ended.
/// - *Documents.* A removed document's successor continues its versions. A lease may come before its document. A one-time
///   state replaces another with its key. A document written or removed also changes ``Directory/revision()``.
/// - *Text.* Any text without U+0000 comes back as it was.
package enum LedgerContract {
  package static let rules: [ContractRule] =
    overlap + occasions + seats + seatMoves + intents + kept + ownWay + deliveries + states + confirmation + moving
    + takeOver + leases + outbox + calls
    + questions
    + codes + notices + upkeep + closure + restoring + documents + desks + texts
}

/// One sentence of the contract and how it is checked.
package struct ContractRule: Sendable, CustomTestStringConvertible {
  package let sentence: String
  private let check: @Sendable (StorageFactory) async throws -> Void

  init(_ sentence: String, _ check: @escaping @Sendable (StorageFactory) async throws -> Void) {
    self.sentence = sentence
    self.check = check
  }

  package var testDescription: String { sentence }

  /// Records an issue for everything that the engine does otherwise.
  package func check(_ make: StorageFactory) async throws { try await check(make) }
}
