import Scheduling

/// Everything that one caller will decide, drawn before the telephone rings: what is told only chooses among it.
struct CallPlan: Sendable {
  enum Manner: Sendable {
    /// One delivery.
    case plain
    /// A second copy at once, to that server, after so long.
    case copied(server: Int, after: Duration)
    /// The socket is closed after so long, then the delivery comes again.
    case abandoned(after: Duration)
  }

  /// How one wish is pursued.
  struct Pursuit: Sendable {
    let manner: Manner
    /// The server of each try.
    let servers: [Int]
    let pauses: [Duration]
    /// How long an answer is waited for; `nil`: as long as the platform waits.
    let patience: Duration?
    /// How many tries before the caller hangs up; `nil`: patient.
    let givesUpAfter: Int?
    /// When the settled delivery comes again.
    let repeatsAfter: Duration?
    let asksAgain: Bool
    /// When the owner writes an event of their own over the time that is asked for.
    let strike: OwnerPlan.Strike?
  }

  struct Move: Sendable {
    let host: String
    let start: Instant
    /// Whether the time is kept for the call first.
    let keeps: Bool
    let pursuit: Pursuit
  }

  let number: String
  let email: String?
  let service: Town.Service
  let host: String
  let start: Instant
  let checks: Bool
  let keeps: Bool
  let booking: Pursuit
  /// What the owner does with the booking once it is told.
  let afterwards: OwnerPlan.Afterwards?
  let move: Move?
  let cancellation: Pursuit?
  /// Whether the change is made in a call of its own.
  let phonesAgain: Bool
  let finds: Bool
  let leavesMessage: Bool
  let rest: Duration
  let thinking: [Duration]
}

extension CallPlan {
  /// The plan of a caller's next call.
  ///
  /// - Parameter days: what is fought for, counted from the town's first day.
  init(_ scenario: Scenario, _ town: Town, days: Range<Int>, number: String, _ dice: inout Dice) {
    let weights = scenario.callers
    self.number = number
    email = dice.comes(weights.email) ? "guest\(number.dropFirst())@soak.example" : nil
    service = dice.pick(town.services)
    (host, start) = Self.wish(town, service, days, weights.crowding, &dice)
    checks = dice.comes(weights.checks)
    keeps = dice.comes(weights.keeps)
    let mayGiveUp = dice.comes(weights.hangsUp)
    booking = Pursuit(scenario, mayGiveUp: mayGiveUp, &dice)
    afterwards = OwnerPlan.Afterwards(scenario, town, days, &dice)
    let target = Self.wish(town, service, days, weights.crowding, &dice)
    let movePursuit = Pursuit(scenario, mayGiveUp: false, &dice)
    let keepsNewTime = dice.comes(weights.keepsNewTime)
    move =
      dice.comes(weights.moves)
      ? Move(host: target.host, start: target.start, keeps: keepsNewTime, pursuit: movePursuit) : nil
    let cancellationPursuit = Pursuit(scenario, mayGiveUp: false, &dice)
    cancellation = dice.comes(weights.cancels) ? cancellationPursuit : nil
    phonesAgain = dice.comes(weights.phonesAgain)
    finds = dice.comes(weights.finds)
    leavesMessage = dice.comes(weights.messages)
    rest = dice.pause(weights.rest)
    thinking = (0..<4).map { _ in dice.pause(0.02...0.4) }
  }

  private static func wish(
    _ town: Town, _ service: Town.Service, _ days: Range<Int>, _ crowding: Int, _ dice: inout Dice
  ) -> (host: String, start: Instant) {
    let starts = days.flatMap { town.starts(on: $0, of: service) }
    let draws = (0..<max(1, crowding)).map { _ in dice.number(below: starts.count) }
    return (dice.pick(service.hosts), starts[draws.min() ?? 0])
  }
}

extension CallPlan.Pursuit {
  init(_ scenario: Scenario, mayGiveUp: Bool, _ dice: inout Dice) {
    let weights = scenario.callers
    let copy = dice.number(below: scenario.processes)
    let copyDelay = dice.pause(0...0.05)
    let start = dice.pause(0.005...0.4)
    if dice.comes(weights.abandons) {
      manner = .abandoned(after: start)
    } else if dice.comes(weights.copies) {
      manner = .copied(server: copy, after: copyDelay)
    } else {
      manner = .plain
    }
    servers = (0..<8).map { _ in dice.number(below: scenario.processes) }
    pauses = (0..<8).map { _ in dice.pause(0.1...0.8) }
    patience = weights.patience.map { dice.pause($0) }
    let tries = 1 + dice.number(below: 2)
    givesUpAfter = mayGiveUp ? tries : nil
    let later = dice.pause(0.02...1)
    repeatsAfter = dice.comes(weights.repeats) ? later : nil
    asksAgain = dice.comes(weights.asksAgain)
    strike = OwnerPlan.Strike(scenario.owner, &dice)
  }
}
