import Desk
import Scheduling
import Synchronization
import Testing

@Suite struct Lane {
  /// Real waiting is not wanted here: a deadline far away, on a clock whose sleep ends only with cancellation.
  struct StillClock: Timekeeper {
    func now() -> Instant { Instant(seconds: 0) }
    func uptime() -> Duration { .zero }
    func sleep(for duration: Duration) async throws {
      if duration == .zero { return }
      while true {
        try Task.checkCancellation()
        await Task.yield()
      }
    }
  }

  let lanes = Lanes<String>(clock: StillClock())
  let far = Deadline(uptime: .seconds(1000))

  final class Watch: Sendable {
    private let inside = Mutex((now: 0, most: 0))
    var most: Int { inside.withLock { $0.most } }
    func enter() {
      inside.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }
    func leave() { inside.withLock { $0.now -= 1 } }
  }

  @Test func `work in one lane never overlaps`() async {
    let (lanes, far, watch) = (lanes, far, Watch())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await lanes.run(in: "a", by: far) {
            watch.enter()
            await Task.yield()
            watch.leave()
          }
        }
      }
    }
    #expect(watch.most == 1)
    #expect(lanes.waiting(in: "a") == 0)
  }

  @Test func `another lane does not wait`() async {
    let value = await lanes.run(in: "a", by: far) { await lanes.run(in: "b", by: far) { 7 } }
    #expect(value == 7)
  }

  @Test func `whoever waits past the deadline is let go without having begun`() async {
    let value = await lanes.run(in: "a", by: far) { await lanes.run(in: "a", by: Deadline(uptime: .zero)) { 7 } }
    #expect(value == .some(nil))
    #expect(lanes.waiting(in: "a") == 0)
    #expect(await lanes.run(in: "a", by: far) { 8 } == 8)
  }

  @Test func `a cancelled wait lets the next in`() async {
    let (lanes, far) = (lanes, far)
    let outcome = await lanes.run(in: "a", by: far) {
      let waiting = Task { await lanes.run(in: "a", by: far) { 1 } }
      while lanes.waiting(in: "a") == 0 { await Task.yield() }
      waiting.cancel()
      return await waiting.value
    }
    #expect(outcome == .some(nil))
    #expect(await lanes.run(in: "a", by: far) { 2 } == 2)
  }

  final class Gate: Sendable {
    private let state = Mutex((isOpen: false, order: [Int]()))
    var order: [Int] { state.withLock { $0.order } }
    func open() { state.withLock { $0.isOpen = true } }
    func note(_ number: Int) { state.withLock { $0.order.append(number) } }
    func pass() async { while !state.withLock({ $0.isOpen }) { await Task.yield() } }
  }

  @Test func `work goes in the order in which it came`() async {
    let (lanes, far, gate) = (lanes, far, Gate())
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await lanes.run(in: "a", by: far) { await gate.pass() } }
      while await lanes.run(in: "a", by: Deadline(uptime: .zero), {}) != nil { await Task.yield() }
      for number in 0..<5 {
        group.addTask { await lanes.run(in: "a", by: far) { gate.note(number) } }
        while lanes.waiting(in: "a") <= number { await Task.yield() }
      }
      gate.open()
    }
    #expect(gate.order == [0, 1, 2, 3, 4])
  }

  @Test func `a line that is too long takes nobody in`() async {
    let (lanes, far, gate, longest) = (lanes, far, Gate(), Lanes<String>.longestQueue)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await lanes.run(in: "a", by: far) { await gate.pass() } }
      while await lanes.run(in: "a", by: Deadline(uptime: .zero), {}) != nil { await Task.yield() }
      for number in 0..<longest { group.addTask { await lanes.run(in: "a", by: far) { gate.note(number) } } }
      while lanes.waiting(in: "a") < longest { await Task.yield() }
      let outcome: Void? = await lanes.run(in: "a", by: far) {}
      #expect(outcome == nil)
      gate.open()
    }
    #expect(gate.order.count == longest)
  }
}
