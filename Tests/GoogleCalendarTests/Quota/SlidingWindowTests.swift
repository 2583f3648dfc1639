import Scheduling
import Testing

@testable import GoogleCalendar

@Suite struct SlidingWindowTests {
  /// Expectations cannot call what mutates a value.
  final class Subject {
    private var window: SlidingWindow
    init(limit: Int) { window = SlidingWindow(limit: limit) }
    var used: Int { window.used }
    func wait(for units: Int, at uptime: Duration) -> Duration { window.wait(for: units, at: uptime) }
    func take(_ units: Int, at uptime: Duration) { window.take(units, at: uptime) }
    func isEmpty(at uptime: Duration) -> Bool { window.isEmpty(at: uptime) }
  }

  @Test func `the limit fits within a minute, and no more`() {
    let window = Subject(limit: 600)
    for second in 0..<6 {
      #expect(window.wait(for: 100, at: .seconds(second)) == .zero)
      window.take(100, at: .seconds(second))
    }
    #expect(window.wait(for: 1, at: .seconds(30)) == .seconds(31))
    #expect(window.wait(for: 101, at: .seconds(30)) == .seconds(32))
    #expect(window.wait(for: 100, at: .seconds(61)) == .zero)
    #expect(window.used == 500)
  }

  @Test(arguments: 1...20)
  func `whatever comes when, no minute holds more than the limit`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let window = Subject(limit: 20)
    var taken: [(at: Duration, units: Int)] = []
    var now = Duration.zero
    for _ in 0..<500 {
      now += .milliseconds(Int.random(in: 0...1500, using: &generator))
      let units = Bool.random(using: &generator) ? 1 : 3
      let wait = window.wait(for: units, at: now)
      if wait > .zero {
        // What is promised holds.
        now += wait
        guard window.wait(for: units, at: now) == .zero else {
          Issue.record("promised a wait of \(wait)")
          return
        }
      }
      window.take(units, at: now)
      taken.append((now, units))
      let lastMinute = taken.filter { $0.at > now - .seconds(60) }.reduce(0) { $0 + $1.units }
      #expect(lastMinute <= 20)
    }
    #expect(taken.count == 500)
  }

  @Test func `a window that has passed is empty`() {
    let window = Subject(limit: 5)
    window.take(5, at: .seconds(10))
    #expect(!window.isEmpty(at: .seconds(70)))
    #expect(window.isEmpty(at: .seconds(71)))
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
