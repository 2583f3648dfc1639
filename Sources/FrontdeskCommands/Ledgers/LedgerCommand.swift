import ArgumentParser
import Desk

/// The ledger as a whole: how it stands, and what to do after a restore or a loss.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Look at the ledger, and reconcile it with the calendars after a restore or a loss.",
    discussion: """
      All of these work beside running servers. While the ledger is closed, servers answer calls and take messages, and book \
      nothing.
      """,
    subcommands: [
      LedgerStatusCommand.self, LedgerRestoredCommand.self, LedgerRebuildCommand.self, LedgerReopenCommand.self,
    ])
}

struct LedgerStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Print whether the ledger takes bookings, and how many there are in each state.",
    discussion: "Ends with 0 when the ledger is open, with 1 when it is closed.")

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let (condition, counts) = try await Workbench.use(options) { bench in
      (try await bench.store.storage.condition(), try await bench.store.storage.counts())
    }
    Output.line("ledger \(condition.identity)")
    Output.line(condition.closedBecause.map { "closed: \(ClosureWording.explained($0))" } ?? "open")
    for state in BookingState.allCases {
      if let count = counts.bookings[state], count > 0 { Output.line("  \(state.rawValue): \(count)") }
    }
    Output.line("  waiting to be announced: \(counts.outbox)")
    Output.line("  notices not done: \(counts.notices)")
    if condition.closedBecause != nil { throw ExitCode.failure }
  }
}

struct LedgerRestoredCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restored",
    abstract: "Say that the database is a restored copy: closes the ledger until it is rebuilt.",
    discussion: """
      For PostgreSQL, before any server is started on the copy. An SQLite file is known for a copy by itself when it is not \
      the newest; say it there too when in doubt.
      """)

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await Workbench.use(options) { bench in
      try await bench.store.storage.shut(because: "it was restored from an older copy")
    }
    Output.line("The ledger is closed for bookings: “frontdesk ledger rebuild” reconciles it with the calendars.")
  }
}

struct LedgerReopenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Open a closed ledger without reconciling it.",
    discussion: """
      What was booked after the copy was made is then not in the ledger: it blocks as somebody's event, and its callers \
      cannot move or cancel it. “frontdesk ledger rebuild” is the better way.
      """)

  @Flag(help: "I know that bookings may be missing.")
  var force = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    guard force else {
      throw CommandFailure("Use “frontdesk ledger rebuild”; or --force, if bookings may be missing.")
    }
    try await Workbench.use(options) { try await $0.store.storage.reopen() }
    Output.line("The ledger is open.")
  }
}
