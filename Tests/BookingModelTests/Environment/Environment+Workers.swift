import Desk

/// What a worker's pending action may come to.
extension Environment {
  func workerTurns(_ scene: Scene, _ role: Role) -> [Turn] {
    guard let worker = scene.party[role] else { return [] }
    var crashed = scene
    crashed.party[role] = nil
    let action = room.action(of: worker)
    let stage = Stage(self, scene, role, worker)
    let turns: [Turn]
    switch action {
    case .place(let place): turns = stage.place(place)
    case .look(let place): turns = stage.look(place)
    case .shift(let from, let to, let revision): turns = stage.shift(from: from, to: to, revision: revision)
    case .extinguish(let attempt, let tellingGuests):
      turns = stage.extinguish(attempt, tellingGuests: tellingGuests)
    case .askWhetherWanted:
      turns = stage.wanted
    case .end: return []
    default: turns = stage.store(change(of: action, by: worker, scene))
    }
    return turns + [Turn(label: label(scene, "the \(role.rawValue) dies"), scene: crashed)]
  }

  private func change(of action: BookingMachine.Action, by worker: Worker, _ scene: Scene) -> BookingChange {
    let booking = room.booking(of: worker)
    switch action {
    case .store(let change): return change
    case .storeNextAttempt:
      let last = geometry.event(of: booking.attempt)
      let next = geometry.attempt(
        of: scene.party.number, number: booking.attempt.generation, calendar: last.calendar)
      return .nextAttempt(next.token)
    case .storeConfirmation(let unheard):
      return .confirmed(code: ConfirmationCode("CODE"), closing: nil, unheard: unheard)
    case .storeMove(let event, let unheard): return .moved(event, closing: nil, unheard: unheard)
    case .storeFollowing(let period, let revision):
      return ledger.following(booking, to: period, revision: revision)
    case .storeRemoval: return ledger.removal()
    case .place, .look, .shift, .extinguish, .askWhetherWanted, .end: preconditionFailure("nothing to be stored")
    }
  }

  /// A worker that has come to an end is gone, and what it ended with is certain for the caller.
  func settle(_ scene: inout Scene, _ role: Role) {
    guard let worker = scene.party[role], case .end(let ending) = room.action(of: worker) else { return }
    scene.party[role] = nil
    switch ending {
    case .withdrawn: scene.party.told.insert(.notBooked)
    case .notMoved: scene.party.told.insert(.notMoved)
    case .prepared, .confirmed, .cancelled, .ownersWill, .unsettled, .lost: break
    }
  }

  /// As the ledger has it: where time is given away before the event is gone, that is so at once.
  func afterDeletingLate(_ row: Int32) -> Int32 {
    guard !scenario.rules.contains(.deleteFirst) else { return row }
    var booking = ledger[row]
    switch booking.state {
    case .withdrawing: booking.state = .released
    case .cancelling: booking.state = .cancelled
    default: break
    }
    return ledger.number(of: booking)
  }
}
