package import Scheduling

/// The ledger's part about bookings and their claims.
///
/// While the ledger is closed (``LedgerUpkeep``) nothing here changes a booking: what would is refused with
/// ``LedgerFailure/closed(_:)``, and nothing is unattended.
package protocol BookingRecords: Sendable {
  /// Step S1: claims the resources for a new booking, or finds the booking that the same intent already has.
  ///
  /// In one transaction, in this order:
  /// 1. A booking of the same call with the same desk, offering, host and start, in an excluding state other than
  ///    ``BookingState/cancelling``; or of the same caller with the same desk, offering and start, asked for (not only kept)
  ///    and created less than ten minutes ago, unless the details say that it is another person's →
  ///    ``HoldOutcome/standing(_:)``.
  /// 2. Bookings in state ``BookingState/kept`` of the same desk and call that stand in the way of one of the claims are
  ///    released: the caller has changed their mind.
  /// 3. An excluding claim of another booking that overlaps, and is not of the same occasion → ``HoldOutcome/taken``, and
  ///    what 2 did is undone. Are all of them of what is only kept for the same desk and call, and may have an event
  ///    already (``BookingState/held`` or ``BookingState/inserted``) → ``HoldOutcome/inOwnWay(_:)``, and what 2 did is
  ///    undone: they have to be withdrawn first.
  /// 4. For each of the booking's seats, in their order: where none is free, the oldest that is only kept for the same desk
  ///    and call and has the key makes way. Those in state ``BookingState/kept`` come first, and are released; for another
  ///    → ``HoldOutcome/inOwnWay(_:)``, and where there is none → ``HoldOutcome/full(_:)``, and nothing is changed.
  /// 5. Where the new booking is only kept, the oldest that are only kept for the call beyond
  ///    ``BookingLimits/keptForOneCall`` less one go: those in state ``BookingState/kept`` are released, the others begin to be
  ///    withdrawn, leased to nobody.
  /// 6. The booking and its claims are stored, with the lowest free number of each seat →
  ///    ``HoldOutcome/held(_:insteadOf:)``.
  ///
  /// Storage itself refuses an overlap, and a seat that somebody has, whatever this function checks.
  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome

  /// Compare-and-set: applies ``BookingChange/step(from:at:)`` when the booking has that epoch. The booking, its live claims
  /// and seats, the outbox entry, the delivery's answer and the notice of the step are stored in one transaction.
  ///
  /// Where the step has an asker, what is only kept for that call makes way as it does for a hold: what overlaps one of the
  /// added claims, and for each added seat of which none is free the oldest that has its key. Those in state
  /// ``BookingState/kept`` are released in the transaction; where one must go that may have an event already →
  /// ``AdvanceOutcome/inOwnWay(_:)``, unless another booking is in the way too.
  ///
  /// A confirmation code that the desk has used before is refused: the booking that comes back then has the asked epoch and
  /// its state unchanged, and the asker chooses another code.
  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome

  /// Takes over one booking whose lease has run out, whatever state that is not at rest it is in: epoch + 1, new lease.
  func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking?

  /// Bookings that are not at rest and whose lease has run out, the oldest lease first.
  func unattended(at now: Instant, limit: Int) async throws(LedgerFailure) -> [Booking]

  /// Bookings that are not at rest, whoever has the lease, the oldest lease first.
  func unfinished(limit: Int) async throws(LedgerFailure) -> [Booking]

  func booking(_ id: BookingID) async throws(LedgerFailure) -> Booking?

  /// Excluding claims on these resources that overlap the interval: own bookings block whatever a calendar says. Every
  /// resource asked for has an entry, sorted by start.
  func claims(
    on resources: [ResourceID], overlapping interval: Interval
  ) async throws(LedgerFailure) -> [ResourceID: [LiveClaim]]

  /// How many bookings have a seat of each key now, of those that are only kept too. Every key asked for has an entry.
  func taken(_ keys: [SeatKey]) async throws(LedgerFailure) -> [SeatKey: Int]

  /// How many bookings have an excluding claim on each resource that ends after that instant, of those that are only kept
  /// too. Every resource asked for has an entry. For sharing the work fairly between hosts.
  func upcoming(
    of hosts: [ResourceID], after instant: Instant
  ) async throws(LedgerFailure) -> [ResourceID: Int]

  /// Bookings in excluding states whose current attempt is in that calendar and whose period overlaps the interval, by
  /// start.
  func bookings(
    in calendar: CalendarReference, overlapping interval: Interval
  ) async throws(LedgerFailure) -> [Booking]

  /// A caller's bookings that end after that instant, by start: those whose ``Booking/caller`` or ``Booking/call`` is theirs,
  /// in any state but kept and released.
  func bookings(
    of caller: CallerIdentity, at desk: DeskKey, endingAfter: Instant, limit: Int
  ) async throws(LedgerFailure) -> [Booking]

  /// The booking that has the code at the desk, unless one of the guessers has been wrong too often within the last hour.
  /// A wrong code is counted for each guesser in the same transaction, so that any number of tries at once count.
  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp
}

package enum BookingLimits {
  /// More times than this are not kept for one call at once.
  package static let keptForOneCall = 3
}

package enum HoldOutcome: Hashable, Sendable {
  /// With what is no longer kept for the call because of it, but at another time: the oldest, as they are now, by their age.
  case held(Booking, insteadOf: [Booking] = [])
  /// The same intent has this booking already, in whatever excluding state.
  case standing(Booking)
  /// Nothing is in its way but what is only kept for the same call and may have an event already.
  case inOwnWay([Booking])
  case taken
  /// As many bookings as there are places have a seat of that key; nothing was changed.
  case full(SeatKey)
}

package enum AdvanceOutcome: Hashable, Sendable {
  case advanced(Booking)
  /// Somebody else took the booking over, or its state does not allow the change. `nil`: there is no such booking.
  case refused(Booking?)
  /// Nothing is in its way but what is only kept for the call that asks and may have an event already: that has to be
  /// withdrawn first. Nothing was changed.
  case inOwnWay([Booking])
  /// The change would overlap another booking's claim; nothing was changed.
  case taken
  /// The change needs a seat of that key, of which none is free; nothing was changed.
  case full(SeatKey)
}

/// A claim as it stands in the way of others.
package struct LiveClaim: Hashable, Sendable {
  package let booking: BookingID
  package let interval: Interval
  /// The call for which the time is only kept; it does not stand in that call's own way.
  package let keptFor: CallID?
  /// Whoever comes to the same occasion is not hindered by it.
  package let occasion: OccasionID?

  package init(booking: BookingID, interval: Interval, keptFor: CallID?, occasion: OccasionID? = nil) {
    self.booking = booking
    self.interval = interval
    self.keptFor = keptFor
    self.occasion = occasion
  }
}

/// Whose bookings these are, as the platform's envelope says; never as the model says.
package struct CallerIdentity: Hashable, Sendable {
  package let call: CallID?
  package let number: PhoneNumber?

  package init(call: CallID?, number: PhoneNumber?) {
    self.call = call
    self.number = number
  }
}

/// Somebody whose wrong confirmation codes are counted, and how many an hour they may have.
package struct Guesser: Hashable, Sendable {
  /// `call:…`, `number:…` or `desk`.
  package let name: String
  package let mistakesAnHour: Int

  package init(name: String, mistakesAnHour: Int) {
    self.name = name
    self.mistakesAnHour = mistakesAnHour
  }
}

package enum CodeLookUp: Hashable, Sendable {
  case found(Booking)
  case unknown
  /// Not looked up: this guesser has used up their mistakes, the first who has in the order asked.
  case tooManyMistakes(Guesser)
}
