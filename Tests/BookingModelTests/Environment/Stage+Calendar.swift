import Desk
import Scheduling

/// Calls to the calendar.
extension Stage {
  func place(_ place: Whereabouts) -> [Turn] {
    let event = name(place.attempt)
    var turns = [outOfTime]
    if faults.contains(.refusals) {
      turns.append(refused("places: no access", .placed(.refused(.noAccess))))
      turns.append(refused("places: refused for now", .placed(.refused(.unreachable))))
    }
    guard !scene.calendars.isUsed(event) else {
      let isLive = scene.calendars.isLive(event)
      return turns + [turn(isLive ? "finds it placed" : "finds the id spent", .placed(isLive ? Self.placed : .spent))]
    }
    let insert = LateRequest.insert(event, slot: geometry.slot(of: place.period))
    return turns
      + request(
        "places", insert, onReply: { turn($0, .placed(Self.placed), $1) },
        whenLost: .placed(.unknown(.unreachable)))
  }

  private static let placed = PlacementOutcome.placed(PlacedEvent(event: EventID("event"), link: nil))

  /// Any list that the calendar has shown at some time may be shown again.
  func look(_ place: Whereabouts) -> [Turn] {
    let event = name(place.attempt)
    let history = scene.calendars.histories[event.calendar]
    var turns = [outOfTime]
    if faults.contains(.refusals) { turns.append(refused("looks: no access", .looked(.unknown(.noAccess)))) }
    var seen: Set<LookOutcome> = []
    for count in ((faults.contains(.stale) ? 0 : history.count)...history.count).reversed() {
      let list = scene.calendars.list(of: event.calendar, knowing: count)
      let outcome = looked(list, at: geometry.slot(of: place.period), own: event)
      guard seen.insert(outcome.looked).inserted else { continue }
      let isOld = count < history.count
      let text = "looks\(isOld ? ", at an old list" : ""): \(outcome.text)"
      var looked = turn(text, .looked(outcome.looked)) { scene in
        if outcome.isBlockedByOursAlone { scene.party.told.insert(.gaveWay) }
      }
      looked.isMishap = isOld
      turns.append(looked)
    }
    return turns
  }

  private func looked(
    _ list: [Commit], at slot: Int, own event: EventName
  ) -> (looked: LookOutcome, text: String, isBlockedByOursAlone: Bool) {
    let ownSeen = !rules.contains(.witness) || list.contains { $0.event == event && $0.slot == slot }
    let inTheWay = list.filter { commit in
      guard commit.event != event, let other = commit.slot else { return false }
      return geometry.overlap(slot, other)
    }
    let sightings = inTheWay.map { commit in
      Sighting(
        period: geometry.slots[commit.slot ?? slot],
        mark: commit.event.party.map { .ours(geometry.bookingID(of: $0)) } ?? .foreign)
    }
    let others = inTheWay.filter { $0.event.party != event.party }
    let text = ownSeen ? others.isEmpty ? "nothing in the way" : "something in the way" : "its own event is not seen"
    return (
      .looked(ownSeen: ownSeen, inTheWay: sightings), text,
      ownSeen && !others.isEmpty && others.allSatisfy { $0.event.party != nil && !$0.isByOwner }
    )
  }

  /// Deletes; where nothing is known under the id, uses it up first.
  func extinguish(_ attempt: Attempt, tellingGuests: Bool) -> [Turn] {
    let event = name(attempt)
    guard scene.calendars.isUsed(event) else {
      guard rules.contains(.burn) else { return [outOfTime, turn("finds nothing to delete", .extinguished)] }
      return [outOfTime]
        + request(
          "burns the id", .burn(event), onReply: { turn($0, progress: .hasBurned, $1) }, whenLost: .unknown)
    }
    guard scene.calendars.isLive(event) else { return [outOfTime, turn("finds it gone", .extinguished)] }
    // Whoever has burned the id deletes what that left, and tells nobody.
    let delete = LateRequest.delete(event, tellingGuests: tellingGuests && worker.progress != .hasBurned)
    return [outOfTime] + request("deletes", delete, onReply: { turn($0, .extinguished, $1) }, whenLost: .unknown)
  }

  // MARK: - Another time

  func shift(from: Interval, to: Interval, revision: Int) -> [Turn] {
    let event = name(room.booking(of: worker).attempt)
    if case .hasRead(let tag) = worker.progress {
      return patch(event, slot: geometry.slot(of: to), revision: revision, tag: tag)
    }
    var turns = [outOfTime]
    if faults.contains(.refusals) {
      turns.append(refused("shifts: no access", .shifted(.refused(.noAccess))))
      turns.append(refused("shifts: refused for now", .shifted(.refused(.unreachable))))
    }
    guard let current = scene.calendars.current(event), let slot = current.slot,
      let tag = scene.calendars.tag(of: event)
    else { return turns + [turn("finds the event gone", .shifted(.missing))] }
    let shift = Shift(
      attempt: room.booking(of: worker).attempt, from: from, to: to, revision: revision, zone: ZoneID("Etc/UTC"))
    if let outcome = outcome(of: shift, current, at: geometry.slots[slot]) {
      turns.append(turn("reads the event: \(Self.word(outcome))", .shifted(outcome)))
    } else if from == to, !rules.contains(.marksEdits) {
      turns.append(turn("leaves the event as it is", .shifted(.shifted)))
    } else {
      turns.append(turn("reads the event", progress: .hasRead(tag: tag)))
    }
    return turns
  }

  private var room: MachineRoom { environment.room }

  /// What the event, as read, means for a shift: by the real rule, or by one that knows less.
  private func outcome(of shift: Shift, _ current: Commit, at period: Interval) -> ShiftOutcome? {
    let isExpected = period == shift.from || period == shift.to
    guard rules.contains(.revisions) else {
      return period == shift.to ? .shifted : isExpected ? nil : .edited(period, revision: current.revision)
    }
    if !rules.contains(.ownWriting), current.revision < shift.revision, isExpected { return nil }
    return shift.outcome(at: period, revision: current.revision)
  }

  private static func word(_ outcome: ShiftOutcome) -> String { String("\(outcome)".prefix { $0 != "(" }) }

  private func patch(_ event: EventName, slot: Int, revision: Int, tag: Int) -> [Turn] {
    let written = rules.contains(.revisions) ? revision : scene.calendars.current(event)?.revision ?? 1
    let patch = Patch(
      event: event, slot: slot, revision: written, tag: tag,
      known: geometry.slot(of: room.booking(of: worker).period))
    let request = LateRequest.patch(patch)
    guard scene.calendars.isLive(event), !rules.contains(.ifMatch) || scene.calendars.tag(of: event) == tag else {
      return [turn("finds it changed since", progress: .ready)]
    }
    return self.request(
      "shifts", request, onReply: { turn($0, .shifted(.shifted), $1) }, whenLost: .shifted(.unknown(.unreachable)))
  }
}
