import Scheduling
import Testing

@testable import GoogleCalendar

@Suite struct BreakerTests {
  /// Expectations cannot call what mutates a value.
  final class Subject {
    private var breaker = Breaker()
    var isClosed: Bool { breaker.isClosed }
    func admits(at uptime: Duration) -> Bool { breaker.admits(at: uptime) }
    func succeeded() { breaker.succeeded() }
    func failed(at uptime: Duration) { breaker.failed(at: uptime) }
    func abandoned(at uptime: Duration) { breaker.abandoned(at: uptime) }
  }

  func opened(at uptime: Duration = .zero) -> Subject {
    let breaker = Subject()
    for _ in 0..<Breaker.failuresToOpen { breaker.failed(at: uptime) }
    return breaker
  }

  @Test func `one failure fewer leaves it closed, and a success starts the count anew`() {
    let breaker = Subject()
    for _ in 0..<3 {
      for _ in 1..<Breaker.failuresToOpen { breaker.failed(at: .zero) }
      #expect(breaker.admits(at: .zero))
      breaker.succeeded()
    }
    #expect(breaker.isClosed)
  }

  @Test func `an open one admits nobody for a while, then one`() {
    let breaker = opened()
    #expect(!breaker.admits(at: .seconds(4)))
    #expect(breaker.admits(at: .seconds(5)))
    #expect(!breaker.admits(at: .seconds(5)))
  }

  @Test func `a trial that succeeds closes it`() {
    let breaker = opened()
    #expect(breaker.admits(at: .seconds(5)))
    breaker.succeeded()
    #expect(breaker.isClosed)
    #expect(breaker.admits(at: .seconds(5)))
  }

  @Test func `each trial that fails doubles the pause, up to the longest`() {
    let breaker = opened()
    var now = Duration.seconds(5)
    for pause in [10, 20, 20] {
      #expect(breaker.admits(at: now))
      breaker.failed(at: now)
      #expect(!breaker.admits(at: now + .seconds(pause) - .milliseconds(1)))
      now += .seconds(pause)
    }
    #expect(breaker.admits(at: now))
  }

  @Test func `a trial that never reports does not close the way for ever`() {
    let breaker = opened()
    #expect(breaker.admits(at: .seconds(5)))
    #expect(!breaker.admits(at: .seconds(9)))
    #expect(breaker.admits(at: .seconds(10)))
  }

  @Test func `a trial whose caller gave up leaves it to the next`() {
    let breaker = opened()
    #expect(breaker.admits(at: .seconds(5)))
    breaker.abandoned(at: .seconds(6))
    #expect(breaker.admits(at: .seconds(6)))
  }

  @Test func `those under way when it opened change nothing`() {
    let breaker = opened()
    breaker.failed(at: .seconds(4))
    breaker.abandoned(at: .seconds(4))
    #expect(!breaker.admits(at: .seconds(4)))
    #expect(breaker.admits(at: .seconds(5)))
  }
}
