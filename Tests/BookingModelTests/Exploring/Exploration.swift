/// Every state that a modelled world can come to, visited breadth first, so that the first way found to a flaw is a shortest
/// one.
struct Exploration {
  struct Finding: CustomStringConvertible {
    let flaw: Flaw
    let steps: [String]

    var description: String {
      "\(flaw):\n" + steps.enumerated().map { "  \($0.offset + 1). \($0.element)" }.joined(separator: "\n")
    }
  }

  private(set) var states: [World] = []
  private(set) var findings: [Finding] = []
  /// More states than this are not visited: `isComplete` is then false.
  let limit: Int
  private(set) var isComplete = true
  private(set) var statesAtRest = 0
  private(set) var transitions = 0

  private let environment: Environment
  private var numbers: [World: Int32] = [:]
  /// From which state each was reached first.
  private var origins: [Int32] = []
  private var edges = Edges()
  private var seen: Flaws = []

  var flaws: Set<Flaw> { Set(findings.map(\.flaw)) }

  /// - Parameter wanted: stops once that flaw is found; for worlds in which a rule is broken.
  init(_ scenario: Scenario, until wanted: Flaw? = nil, limit: Int = 1_500_000) {
    environment = Environment(scenario)
    self.limit = limit
    visit(environment.start, from: 0)
    var current = 0
    while current < states.count {
      if let wanted, seen.contains(Flaws(wanted)) { return }
      guard states.count < limit else {
        isComplete = false
        return
      }
      for step in environment.steps(from: states[current]) {
        if !step.flaws.isSubset(of: seen) { report(step.flaws, from: current, by: step.label) }
        let next = visit(step.world, from: Int32(current))
        transitions += 1
        if !step.isMishap { edges.add(from: Int32(current), to: next) }
      }
      current += 1
    }
    findStuck()
  }

  @discardableResult
  private mutating func visit(_ world: World, from origin: Int32) -> Int32 {
    if let number = numbers[world] { return number }
    let number = Int32(states.count)
    numbers[world] = number
    states.append(world)
    origins.append(origin)
    let flaws = environment.flaws(of: world)
    if !flaws.isSubset(of: seen) { report(flaws, at: Int(number)) }
    return number
  }

  /// From each state some state at rest can be reached, without anybody's giving a booking or a move up, and without a
  /// calendar's refusing or showing an old list: otherwise a time may stay blocked for ever.
  private mutating func findStuck() {
    let atRest = states.indices.filter { environment.isAtRest(states[$0]) }
    statesAtRest = atRest.count
    let alive = edges.reaching(atRest, among: states.count)
    if let stuck = alive.firstIndex(of: false) { report(Flaws(.stuck), at: stuck) }
  }

  private mutating func report(_ flaws: Flaws, at state: Int) {
    for flaw in flaws.subtracting(seen).all { findings.append(Finding(flaw: flaw, steps: way(to: state))) }
    seen.formUnion(flaws)
  }

  private mutating func report(_ flaws: Flaws, from state: Int, by label: String) {
    for flaw in flaws.subtracting(seen).all {
      findings.append(Finding(flaw: flaw, steps: way(to: state) + [label]))
    }
    seen.formUnion(flaws)
  }

  /// The labels on the way are not kept: they are found again by going it once more.
  private func way(to state: Int) -> [String] {
    var labels: [String] = []
    var state = state
    while state != 0 {
      let origin = Int(origins[state])
      let step = environment.steps(from: states[origin]).first { $0.world == states[state] }
      labels.append(step?.label ?? "?")
      state = origin
    }
    return labels.reversed()
  }
}
