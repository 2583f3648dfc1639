/// A request whose sender has given it up: the calendar carries it out at any later time, or never (assumption A3).
enum LateRequest: Hashable {
  case insert(EventName, slot: Int)
  case burn(EventName)
  case delete(EventName, tellingGuests: Bool)
  case patch(Patch)
  case dress(EventName, tag: Int)
}

/// A change of an event's time, under the condition that the event is as it was read.
struct Patch: Hashable {
  let event: EventName
  let slot: Int
  let revision: Int
  let tag: Int
  /// Where the worker's booking says that the event was: an owner's edit that put it there is known, and may be written over.
  let known: Int
}

extension LateRequest {
  /// Whether the request would still change anything.
  func hasEffect(on calendars: Calendars, _ rules: Rules) -> Bool {
    switch self {
    case .insert(let event, _), .burn(let event): return !calendars.isUsed(event)
    case .delete(let event, _): return calendars.isLive(event)
    case .patch(let patch):
      guard let current = calendars.current(patch.event), current.isLive else { return false }
      guard rules.contains(.ifMatch) else { return current.slot != patch.slot || current.revision != patch.revision }
      return calendars.tag(of: patch.event) == patch.tag
    case .dress(let event, let tag): return calendars.isLive(event) && calendars.tag(of: event) == tag
    }
  }

  /// Carries the request out.
  func land(on calendars: inout Calendars, _ rules: Rules) -> Flaws {
    switch self {
    case .insert(let event, let slot):
      calendars.commit(
        Commit(event: event, content: .standing(slot: slot), hasGuests: !rules.contains(.invitesLate)))
    case .burn(let event): calendars.commit(Commit(event: event, content: .placeholder))
    case .delete(let event, let tellingGuests):
      calendars.commit(Commit(event: event, content: .gone, hasGuests: tellingGuests))
    case .patch(let patch): return patch.land(on: &calendars)
    case .dress(let event, _):
      guard let current = calendars.current(event), let slot = current.slot else { return [] }
      calendars.commit(
        Commit(event: event, content: .standing(slot: slot), revision: current.revision, hasGuests: true))
    }
    return []
  }
}

extension Patch {
  func land(on calendars: inout Calendars) -> Flaws {
    guard let current = calendars.current(event) else { return [] }
    let isOwners = calendars.arrival(of: event)?.commit.isByOwner ?? false
    // An edit that has put it back as this program had left it cannot be told from none.
    let isAsLeft = calendars.histories[event.calendar].contains {
      $0.event == event && !$0.isByOwner && $0.slot == current.slot && $0.revision == current.revision
    }
    let overwrites = isOwners && !isAsLeft && current.slot != slot && current.slot != known
    calendars.commit(
      Commit(event: event, content: .standing(slot: slot), revision: revision, hasGuests: current.hasGuests))
    return overwrites ? Flaws(.ownerOverwritten) : []
  }
}
