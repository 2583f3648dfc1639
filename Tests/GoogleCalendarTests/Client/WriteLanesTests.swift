import Desk
import Scheduling
import Synchronization
import Testing

@testable import GoogleCalendar

@Suite(.timeLimit(.minutes(1)))
struct WriteLanesTests {
  let clock = HandClock()
  let calendar = ClientBench.calendar

  /// A place where work waits until it is let go.
  final class Work: Sendable {
    private let state = Mutex((started: [Int](), running: 0, most: 0))
    let gate = Mutex<[CheckedContinuation<Void, Never>]>([])

    var started: [Int] { state.withLock { $0.started } }
    var most: Int { state.withLock { $0.most } }

    func run(_ number: Int) async {
      state.withLock { state in
        state.started.append(number)
        state.running += 1
        state.most = max(state.most, state.running)
      }
      await withCheckedContinuation { continuation in gate.withLock { $0.append(continuation) } }
      state.withLock { $0.running -= 1 }
    }

    func release() -> Bool {
      let next = gate.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      next?.resume()
      return next != nil
    }
  }

  @Test func `writes to one calendar go one after another, in order`() async throws {
    let lanes = WriteLanes(clock: clock)
    let work = Work()
    let deadline = Deadline(in: .seconds(60), on: clock)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<5 {
        group.addTask { try await lanes.alone(in: calendar, by: deadline) { await work.run(number) } }
        // The first is inside, all others wait.
        #expect(await eventually { work.started.count + lanes.waiting(for: calendar) == number + 1 })
      }
      for _ in 0..<5 { #expect(await eventually { work.release() }) }
      try await group.waitForAll()
    }
    #expect(work.started == [0, 1, 2, 3, 4])
    #expect(work.most == 1)
  }

  @Test func `writes to different calendars go side by side`() async throws {
    let lanes = WriteLanes(clock: clock)
    let work = Work()
    let deadline = Deadline(in: .seconds(60), on: clock)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        let other = CalendarReference(account: calendar.account, calendar: CalendarID("\(number)"))
        group.addTask { try await lanes.alone(in: other, by: deadline) { await work.run(number) } }
      }
      #expect(await eventually { work.started.count == 3 })
      for _ in 0..<3 { #expect(await eventually { work.release() }) }
      try await group.waitForAll()
    }
    #expect(work.most == 3)
  }

  @Test func `whose turn does not come in time leaves the line`() async throws {
    let lanes = WriteLanes(clock: clock)
    let work = Work()
    let first = Task { [clock] in
      try await lanes.alone(in: calendar, by: Deadline(in: .seconds(60), on: clock)) { await work.run(1) }
    }
    #expect(await eventually { work.started == [1] })
    let late = Task { [clock] in
      try await lanes.alone(in: calendar, by: Deadline(in: .seconds(2), on: clock)) { await work.run(2) }
    }
    #expect(await eventually { lanes.waiting(for: calendar) == 1 && clock.sleeping == 1 })
    clock.advance(by: .seconds(2))
    await #expect(throws: GoogleFailure.noTurn) { try await late.value }
    #expect(lanes.waiting(for: calendar) == 0)
    #expect(await eventually { work.release() })
    try await first.value
    // The lane is free again.
    let third = Task { [clock] in
      try await lanes.alone(in: calendar, by: Deadline(in: .seconds(2), on: clock)) { await work.run(3) }
    }
    #expect(await eventually { work.release() })
    try await third.value
    #expect(work.started == [1, 3])
  }

  @Test func `who is cancelled leaves the line`() async throws {
    let lanes = WriteLanes(clock: clock)
    let work = Work()
    let deadline = Deadline(in: .seconds(60), on: clock)
    let first = Task { try await lanes.alone(in: calendar, by: deadline) { await work.run(1) } }
    #expect(await eventually { work.started == [1] })
    let second = Task { try await lanes.alone(in: calendar, by: deadline) { await work.run(2) } }
    #expect(await eventually { lanes.waiting(for: calendar) == 1 })
    second.cancel()
    await #expect(throws: GoogleFailure.noTurn) { try await second.value }
    #expect(await eventually { work.release() })
    try await first.value
    #expect(work.started == [1])
  }

  @Test func `a line that is too long takes nobody in`() async throws {
    let lanes = WriteLanes(clock: clock)
    let work = Work()
    let deadline = Deadline(in: .seconds(60), on: clock)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0...WriteLanes.longestQueue + 1 {
        group.addTask {
          do throws(GoogleFailure) {
            try await lanes.alone(in: calendar, by: deadline) { await work.run(number) }
            return true
          } catch {
            return false
          }
        }
      }
      #expect(await eventually { lanes.waiting(for: calendar) == WriteLanes.longestQueue })
      for _ in 0...WriteLanes.longestQueue { #expect(await eventually { work.release() }) }
      let served = try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      #expect(served == WriteLanes.longestQueue + 1)
    }
  }

  @Test func `a lane in use by one client's insert holds back the next on the wire`() async throws {
    try await withClient(clock: clock) { _ in
      .silence
    } _: { google in
      let client = google.client
      let soon = Deadline(in: .milliseconds(100), on: clock)
      let late = Deadline(in: .seconds(30), on: clock)
      let first = Task { try await client.insert(Event(), into: calendar, by: late) }
      #expect(await eventually { google.server.seen.count == 1 && clock.sleeping == 1 })
      let second = Task { try await client.insert(Event(), into: calendar, by: soon) }
      #expect(await eventually { client.lanes.waiting(for: calendar) == 1 && clock.sleeping == 2 })
      clock.advance(by: .milliseconds(100))
      await #expect(throws: CallFailure(cause: .noTurn, mayHaveHappened: false)) { try await second.value }
      #expect(google.server.seen.count == 1)
      first.cancel()
      await #expect(throws: CallFailure(cause: .broken, mayHaveHappened: true)) { try await first.value }
    }
  }
}
