import Scheduling
import Synchronization

/// The owner of the calendars, who edits them by hand while callers book. What they have in mind runs until it is done,
/// whoever gave the reason for it.
struct Owner: Sendable {
  typealias Errand = @Sendable (Owner) async throws -> Void

  let town: Town
  let google: SandboxControl
  let transcript: Transcript
  private let errands: AsyncStream<Errand>
  private let continuation: AsyncStream<Errand>.Continuation
  private let open = Open()

  private final class Open: Sendable { let count = Mutex(0) }

  init(town: Town, google: SandboxControl, transcript: Transcript) {
    self.town = town
    self.google = google
    self.transcript = transcript
    (errands, continuation) = AsyncStream.makeStream()
  }

  /// Whether everything that the owner had in mind is done.
  var isIdle: Bool { open.count.withLock { $0 == 0 } }

  /// The owner will see to it.
  func begin(_ errand: @escaping Errand) {
    open.count.withLock { $0 += 1 }
    continuation.yield(errand)
  }

  /// Does what comes to mind until cancelled.
  func run() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for await errand in errands {
        group.addTask {
          defer { open.count.withLock { $0 -= 1 } }
          try await errand(self)
        }
      }
    }
  }

  /// Writes an event over the place, and takes it away again.
  func strike(_ strike: OwnerPlan.Strike, at place: Place) async throws {
    try await Task.sleep(for: strike.delay)
    guard let host = town.host(place.host) else { return }
    let calendar = strike.isElsewhere ? host.blocking ?? host.calendar : host.calendar
    let start = place.period.start + .minutes(strike.offset)
    let event = try await add(Interval(start: start, duration: .minutes(strike.minutes)), to: calendar, of: host)
    guard let stays = strike.stays else { return }
    try await Task.sleep(for: stays)
    try await delete(event, in: calendar, of: host)
  }

  /// Does what is planned with a booking that was told.
  func act(_ plan: OwnerPlan.Afterwards, on booking: BookingFacts) async throws {
    try await Task.sleep(for: plan.delay)
    guard let host = town.host(booking.place.host) else { return }
    switch plan.kind {
    case .overlap(let minutes):
      let period = Interval(start: booking.place.period.start + .minutes(5), duration: .minutes(minutes))
      _ = try await add(period, to: host.calendar, of: host)
    case .move(let start):
      let period = Interval(start: start, duration: booking.place.period.duration)
      let from = Instant.now
      if try await google.move(booking.event, in: host.calendar, of: host.account, to: period) {
        note(from, host.calendar, booking.event, .move, period)
      }
    case .delete: try await delete(booking.event, in: host.calendar, of: host)
    }
  }

  private func add(_ period: Interval, to calendar: String, of host: Town.Host) async throws -> String {
    let from = Instant.now
    let event = try await google.add(to: calendar, of: host.account, period)
    note(from, calendar, event, .add, period)
    return event
  }

  private func delete(_ event: String, in calendar: String, of host: Town.Host) async throws {
    let from = Instant.now
    if try await google.delete(event, in: calendar, of: host.account) { note(from, calendar, event, .delete, nil) }
  }

  private func note(_ from: Instant, _ calendar: String, _ event: String, _ kind: OwnerEdit.Kind, _ period: Interval?) {
    transcript.note(
      OwnerEdit(from: from, to: .now, calendar: calendar, event: event, kind: kind, period: period))
  }
}
