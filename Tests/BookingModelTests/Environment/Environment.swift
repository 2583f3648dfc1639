import Desk

/// Everything around the machines: callers, the ledger, the calendars, the owner, the network, and those who take over.
///
/// From a state it tells every state that may come next. What a party can do next depends on its own state, the calendars,
/// the network, and what others exclude; the answer is remembered, so the real code runs once for each such combination.
final class Environment {
  let scenario: Scenario
  let geometry: Geometry
  let ledger: LedgerPages
  let room: MachineRoom

  private var calendars = Interned<Calendars>()
  private var networks = Interned<Set<LateRequest>>()
  private var parties = Interned<Party>()
  /// For each party, what it excludes.
  private var excluded: [UInt32] = []
  private var turns: [Corner: [Outcome]] = [:]
  private var deeds: [Corner: Outcome?] = [:]
  private var landings: [Corner: [Outcome]] = [:]
  private var verdicts: [Corner: Verdict] = [:]

  private struct Corner: Hashable {
    var party: Int32 = 0
    let calendars: Int32
    var network: Int32 = 0
    var taken: UInt32 = 0
  }

  private struct Outcome {
    let party: Int32
    let calendars: Int32
    let network: Int32
    let label: String
    let flaws: Flaws
    var isMishap = false
  }

  init(_ scenario: Scenario) {
    self.scenario = scenario
    geometry = Geometry(scenario)
    ledger = LedgerPages(geometry, scenario.rules)
    room = MachineRoom(ledger)
  }

  var start: World {
    var calendars = Calendars(count: scenario.calendars)
    var world = World(calendars: 0, network: number(of: []), deeds: Int32(1) << Int32(scenario.deeds.count) - 1)
    for (party, plan) in scenario.plans.enumerated() {
      world[party] = number(of: firstState(of: party, plan, &calendars))
    }
    world.calendars = self.calendars.number(of: calendars)
    return world
  }

  func steps(from world: World) -> [Step] {
    var steps: [Step] = []
    for party in scenario.plans.indices {
      let corner = Corner(
        party: world[party], calendars: world.calendars, network: world.network,
        taken: taken(from: party, in: world))
      for outcome in outcomes(corner) {
        var next = world
        next[party] = outcome.party
        next.calendars = outcome.calendars
        next.network = outcome.network
        steps.append(
          Step(world: next, label: outcome.label, flaws: outcome.flaws, isMishap: outcome.isMishap))
      }
    }
    addDeeds(to: &steps, from: world)
    addLandings(to: &steps, from: world)
    return steps
  }

  private func taken(from party: Int, in world: World) -> UInt32 {
    guard scenario.rules.contains(.claims) else { return 0 }
    var taken: UInt32 = 0
    for other in scenario.plans.indices where other != party { taken |= excluded[Int(world[other])] }
    return taken
  }

  private func outcomes(_ corner: Corner) -> [Outcome] {
    if let known = turns[corner] { return known }
    let scene = Scene(
      party: parties[corner.party], calendars: calendars[corner.calendars], network: networks[corner.network],
      taken: corner.taken)
    let outcomes = partyTurns(scene).map(outcome)
    turns[corner] = outcomes
    return outcomes
  }

  private func outcome(of turn: Turn) -> Outcome {
    let network = turn.scene.network.filter { $0.hasEffect(on: turn.scene.calendars, scenario.rules) }
    return Outcome(
      party: number(of: withoutIdleZombie(turn.scene.party)), calendars: calendars.number(of: turn.scene.calendars),
      network: number(of: network), label: turn.label, flaws: turn.scene.flaws, isMishap: turn.isMishap)
  }

  /// A zombie's changes are refused. One that would only read, or store, leaves no trace any more.
  private func withoutIdleZombie(_ party: Party) -> Party {
    guard scenario.dropsIdleZombies, scenario.rules.contains(.epoch), let zombie = party.zombie else { return party }
    switch room.action(of: zombie) {
    case .place, .shift, .extinguish: return party
    default:
      var party = party
      party.zombie = nil
      return party
    }
  }

  private func number(of network: Set<LateRequest>) -> Int32 { networks.number(of: network) }

  private func number(of party: Party) -> Int32 {
    let number = parties.number(of: party)
    if number == excluded.count { excluded.append(party.row.map { ledger.facts(of: $0).excluded } ?? 0) }
    return number
  }

  // MARK: - The owner and the network

