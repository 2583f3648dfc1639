import Desk

/// What callers ask for, who takes their bookings over, and what the desk notices.
extension Environment {
  func firstState(of number: Int, _ plan: Plan, _ calendars: inout Calendars) -> Party {
    var party = Party(number: number)
    guard plan.isBooked else { return party }
    var booking = ledger.new(party: number, plan: plan, isOnlyKept: false)
    booking.state = .confirmed
    booking.code = ConfirmationCode("CODE")
    booking.event = PlacedEvent(event: EventID("event"), link: nil)
    party.row = ledger.number(of: booking)
    party.told = .booked
    party.invitation = scenario.hasGuests ? .due : .none
    let event = geometry.event(of: booking.attempt)
    calendars.commit(Commit(event: event, content: .standing(slot: plan.slot)))
    return party
  }

  func partyTurns(_ scene: Scene) -> [Turn] {
    wishTurns(scene) + workerTurns(scene, .current) + workerTurns(scene, .zombie) + takeOverTurns(scene)
      + noticeTurns(scene) + invitationTurns(scene)
  }

  func label(_ scene: Scene, _ text: String) -> String { "caller \(scene.party.number + 1): \(text)" }

  // MARK: - Wishes

  private func wishTurns(_ scene: Scene) -> [Turn] {
    let plan = scenario.plans[scene.party.number]
    guard scene.party.wishes < plan.wishes.count else { return [] }
    var next = scene
    next.party.wishes += 1
    let wish = plan.wishes[scene.party.wishes]
    switch wish {
    case .book, .keep: return hold(next, plan, wish)
    case .ask: return ask(next)
    case .move(let slot, let calendar): return move(next, slot: slot, calendar: calendar)
    case .cancel: return cancel(next)
    case .hangUp:
      next.party.hasHungUp = true
      return [Turn(label: label(scene, "hangs up"), scene: next)]
    }
  }

  /// Whether the caller does so in this scenario, at a moment that the exploration chooses.
  func hangsUp(_ party: Party) -> Bool { scenario.plans[party.number].wishes.contains(.hangUp) }

  private func hold(_ scene: Scene, _ plan: Plan, _ wish: Wish) -> [Turn] {
    var next = scene
    let booking = ledger.new(party: scene.party.number, plan: plan, isOnlyKept: wish == .keep)
    guard geometry.bits(of: booking.claims) & scene.taken == 0 else {
      next.party.wishes = scenario.plans[scene.party.number].wishes.count
      return [Turn(label: label(scene, "\(wish): taken"), scene: next)]
    }
    let row = ledger.number(of: booking)
    next.party.row = row
    next.party.current = room.begin(row, wish == .keep ? .prepare : .finish, isFresh: true)
    return [Turn(label: label(scene, "\(wish): the time is claimed"), scene: next)]
  }

  /// Reads the booking, and then stores that it is asked for, if nobody has begun anew in between.
  private func ask(_ scene: Scene) -> [Turn] {
    guard let row = scene.party.row else { return [] }
    guard let isFresh = scene.party.hasReadKept else {
      var next = scene
      next.party.wishes -= 1
      // Nobody has sent anything for a booking that is still only kept.
      next.party.hasReadKept = ledger.facts(of: row).state == .kept
      return [Turn(label: label(scene, "reads the booking"), scene: next)]
    }
    let change = BookingChange.asked(BookingDetails(summary: ""), leaseUntil: LedgerPages.now)
    return begin(change, scene, "asks for it", isFresh: isFresh)
      ?? [Turn(label: label(scene, "asks for it: too late"), scene: scene)]
  }

  private func move(_ scene: Scene, slot: Int, calendar: Int) -> [Turn] {
    guard let row = scene.party.row, ledger.facts(of: row).state == .confirmed else { return [] }
    let move = ledger.move(of: row, party: scene.party.number, slot: slot, calendar: calendar)
    // The event is at that time already.
    guard move.period != ledger[row].period || move.attempt != nil else { return [] }
    guard geometry.bits(of: move.claims) & scene.taken == 0 else {
      return [Turn(label: label(scene, "wants to move: taken"), scene: scene)]
    }
    return begin(.moving(move, leaseUntil: LedgerPages.now), scene, "wants to move", isFresh: true) ?? []
  }

  private func cancel(_ scene: Scene) -> [Turn] {
    guard let row = scene.party.row, ledger.facts(of: row).state == .confirmed else { return [] }
    var scene = scene
    scene.party.told.insert(.cancelled)
    return begin(.cancelling(leaseUntil: LedgerPages.now, closing: nil), scene, "cancels", isFresh: true) ?? []
  }

  /// Work on the booking begins anew: whoever worked on it until now goes on as a zombie.
  private func begin(_ change: BookingChange, _ scene: Scene, _ text: String, isFresh: Bool) -> [Turn]? {
    guard let row = scene.party.row, let step = ledger.change(ledger[row], by: change, taken: scene.taken) else {
      return nil
    }
    guard scene.party.current == nil || scene.party.zombie == nil else { return [] }
    var next = scene
    next.party.row = afterDeletingLate(step.row)
    next.party.hasReadKept = nil
    next.party.zombie = scene.party.current ?? scene.party.zombie
    next.party.current = room.begin(step.row, .finish, isFresh: isFresh)
    return [Turn(label: label(scene, text), scene: next)]
  }

  // MARK: - Taking over

  private func takeOverTurns(_ scene: Scene) -> [Turn] {
    guard let row = scene.party.row, !ledger.facts(of: row).state.isAtRest else { return [] }
    let isAlive = scene.party.current != nil
    guard !isAlive || scenario.faults.contains(.zombies) && scene.party.zombie == nil else { return [] }
    return ledger.purposes(of: row).map { purpose in
      var next = scene
      let found = foundByTaker(row, purpose)
      next.party.row = found
      next.party.hasReadKept = nil
      next.party.zombie = scene.party.current ?? scene.party.zombie
      var worker = room.begin(found, purpose, isFresh: false)
      if !scenario.rules.contains(.oneID) { worker.copy = 1 }
      next.party.current = worker
      settle(&next, .current)
      return Turn(label: label(scene, "is taken over, to \(purpose)"), scene: next, isMishap: purpose == .withdraw)
    }
  }

  /// As the row is; where a one-way state is not final, as it was before.
  private func foundByTaker(_ row: Int32, _ purpose: BookingMachine.Purpose) -> Int32 {
    var booking = ledger[row]
    switch (booking.state, purpose) {
    case (.withdrawing, .finish) where !scenario.rules.contains(.withdrawingIsFinal):
      booking.state = booking.event == nil ? .held : .inserted
    case (.reverting, .finish) where !scenario.rules.contains(.revertingIsFinal): booking.state = .moving
    default: break
    }
    return ledger.number(of: booking)
  }

  // MARK: - Noticing

  /// The next look at the calendar finds what the owner has done to a confirmed booking.
  private func noticeTurns(_ scene: Scene) -> [Turn] {
    guard let row = scene.party.row, let edit = edit(of: row, scene.calendars) else { return [] }
    var next = scene
    let booking = ledger[row]
    let change: BookingChange
    if let slot = edit.slot {
      change = ledger.following(booking, to: geometry.slots[slot], revision: edit.revision)
    } else {
      change = ledger.removal()
      next.party.told.insert(.removed)
    }
    guard let step = ledger.change(booking, by: change, taken: scene.taken) else { return [] }
    next.party.row = step.row
    return [Turn(label: label(scene, "the desk notices the owner's edit"), scene: next)]
  }
}
