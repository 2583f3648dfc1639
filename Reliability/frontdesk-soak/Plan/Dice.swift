/// Chance that repeats from the same seed (SplitMix64; Steele, Lea and Flood 2014). Everyone who decides something has
/// dice of their own, so that nobody's decisions depend on who came first.
struct Dice: Sendable {
  private var state: UInt64

  /// - Parameters:
  ///   - seed: the run's.
  ///   - name: whose dice these are.
  init(seed: UInt64, _ name: String, _ number: Int = 0) {
    state = name.utf8.reduce(seed &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// At least 0 and below 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func comes(_ probability: Double) -> Bool { fraction() < probability }

  mutating func number(below limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }

  /// - Precondition: there is something to pick from.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + fraction() * (range.upperBound - range.lowerBound)
  }

  mutating func pause(_ seconds: ClosedRange<Double>) -> Duration { .milliseconds(Int(within(seconds) * 1000)) }

  /// One of the choices, each as likely as its weight says.
  mutating func pick<Element>(weighted choices: [(element: Element, weight: Double)]) -> Element? {
    var left = fraction() * choices.reduce(0) { $0 + $1.weight }
    for choice in choices where choice.weight > 0 {
      left -= choice.weight
      if left < 0 { return choice.element }
    }
    return choices.last { $0.weight > 0 }?.element
  }
}
