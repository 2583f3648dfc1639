package import Scheduling

/// The only source of time in the program: a wall clock, a monotonic clock, and a way to wait.
///
/// Tests pass one that they move by hand.
package protocol Timekeeper: Sendable {
  /// What the wall clock says. It may jump; nothing but waiting times may depend on it (invariant I15).
  func now() -> Instant

  /// Time since some fixed moment; never goes back.
  func uptime() -> Duration

  /// Returns after `duration` of ``uptime()``; throws `CancellationError` when the task is cancelled first.
  func sleep(for duration: Duration) async throws
}

/// Until when an answer must have been given, on the monotonic clock. It travels with the request into every call out.
package struct Deadline: Hashable, Sendable {
  /// On the scale of ``Timekeeper/uptime()``.
  package let uptime: Duration

  package init(uptime: Duration) { self.uptime = uptime }

  package init(in duration: Duration, on clock: any Timekeeper) { uptime = clock.uptime() + duration }

  /// What is left; never negative.
  package func remaining(on clock: any Timekeeper) -> Duration { max(.zero, uptime - clock.uptime()) }

  package func hasPassed(on clock: any Timekeeper) -> Bool { uptime <= clock.uptime() }

  /// The nearer of this deadline and `duration` from now: one attempt's share of the whole.
  package func capped(to duration: Duration, on clock: any Timekeeper) -> Deadline {
    Deadline(uptime: min(uptime, clock.uptime() + duration))
  }

  /// The deadline a little earlier, to keep a reserve for what comes after.
  package func less(_ reserve: Duration) -> Deadline { Deadline(uptime: uptime - reserve) }
}
