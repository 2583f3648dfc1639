import Desk

/// What a patch that dresses an event must change: a rule without effects.
struct DressPlan: Hashable, Sendable {
  let patch: EventPatch
  let sendUpdates: SendUpdates
  /// Whether guests were wanted that this account cannot invite.
  let leavesGuestsOut: Bool

  init(_ dress: EventDress, for event: Event, mayInvite: Bool) {
    let present = event.attendees ?? []
    let known = Set(present.compactMap { $0.email?.lowercased() })
    let missing = dress.guests.filter { !known.contains($0.lowercased()) }
    leavesGuestsOut = !mayInvite && !missing.isEmpty
    let added = mayInvite ? missing : []
    var patch = EventPatch()
    // A patch replaces the whole list, so those who are there already stay in it.
    if !added.isEmpty { patch.attendees = present + added.map { EventAttendee(email: $0) } }
    var properties = ["state": "c"]
    if Self.hasOwnTitle(event), event.summary != dress.summary {
      patch.summary = dress.summary
      properties["title"] = EventMark.digest(of: dress.summary)
    }
    if event.description?.isEmpty ?? true { patch.description = dress.description }
    if leavesGuestsOut { properties["guests"] = "none" }
    patch.extendedProperties = ExtendedProperties(private: properties)
    self.patch = patch
    // Google mails every guest, not only the new ones; a patch that adds none is no news to anybody.
    sendUpdates = added.isEmpty ? .none : .all
  }

  /// Whether an earlier dressing got through. Then the owner may have changed things since, which stay as they are.
  static func isDressed(_ event: Event) -> Bool { event.extendedProperties?.private?["state"] == "c" }

  static func wasLeftWithoutGuests(_ event: Event) -> Bool {
    event.extendedProperties?.private?["guests"] == "none"
  }

  /// Whether the title is still the one that this program wrote, and not the owner's.
  private static func hasOwnTitle(_ event: Event) -> Bool {
    guard let digest = event.extendedProperties?.private?["title"] else { return event.summary == nil }
    return digest == EventMark.digest(of: event.summary ?? "")
  }
}
