/// Which state leads to which.
struct Edges {
  private var origins: [Int32] = []
  private var goals: [Int32] = []

  var count: Int { origins.count }

  mutating func add(from origin: Int32, to goal: Int32) {
    origins.append(origin)
    goals.append(goal)
  }

  /// For each of `count` states, whether one of the given states can be reached from it.
  func reaching(_ states: [Int], among count: Int) -> [Bool] {
    // The edges sorted by goal: those into state *s* are at `first[s] ..< first[s + 1]`.
    var first = [Int32](repeating: 0, count: count + 1)
    for goal in goals { first[Int(goal) + 1] += 1 }
    for state in 0..<count { first[state + 1] += first[state] }
    var next = first
    var sorted = [Int32](repeating: 0, count: origins.count)
    for edge in origins.indices {
      let goal = Int(goals[edge])
      sorted[Int(next[goal])] = origins[edge]
      next[goal] += 1
    }
    var isReached = [Bool](repeating: false, count: count)
    var waiting = states
    for state in states { isReached[state] = true }
    while let state = waiting.popLast() {
      for edge in first[state]..<first[state + 1] {
        let origin = Int(sorted[Int(edge)])
        if !isReached[origin] {
          isReached[origin] = true
          waiting.append(origin)
        }
      }
    }
    return isReached
  }
}
