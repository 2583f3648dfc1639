import ArgumentParser
import Foundation
import UnixSignals

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measure everything, or what --only names.")

  @Flag(help: "Short runs, for a look that takes under a minute; the figures are rough.")
  var quick = false

  @Option(
    parsing: .upToNextOption, help: "Measure only these: \(Measure.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only: [Measure] = []

  @Option(help: "How many holds --only contention tries in each ledger.")
  var attempts: Int?

  func run() async throws {
    #if DEBUG
      Output.line("This is a debug build: its figures say nothing. Use “make bench”.")
    #endif
    Output.line(Machine.description)
    let crew = Crew()
    let troubles: [String]
    do {
      troubles = try await withThrowingTaskGroup(of: [String].self) { group in
        group.addTask { try await measure(crew) }
        group.addTask {
          for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
            // What is being measured does not notice a cancellation soon, and nobody is there to wait for it.
            try crew.dismiss()
            FrontdeskBench.exit(withError: ExitCode(130))
          }
          return []
        }
        defer { group.cancelAll() }
        return try await group.next() ?? []
      }
    } catch {
      try crew.dismiss()
      throw error
    }
    for trouble in troubles { Output.line("✗ \(trouble)") }
    if !troubles.isEmpty { throw ExitCode.failure }
  }

  private func measure(_ crew: Crew) async throws -> [String] {
    var effort = quick ? Effort.quick : .full
    if let attempts { effort.attempts = attempts }
    let bench = Bench(effort: effort, stage: try await Stage.set(crew))
    var troubles: [String] = []
    for measure in only.isEmpty ? Measure.allCases : only {
      do {
        troubles += try await bench.take(measure)
      } catch {
        troubles.append("\(measure.rawValue) could not be measured: \(error)")
      }
    }
    try await bench.stage.clear()
    bench.ledger.printFigures()
    return troubles
  }
}

/// What there is to be measured, in the order in which it is.
enum Measure: String, CaseIterable, ExpressibleByArgument {
  /// `check_availability` beside the peers.
  case availability
  /// `check_availability` at a constant rate.
  case pace
  /// `create_event`, one after another.
  case booking
  /// `create_event` by many callers at once.
  case rush
  /// Taking a hold, many contenders for each time, in each ledger.
  case holds
  /// Very many attempts at overlapping times, in each ledger; see --attempts.
  case contention
  /// `create_event` for a time that was kept for the call before.
  case kept
  /// Reading a webhook's body.
  case scanner
  /// Searching for open times.
  case slots
  case memory
  case start
}

/// How much is measured.
struct Effort: Sendable {
  let rounds: Int
  /// How long a run of unbounded length lasts.
  let run: Duration
  /// Requests of one run that reach Google: its quota, which the server keeps, bounds what a process may ask.
  let checksAtMost: Int
  let bookings: Int
  let bookingsOfEachCaller: Int
  let starts: Int
  let storedBookings: Int
  let holdRounds: Int
  /// Attempts at overlapping times, in each ledger.
  var attempts: Int

  static let full = Effort(
    rounds: 5, run: .seconds(3), checksAtMost: 3200, bookings: 100, bookingsOfEachCaller: 10, starts: 5,
    storedBookings: 100_000, holdRounds: 200, attempts: 20_000)
  static let quick = Effort(
    rounds: 1, run: .milliseconds(700), checksAtMost: 640, bookings: 20, bookingsOfEachCaller: 3, starts: 1,
    storedBookings: 100_000, holdRounds: 40, attempts: 4_000)
}

/// Everything that the measures share.
struct Bench {
  let effort: Effort
  let stage: Stage
  let ledger = FigureLedger()

  /// Returns what is wrong: not a figure that is missed, but a promise that is broken.
  func take(_ measure: Measure) async throws -> [String] {
    switch measure {
    case .availability: try await AvailabilityMeasure(bench: self).take()
    case .pace: try await PaceMeasure(bench: self).take()
    case .booking: try await SequentialBookings(bench: self).take()
    case .rush: return try await ConcurrentBookings(bench: self).take()
    case .holds: return try await HoldMeasure(bench: self).take()
    case .contention:
      return try await ContentionMeasure(bench: self, attempts: effort.attempts).take()
    case .kept: try await KeptBookings(bench: self).take()
    case .scanner: try ScannerMeasure(bench: self).take()
    case .slots: try SlotMeasure(bench: self).take()
    case .memory: try await MemoryMeasure(bench: self).take()
    case .start: try await StartMeasure(bench: self).take()
    }
    return []
  }
}

/// What stops the bench, or a part of it.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
