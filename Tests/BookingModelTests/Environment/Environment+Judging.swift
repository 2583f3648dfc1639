import Desk

/// What is wrong with a party's state, and whether anything is left to be done.
struct Verdict {
  var flaws: Flaws = []
  var isAtRest = true
}

/// The invariants.
extension Environment {
  func verdict(on party: Party, _ calendars: Calendars) -> Verdict {
    var verdict = Verdict()
    guard let row = party.row else { return verdict }
    let facts = ledger.facts(of: row)
    let live = calendars.live(of: party.number)
    let own = live.filter { $0.event.number == facts.event.number && $0.event.calendar == facts.event.calendar }
    let stands = facts.state.stands
    if stands, !own.contains(where: { $0.slot != nil }), !isDeletedByOwner(facts.event, calendars) {
      verdict.flaws.insert(Flaws(.lost))
    }
    if party.told.contains(.booked), isLost(facts.state, party) { verdict.flaws.insert(Flaws(.lost)) }
    if facts.state.isFinal, !live.isEmpty { verdict.flaws.insert(Flaws(.orphan)) }
    if party.told.contains(.notBooked), stands { verdict.flaws.insert(Flaws(.toldNoButBooked)) }
    judgeGuests(of: party, facts.state, calendars, &verdict)
    verdict.isAtRest =
      party.current == nil && party.zombie == nil && facts.state.isAtRest && party.invitation == .none
      && edit(of: row, calendars) == nil
    if verdict.isAtRest, stands { judgeRest(facts, own: own, live: live, calendars, &verdict) }
    return verdict
  }

  private func isLost(_ state: BookingState, _ party: Party) -> Bool {
    switch state {
    case .kept, .held, .inserted, .withdrawing, .released: true
    case .cancelling, .cancelled: !party.told.contains(.cancelled) && !party.told.contains(.removed)
    case .confirmed, .moving, .reverting, .leaving: false
    }
  }

  private func isDeletedByOwner(_ event: EventName, _ calendars: Calendars) -> Bool {
    guard let current = calendars.current(event) else { return false }
    return !current.isLive && current.isByOwner
  }

  private func judgeGuests(
    of party: Party, _ state: BookingState, _ calendars: Calendars, _ verdict: inout Verdict
  ) {
    let changes = calendars.changes(of: party.number)
    guard changes.contains(where: { $0.hasGuests && $0.slot != nil }) else { return }
    if state == .released { verdict.flaws.insert(Flaws(.invitedInVain)) }
    if state == .cancelled, let last = changes.last, !last.isLive, !last.isByOwner, !last.hasGuests {
      verdict.flaws.insert(Flaws(.guestsNotTold))
    }
  }

  private func judgeRest(
    _ facts: LedgerPages.Facts, own: [Commit], live: [Commit], _ calendars: Calendars, _ verdict: inout Verdict
  ) {
    if live.count > 1 { verdict.flaws.insert(Flaws(.twoEvents)) }
    if live.count > own.count { verdict.flaws.insert(Flaws(.orphan)) }
    if own.contains(where: { $0.slot != facts.slot }) { verdict.flaws.insert(Flaws(.disagrees)) }
    if scenario.hasGuests, own.contains(where: { !$0.hasGuests }) { verdict.flaws.insert(Flaws(.guestsForgotten)) }
  }

  /// What the owner has done to a confirmed booking's event and the ledger does not know yet.
  func edit(of row: Int32, _ calendars: Calendars) -> Commit? {
    let facts = ledger.facts(of: row)
    guard let current = calendars.current(facts.event) else { return nil }
    // Seen in the middle of a move, what the program itself has done would look like the owner's doing.
    let isOnTheMove = facts.state == .moving || facts.state == .reverting
    if isOnTheMove, !scenario.rules.contains(.noticesAtRest) { return current.slot != facts.slot ? current : nil }
    guard facts.state == .confirmed else { return nil }
    let isByOwner = calendars.arrival(of: facts.event)?.commit.isByOwner ?? current.isByOwner
    return isByOwner && current.slot != facts.slot ? current : nil
  }

  func flawsBetween(_ parties: [Party], _ calendars: Calendars, isAtRest: Bool) -> Flaws {
    var flaws: Flaws = []
    let rows = parties.compactMap(\.row).map { ledger.facts(of: $0) }
    for (index, one) in rows.enumerated() {
      for other in rows[(index + 1)...] {
        if one.claims & other.excluded != 0 { flaws.insert(Flaws(.bothClaim)) }
        if one.state.stands, other.state.stands, one.place & geometry.excluded(by: other.place) != 0 {
          flaws.insert(Flaws(.bothBooked))
        }
      }
    }
    guard isAtRest else { return flaws }
    if haveEventsAtOneTime(calendars) { flaws.insert(Flaws(.bothBooked)) }
    if parties.contains(where: { $0.told.contains(.gaveWay) }), !rows.contains(where: \.state.stands) {
      flaws.insert(Flaws(.gaveWayToNobody))
    }
    return flaws
  }

  /// Two bookings' events overlap in one calendar, and the owner has put neither there.
  private func haveEventsAtOneTime(_ calendars: Calendars) -> Bool {
    for calendar in calendars.histories.indices {
      let ours = calendars.list(of: calendar, knowing: calendars.histories[calendar].count).filter {
        $0.event.party != nil && !isOwnersWill($0, calendars)
      }
      for (index, one) in ours.enumerated() {
        for other in ours[(index + 1)...] where one.event.party != other.event.party {
          if let one = one.slot, let other = other.slot, geometry.overlap(one, other) { return true }
        }
      }
    }
    return false
  }

  /// The owner has put the event at this time, now or before a move that was taken back.
  private func isOwnersWill(_ standing: Commit, _ calendars: Calendars) -> Bool {
    calendars.histories[standing.event.calendar].contains {
      $0.event == standing.event && $0.slot == standing.slot && $0.isByOwner
    }
  }

  /// What is wrong if the booking is confirmed now, at the place where it then is: its event must live, and nothing of
  /// the owner's may have been there before it came.
  func flawsOfConfirming(_ row: Int32, _ calendars: Calendars) -> Flaws {
    let facts = ledger.facts(of: row)
    let event = facts.event
    let copies = [event, EventName(party: event.party, number: event.number, calendar: event.calendar, copy: 1)]
    guard let standing = copies.first(where: { calendars.current($0)?.slot != nil }),
      let arrival = calendars.arrival(of: standing)
    else { return isDeletedByOwner(event, calendars) ? [] : Flaws(.withoutEvent) }
    // Where the owner has put it elsewhere, the desk will follow.
    guard !arrival.commit.isByOwner else { return [] }
    guard arrival.commit.slot == facts.slot else { return Flaws(.disagrees) }
    let earlier = calendars.list(of: event.calendar, knowing: arrival.index)
    let now = calendars.list(of: event.calendar, knowing: calendars.histories[event.calendar].count)
    let wasFirst = earlier.contains { commit in
      guard commit.event.party == nil, let slot = commit.slot else { return false }
      return geometry.overlap(slot, facts.slot) && now.contains(commit)
    }
    return wasFirst ? Flaws(.ownerWasFirst) : []
  }
}
