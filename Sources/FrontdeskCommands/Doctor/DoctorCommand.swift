import ArgumentParser
import Desk
import Scheduling

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at every setting, the database, Google and each calendar, and say what to do.",
    discussion: """
      Ends with 0 unless something does not work (✗). Works beside a running server, and makes no file.

      With --ledger it explains instead every booking that is not at rest, and ends with 0 unless something is stuck: the \
      ledger is closed, something needs a hand, or nobody works on a booking.
      """)

  @Flag(help: "Explain every booking that is not at rest.")
  var ledger = false

  @Flag(help: "Print a JSON array with state, subject and text for each line.")
  var json = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    if ledger { return try await explainLedger() }
    var findings: [Finding] = []
    do {
      let settings = try options.settings()
      findings = await Examination(settings: settings, logger: options.quietLogger(settings)).findings()
    } catch {
      findings = error.problems.map { Finding(.bad, $0.setting?.rawValue ?? "settings", $0.sentence) }
    }
    Output.line(
      json ? JSONValue.array(findings.map(\.json)).page : findings.map(\.line).joined(separator: "\n"))
    if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode.failure }
  }

  private func explainLedger() async throws {
    let (lines, isStuck) = try await Workbench.use(options) { bench in
      let (storage, clock) = (bench.store.storage, SystemClock())
      let explanation = try await LedgerExplanation(
        of: storage, calendars: bench.google.calendars, desks: DeskBook(directory: storage, clock: clock),
        zones: bench.zones, clock: clock)
      let isUnattended = try await Self.isUnattended(storage, at: clock.now())
      return (explanation.lines, explanation.closedBecause != nil || isUnattended)
    }
    Output.line(json ? JSONValue.array(lines.map { .string($0) }).page : lines.joined(separator: "\n"))
    if isStuck { throw ExitCode.failure }
  }

  /// Servers come back to a booking whose lease has run out within seconds, and within minutes where its calendar refuses.
  private static let longestUnattended = Duration.minutes(15)

  private static func isUnattended(_ ledger: any Ledger, at now: Instant) async throws(LedgerFailure) -> Bool {
    let stuck = try await ledger.notices(of: nil, kind: .stuck, includingDone: false, limit: 1)
    guard stuck.isEmpty else { return true }
    // The oldest lease comes first.
    guard let oldest = try await ledger.unfinished(limit: 1).first else { return false }
    return now - oldest.leaseUntil > Self.longestUnattended
  }
}
