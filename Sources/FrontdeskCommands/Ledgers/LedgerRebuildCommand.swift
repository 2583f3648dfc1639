import ArgumentParser
import Desk
import Logging

struct LedgerRebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Reconcile the ledger with the calendars, and open it.",
    discussion: """
      For a restored copy, or an empty ledger in place of a lost one. Every booking that has not ended yet is compared with \
      its event; what is doubtful becomes a notice for the owner, and nothing is deleted. Works beside running servers: the \
      ledger is closed meanwhile. May be repeated. Ends with 0 when the ledger is open, with 1 when it stays closed.
      """)

  @Option(
    help: """
      The lost ledger whose bookings are to be brought into this empty one, by the name that “frontdesk ledger status” \
      printed; with SQLite it also stands in the file that ends with .serial. No server may run.
      """)
  var from: String?

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let faults = Faults.wired
    if let from { try await takeThePlace(of: from) }
    let report = try await Workbench.use(options) { bench in
      let ports = faults.wrap(Faults.Ports(ledger: bench.store.storage, calendars: bench.google.calendars))
      let clock = SystemClock()
      return try await LedgerRebuild(
        ledger: ports.ledger, calendars: ports.calendars, desks: DeskBook(directory: bench.store.storage, clock: clock),
        zones: bench.zones, clock: clock, randomness: .system, logger: options.quietLogger(bench.settings)
      ).run()
    }
    for sentence in report.sentences { Output.line(sentence) }
    if !report.isOpen { throw ExitCode.failure }
  }

  /// Before anything that is called by the ledger's name is made.
  private func takeThePlace(of name: String) async throws {
    guard name.utf8.count == 32, name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw CommandFailure("--from is a ledger's name: 32 of the signs 0 to 9 and a to f.")
    }
    let settings = try options.settings()
    let right = try ServingRight.take(settings.storage.database)
    let store = try await Store.open(settings, randomness: .system)
    let isDone = try await store.engine.ports.takeThePlace(of: LedgerID(name))
    try store.close()
    right.release()
    guard isDone else {
      throw CommandFailure(
        "This ledger has bookings of its own, so it cannot take the place of another: begin with an empty database.")
    }
  }
}
