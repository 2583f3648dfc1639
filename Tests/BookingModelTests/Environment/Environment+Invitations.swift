import Desk

/// The outbox: guests are invited once their booking is confirmed.
extension Environment {
  func invitationTurns(_ scene: Scene) -> [Turn] {
    guard let row = scene.party.row else { return [] }
    switch scene.party.invitation {
    case .none: return []
    case .due: return announce(row, scene)
    case .announced: return read(row, scene)
    case .hasRead(let tag): return invite(row, scene, tag)
    }
  }

  private func to(_ invitation: Invitation, _ scene: Scene, _ text: String) -> Turn {
    var next = scene
    next.party.invitation = invitation
    return Turn(label: label(scene, text), scene: next)
  }

  private func announce(_ row: Int32, _ scene: Scene) -> [Turn] {
    let state = ledger.facts(of: row).state
    guard state.stands else { return [to(.none, scene, "nobody is to be invited any more")] }
    guard state == .confirmed || scenario.rules.contains(.invitationsWait) else {
      return [to(.none, scene, "the invitation is forgotten")]
    }
    // On the move: the guests are told when it has arrived.
    guard state == .confirmed, let step = ledger.change(ledger[row], by: .announced, taken: scene.taken) else {
      return []
    }
    var next = to(.announced, scene, "").scene
    next.party.row = step.row
    return [Turn(label: label(scene, "stores that guests may know"), scene: next)]
  }

  private func read(_ row: Int32, _ scene: Scene) -> [Turn] {
    let event = ledger.facts(of: row).event
    guard let current = scene.calendars.current(event), current.slot != nil, !current.hasGuests,
      let tag = scene.calendars.tag(of: event)
    else { return [to(.none, scene, "finds nobody to invite")] }
    return [
      to(.hasRead(tag: tag), scene, "reads the event to invite guests"), to(.due, scene, "the invitation is left"),
    ]
  }

  private func invite(_ row: Int32, _ scene: Scene, _ tag: Int) -> [Turn] {
    let request = LateRequest.dress(ledger.facts(of: row).event, tag: tag)
    guard request.hasEffect(on: scene.calendars, scenario.rules) else {
      return [to(.announced, scene, "finds it changed, before guests were invited")]
    }
    var done = scene
    _ = request.land(on: &done.calendars, scenario.rules)
    var late = scene
    late.network.insert(request)
    return [
      to(.none, done, "invites guests"), to(.due, done, "invites guests, and the reply is lost"),
      to(.due, late, "invites guests: lost, or late"),
    ]
  }
}