  private func addDeeds(to steps: inout [Step], from world: World) {
    for deed in scenario.deeds.indices where world.deeds & Int32(1) << Int32(deed) != 0 {
      let corner = Corner(party: Int32(deed), calendars: world.calendars, network: world.network)
      let outcome: Outcome?
      if let known = deeds[corner] {
        outcome = known
      } else {
        outcome = done(scenario.deeds[deed], corner)
        deeds[corner] = .some(outcome)
      }
      guard let outcome else { continue }
      var next = world
      next.calendars = outcome.calendars
      next.network = outcome.network
      next.deeds &= ~(Int32(1) << Int32(deed))
      steps.append(Step(world: next, label: outcome.label, flaws: []))
    }
  }

  private func done(_ deed: Deed, _ corner: Corner) -> Outcome? {
    var calendars = calendars[corner.calendars]
    guard deed.isDone(to: &calendars) else { return nil }
    let network = networks[corner.network].filter { $0.hasEffect(on: calendars, scenario.rules) }
    return Outcome(
      party: 0, calendars: self.calendars.number(of: calendars), network: number(of: network),
      label: "owner: \(deed)", flaws: [])
  }

  private func addLandings(to steps: inout [Step], from world: World) {
    let corner = Corner(calendars: world.calendars, network: world.network)
    let outcomes: [Outcome]
    if let known = landings[corner] {
      outcomes = known
    } else {
      outcomes = networks[corner.network].flatMap { landed($0, corner) }
      landings[corner] = outcomes
    }
    for outcome in outcomes {
      var next = world
      next.calendars = outcome.calendars
      next.network = outcome.network
      steps.append(Step(world: next, label: outcome.label, flaws: outcome.flaws))
    }
  }

  /// A late request is carried out, or never will be.
  private func landed(_ request: LateRequest, _ corner: Corner) -> [Outcome] {
    let others = networks[corner.network].subtracting([request])
    var calendars = calendars[corner.calendars]
    let flaws = request.land(on: &calendars, scenario.rules)
    let left = others.filter { $0.hasEffect(on: calendars, scenario.rules) }
    return [
      Outcome(
        party: 0, calendars: self.calendars.number(of: calendars), network: number(of: left),
        label: "late: \(request)", flaws: flaws),
      Outcome(
        party: 0, calendars: corner.calendars, network: number(of: others), label: "never: \(request)", flaws: []),
    ]
  }

  // MARK: - Judging

  func isAtRest(_ world: World) -> Bool {
    guard networks[world.network].isEmpty else { return false }
    for party in scenario.plans.indices {
      guard verdict(world[party], world.calendars).isAtRest else { return false }
    }
    return true
  }

  func flaws(of world: World) -> Flaws {
    var flaws: Flaws = []
    var isAtRest = networks[world.network].isEmpty
    for party in scenario.plans.indices {
      let verdict = verdict(world[party], world.calendars)
      flaws.formUnion(verdict.flaws)
      isAtRest = isAtRest && verdict.isAtRest
    }
    let together = scenario.plans.indices.map { parties[world[$0]] }
    flaws.formUnion(flawsBetween(together, calendars[world.calendars], isAtRest: isAtRest))
    return flaws
  }

  private func verdict(_ party: Int32, _ calendars: Int32) -> Verdict {
    let corner = Corner(party: party, calendars: calendars)
    if let known = verdicts[corner] { return known }
    let verdict = verdict(on: parties[party], self.calendars[calendars])
    verdicts[corner] = verdict
    return verdict
  }
}

extension Deed {
  /// - Returns: whether there was anything to do it to.
  fileprivate func isDone(to calendars: inout Calendars) -> Bool {
    switch self {
    case .add(let slot, let calendar):
      let number = calendars.histories[calendar].count
      calendars.commit(
        Commit(
          event: EventName(party: nil, number: number, calendar: calendar), content: .standing(slot: slot),
          isByOwner: true))
    case .move(let party, let slot, let calendar):
      guard let current = calendars.standing(of: party, in: calendar), current.slot != slot else { return false }
      calendars.commit(
        Commit(
          event: current.event, content: .standing(slot: slot), revision: current.revision, isByOwner: true,
          hasGuests: current.hasGuests))
    case .delete(let party, let calendar):
      guard let current = calendars.standing(of: party, in: calendar) else { return false }
      calendars.commit(Commit(event: current.event, content: .gone, isByOwner: true))
    }
    return true
  }
}
