import Desk

/// What a patch that dresses an event must change: a rule without effects.
struct DressPlan: Hashable, Sendable {
  let patch: EventPatch
  let sendUpdates: SendUpdates
  /// Whether guests were wanted that this account cannot invite.
  let leavesGuestsOut: Bool

  init(_ dress: EventDress, of attempt: Attempt, for event: Event, from ledger: LedgerID, mayInvite: Bool) {
    let mark = EventMark(of: event)
    let present = event.attendees ?? []
    let known = Set(present.compactMap { $0.email?.lowercased() })
    // Who was invited before and is not there any more was taken off by the owner.
    let missing = dress.guests.filter { !known.contains($0.lowercased()) && !mark.hasInvited($0) }
    leavesGuestsOut = !mayInvite && !missing.isEmpty
    let added = mayInvite ? missing : []
    var patch = EventPatch()
    // A patch replaces the whole list, so those who are there already stay in it.
    if !added.isEmpty { patch.attendees = present + added.map { EventAttendee(email: $0) } }
    var properties = EventMark.properties(of: attempt, revision: mark.revision, ledger: ledger)
    properties[.state] = "c"
    properties[.told] = "\(dress.revision)"
    properties[.code] = dress.code?.rawValue
    properties[.caller] = dress.caller.flatMap { $0.isWithheld ? nil : $0.rawValue }
    properties[.invited] = mark.invited(adding: dress.guests.filter { known.contains($0.lowercased()) } + added)
    if leavesGuestsOut || mark[.guests] != nil { properties[.guests] = leavesGuestsOut ? "none" : "invited" }
    if Self.hasOwnTitle(event, mark), event.summary != dress.summary {
      patch.summary = dress.summary
      properties[.title] = EventMark.digest(of: dress.summary)
    }
    if Self.hasOwnDescription(event, mark), event.description ?? "" != dress.description {
      patch.description = dress.description
      properties[.details] = EventMark.digest(ofDescription: dress.description)
    }
    patch.extendedProperties = EventMark.written(properties)
    self.patch = patch
    // Google mails every guest, not only the new ones; and nobody was told when this program changed the event's time.
    let hasMoved = dress.revision > mark.told ?? 1 && present.contains(where: \.isGuest)
    sendUpdates = added.isEmpty && !hasMoved ? .none : .all
  }

  /// What is settled by what stands in the calendar; `nil` when the event is to be written.
  static func outcome(of dress: EventDress, on event: Event) -> DressOutcome? {
    let mark = EventMark(of: event)
    // The event is being moved, or was: guests hear of where it ends up, from a dress that knows of it.
    if mark.revision > dress.revision { return .unknown(.unreachable) }
    guard let told = mark.told, told >= dress.revision else { return nil }
    // An earlier dressing got through. The owner may have changed things since, which stay as they are.
    return mark.wasLeftWithoutGuests && !dress.guests.isEmpty ? .withoutGuests : .dressed
  }

  /// Whether the title is still the one that this program wrote, and not the owner's.
  private static func hasOwnTitle(_ event: Event, _ mark: EventMark) -> Bool {
    guard let digest = mark[.title] else { return event.summary == nil }
    return digest == EventMark.digest(of: event.summary ?? "")
  }

  private static func hasOwnDescription(_ event: Event, _ mark: EventMark) -> Bool {
    guard let digest = mark[.details] else { return event.description?.isEmpty ?? true }
    return digest == EventMark.digest(ofDescription: event.description ?? "")
  }
}
