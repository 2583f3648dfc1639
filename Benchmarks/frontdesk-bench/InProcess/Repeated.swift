/// Work in this process, repeated until its time can be told.
enum Repeated {
  /// Microseconds for one run of `work`: the median of five rounds, each of which lasts long enough for the clock.
  ///
  /// - Parameter work: returns something that depends on all it did, so that nothing of it is left out.
  static func microseconds(_ work: () throws -> Int) rethrows -> Double {
    var rounds: [Double] = []
    var sum = 0
    let clock = ContinuousClock()
    for _ in 0..<6 {
      let start = clock.now
      var count = 0
      var elapsed = Duration.zero
      while elapsed < .milliseconds(200) {
        sum &+= try work()
        count += 1
        elapsed = clock.now - start
      }
      rounds.append(elapsed.inMicroseconds / Double(count))
    }
    precondition(sum != .min, "keeps the work's results in use")
    // The first round warms caches.
    return Array(rounds.dropFirst()).median
  }
}
