import Desk

/// A refresh under way and those who wait for it. Each waits as long as their own deadline and cancellation allow; the
/// refresh itself goes on without them.
struct Flight {
  /// Owned by ``TokenKeeper``: it ends within ``RefreshRun/budget`` and a read or write of the vault.
  let task: Task<Void, Never>
  private var waiting: [AsyncStream<RefreshReport>.Continuation] = []

  init(task: Task<Void, Never>) { self.task = task }

  mutating func join() -> AsyncStream<RefreshReport> {
    let (stream, continuation) = AsyncStream.makeStream(of: RefreshReport.self, bufferingPolicy: .bufferingNewest(1))
    waiting.append(continuation)
    return stream
  }

  func land(_ report: RefreshReport) {
    for continuation in waiting {
      continuation.yield(report)
      continuation.finish()
    }
  }
}

extension AsyncStream<RefreshReport> {
  /// The report; `nil` when the deadline or the caller's cancellation came first.
  func report(by deadline: Deadline, on clock: any Timekeeper) async -> RefreshReport? {
    let remaining = deadline.remaining(on: clock)
    guard remaining > .zero else { return nil }
    return await withTaskGroup(of: RefreshReport?.self) { group in
      group.addTask { await self.first { _ in true } }
      group.addTask {
        do { try await clock.sleep(for: remaining) } catch { return nil }
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
