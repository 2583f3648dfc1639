import ArgumentParser
import Desk

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at every setting, the database, Google and each calendar, and say what to do.",
    discussion: "Ends with 0 unless something does not work (✗). Works beside a running server; nothing is made.")

  @Flag(help: "Print a JSON array with state, subject and text for each line.")
  var json = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
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
}
