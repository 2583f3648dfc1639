package import Logging
package import Scheduling

/// Puts the events of kept times into the calendar while the caller still decides, where the desk wants that
/// (``KeepingPolicy/placesEvent``): booking one then needs no calendar call.
///
/// A queue within this process. What does not come through it is placed when it is booked, or lapses; so it may be full, and
/// may be lost. Storage keeps a preparation and the booking of the same time apart: whichever changes the booking second is
/// refused.
package final class Preparations: Sendable {
  /// What is kept beyond that is not prepared.
  static let longestQueue = 256
  static let width = 4
  static let patience = Duration.seconds(10)

  private let desks: DeskBook
  private let clock: any Timekeeper
  private let runner: BookingRunner
  private let logger: Logger
  private let queue: AsyncStream<Booking>
  private let entrance: AsyncStream<Booking>.Continuation

  package init(
    ledger: any Ledger, calendars: any Calendars, desks: DeskBook, zones: any ZoneSource, clock: any Timekeeper,
    randomness: Randomness, logger: Logger
  ) {
    self.desks = desks
    self.clock = clock
    self.logger = logger
    runner = BookingRunner(
      ledger: ledger, calendars: calendars, zones: zones, clock: clock, randomness: randomness, logger: logger)
    (queue, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.longestQueue))
  }

  /// A time has just been kept for a call. Returns at once.
  package func add(_ booking: Booking) { entrance.yield(booking) }

  /// Takes no more; ``run()`` returns once what was added is done.
  package func finish() { entrance.finish() }

  /// Prepares what is added, until ``finish()`` or until the task is cancelled. To be run once.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      var running = 0
      for await booking in queue {
        if running == Self.width {
          await group.next()
          running -= 1
        }
        running += 1
        group.addTask { await self.prepare(booking) }
      }
    }
  }

  private func prepare(_ booking: Booking) async {
    do throws(LedgerFailure) {
      guard let profile = try await desks.current().profile(booking.desk), profile.keeping.placesEvent else { return }
      // Only kept until now, so nothing was sent for it: the first change is refused otherwise.
      let ending = await runner.run(
        booking,
        BookingRunner.Job(
          purpose: .prepare, isFresh: true, zone: profile.zone, deadline: Deadline(in: Self.patience, on: clock)))
      logger.debug(
        "prepared a kept time",
        metadata: ["desk": "\(booking.desk)", "booking": "\(booking.id)", "ending": "\(ending.word)"])
    } catch {
      logger.error("a kept time was not prepared", metadata: ["booking": "\(booking.id)", "error": "\(error)"])
    }
  }
}
