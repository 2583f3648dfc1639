import Desk
import Scheduling

/// One worker's action in one scene: every way in which it may come out.
struct Stage {
  let environment: Environment
  let scene: Scene
  let role: Role
  let worker: Worker

  init(_ environment: Environment, _ scene: Scene, _ role: Role, _ worker: Worker) {
    self.environment = environment
    self.scene = scene
    self.role = role
    self.worker = worker
  }

  var geometry: Geometry { environment.geometry }
  var rules: Rules { environment.scenario.rules }
  var faults: Faults { environment.scenario.faults }

  func label(_ text: String) -> String { environment.label(scene, "the \(role.rawValue) \(text)") }

  /// The scene as it is, or as `change` leaves it, and the worker told of it.
  func turn(_ text: String, _ cue: MachineRoom.Cue, _ change: (inout Scene) -> Void = { _ in }) -> Turn {
    var next = scene
    change(&next)
    let reply = environment.room.next(worker.machine, after: cue)
    next.party[role] = Worker(machine: reply.machine, action: reply.action, copy: worker.copy)
    environment.settle(&next, role)
    return Turn(label: label(text), scene: next)
  }

  /// The calendar refuses for good, or for now.
  func refused(_ text: String, _ cue: MachineRoom.Cue) -> Turn {
    var turn = turn(text, cue)
    turn.isMishap = true
    return turn
  }

  /// The worker goes on with the same action.
  func turn(_ text: String, progress: Worker.Progress, _ change: (inout Scene) -> Void = { _ in }) -> Turn {
    var next = scene
    change(&next)
    next.party[role]?.progress = progress
    return Turn(label: label(text), scene: next)
  }

  /// A request to the calendar: carried out and answered; carried out, and the answer lost; or lost, and perhaps late.
  func request(
    _ text: String, _ request: LateRequest, onReply: (String, (inout Scene) -> Void) -> Turn, whenLost: MachineRoom.Cue
  ) -> [Turn] {
    let rules = rules
    let carryOut: (inout Scene) -> Void = { scene in
      scene.flaws.formUnion(request.land(on: &scene.calendars, rules))
    }
    var turns = [onReply(text, carryOut)]
    if faults.contains(.lostAndLate) {
      turns.append(turn("\(text), and the reply is lost", whenLost, carryOut))
      turns.append(turn("\(text): lost, or late", whenLost) { $0.network.insert(request) })
    }
    return turns
  }

  func name(_ attempt: Attempt) -> EventName {
    var event = geometry.event(of: attempt)
    event.copy = worker.copy
    return event
  }

  var outOfTime: Turn { turn("has no time left", .outOfTime) }

  /// The call that asked has ended: the desk finishes only where the caller can be told otherwise. Where nobody hangs up by
  /// the scenario, either may be.
  var wanted: [Turn] {
    let wanted = turn("is wanted all the same", .wanted(true))
    var unwanted = turn("is wanted no more", .wanted(false))
    guard environment.hangsUp(scene.party) else {
      unwanted.isMishap = true
      return [wanted, unwanted]
    }
    return environment.scenario.canTell ? [wanted] : [unwanted]
  }

  // MARK: - The ledger

  func store(_ change: BookingChange) -> [Turn] {
    let name = Self.word(change)
    var turns = [stored(name, change)]
    if !environment.hangsUp(scene.party), storing(change)?.hasHearer == true {
      var unheard = turn("cannot store \(name): the call has ended", .unheard)
      unheard.isMishap = true
      turns.append(unheard)
    }
    if faults.contains(.storage) {
      turns.append(turn("cannot store \(name)", .storageFailed))
      if let done = storing(change), !done.isUnheard {
        turns.append(turn("stores \(name), and does not hear of it", .storageFailed, done.apply))
      }
    }
    return turns
  }

  private static func word(_ change: BookingChange) -> String {
    let text = "\(change)"
    return String(text.prefix { $0 != "(" })
  }

  private func stored(_ name: String, _ change: BookingChange) -> Turn {
    guard let done = storing(change) else { return turn("stores \(name): refused", .refused) }
    guard !done.isUnheard else { return turn("cannot store \(name): the call has ended", .unheard) }
    guard !done.isTaken else { return turn("stores \(name): taken", .taken) }
    return turn("stores \(name)", .advanced(row: done.reply), done.apply)
  }

  private struct Storing {
    /// As the worker is told.
    let reply: Int32
    var isTaken = false
    let hasHearer: Bool
    var isUnheard = false
    var apply: (inout Scene) -> Void
  }

  /// - Returns: `nil` where the change is refused.
  private func storing(_ change: BookingChange) -> Storing? {
    guard let row = scene.party.row else { return nil }
    if rules.contains(.epoch), role == .zombie { return nil }
    let ledger = environment.ledger
    let isLateRelease = !rules.contains(.deleteFirst) && ledger.facts(of: row).state.isFinal
    let knowsBest = !rules.contains(.state) || isLateRelease
    let before = knowsBest ? environment.room.booking(of: worker) : ledger[row]
    guard let step = ledger.change(before, by: change, taken: scene.taken) else { return nil }
    let kept = environment.afterDeletingLate(step.row)
    let isTaken = ledger.facts(of: step.row).claims & scene.taken != 0
    let environment = environment
    let hasHungUp = scene.party.hasHungUp
    let isUnheard = step.hasHearer && hasHungUp && rules.contains(.hearsTheEnd)
    return Storing(reply: step.row, isTaken: isTaken, hasHearer: step.hasHearer, isUnheard: isUnheard) { scene in
      guard !isTaken else { return }
      scene.party.row = kept
      if step.beginsAnew { scene.party.hasReadKept = nil }
      if step.invites, environment.scenario.hasGuests { scene.party.invitation = .due }
      switch change {
      case .confirmed:
        if hasHungUp, !environment.scenario.canTell { scene.flaws.insert(Flaws(.silent)) }
        scene.party.told.insert(.booked)
        scene.flaws.formUnion(environment.flawsOfConfirming(kept, scene.calendars))
      case .moved:
        if hasHungUp, !environment.scenario.canTell { scene.flaws.insert(Flaws(.silent)) }
        if scene.party.told.contains(.notMoved) { scene.flaws.insert(Flaws(.toldNotMovedButMoved)) }
        scene.flaws.formUnion(environment.flawsOfConfirming(kept, scene.calendars))
      case .removed: scene.party.told.insert(.removed)
      // From now on the caller may be told.
      case .withdrawing, .released: scene.party.told.insert(.notBooked)
      case .reverting: scene.party.told.insert(.notMoved)
      default: break
      }
    }
  }
}
