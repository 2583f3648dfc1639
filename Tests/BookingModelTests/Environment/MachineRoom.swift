import Desk

/// Runs the real ``BookingMachine`` and remembers what it said, so that each of its steps is taken once.
final class MachineRoom {
  struct Reply: Hashable {
    let machine: Int32
    let action: Int32
  }

  /// What happened to a worker: a ``BookingMachine/Event`` with the booking as a number.
  enum Cue: Hashable {
    case placed(PlacementOutcome)
    case looked(LookOutcome)
    case shifted(ShiftOutcome)
    case wanted(Bool)
    case advanced(row: Int32)
    case refused
    case unheard
    case taken
    case storageFailed
    case extinguished
    case unknown
    case outOfTime
  }

  private struct Question: Hashable {
    let machine: Int32
    let cue: Cue
  }

  private struct Beginning: Hashable {
    let row: Int32
    let purpose: BookingMachine.Purpose
    let isFresh: Bool
  }

  private let ledger: LedgerPages
  private var machines = Interned<BookingMachine>()
  private var actions = Interned<BookingMachine.Action>()
  private var replies: [Question: Reply] = [:]
  private var beginnings: [Beginning: Reply] = [:]

  init(_ ledger: LedgerPages) { self.ledger = ledger }

  func action(of worker: Worker) -> BookingMachine.Action { actions[worker.action] }

  /// The booking as the worker knows it.
  func booking(of worker: Worker) -> Booking { machines[worker.machine].booking }

  func begin(_ row: Int32, _ purpose: BookingMachine.Purpose, isFresh: Bool) -> Worker {
    let beginning = Beginning(row: row, purpose: purpose, isFresh: isFresh)
    let reply: Reply
    if let known = beginnings[beginning] {
      reply = known
    } else {
      reply = step(BookingMachine(ledger[row], purpose: purpose, isFresh: isFresh), .start)
      beginnings[beginning] = reply
    }
    return Worker(machine: reply.machine, action: reply.action)
  }

  func next(_ machine: Int32, after cue: Cue) -> Reply {
    let question = Question(machine: machine, cue: cue)
    if let reply = replies[question] { return reply }
    let reply = step(machines[machine], event(cue))
    replies[question] = reply
    return reply
  }

  private func step(_ machine: BookingMachine, _ event: BookingMachine.Event) -> Reply {
    var machine = machine
    let action = machine.next(after: event)
    return Reply(machine: machines.number(of: machine), action: actions.number(of: action))
  }

  private func event(_ cue: Cue) -> BookingMachine.Event {
    switch cue {
    case .placed(let outcome): .placed(outcome)
    case .looked(let outcome): .looked(outcome)
    case .shifted(let outcome): .shifted(outcome)
    case .wanted(let isWanted): .wanted(isWanted)
    case .advanced(let row): .stored(.advanced(ledger[row]))
    case .refused: .stored(.refused(nil))
    case .unheard: .stored(.unheard)
    case .taken: .stored(.taken)
    case .storageFailed: .storageFailed
    case .extinguished: .extinguished(.gone)
    case .unknown: .extinguished(.unknown(.unreachable))
    case .outOfTime: .outOfTime
    }
  }
}
