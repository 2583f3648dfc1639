import ArgumentParser
import Desk
import DeskFile
import Scheduling
import ZoneFiles

struct DeskCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Name every mistake in a desk's file, with its line and column; nothing is stored.",
    discussion: """
      Needs no database. A warning is what can be stored and is probably not meant. Ends with 1 when there is a mistake.
      """)

  @Argument(help: "A YAML or JSON file; - reads standard input.")
  var file: String

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let text = try InputFile.text(file, limit: DeskFile.sizeLimit)
    let zones = try TZifDirectory(directory: try options.settings().zoneDirectory)
    let desk = try DeskText(text, from: file).contents(checkingZone: zones.check).entry.profile
    Output.line("\(InputFile.shown(file)) is right: \(desk.summary).")
  }
}

/// A desk's file as a command was given it.
struct DeskText {
  let text: String
  let file: String

  init(_ text: String, from file: String) {
    self.text = text
    self.file = file
  }

  /// What it says; warnings are printed.
  ///
  /// - Throws: every mistake, a line each.
  func contents(checkingZone check: (ZoneID) -> ZoneCheck) throws -> DeskFileContents {
    let today = CivilTime(secondsSinceEpoch: SystemClock().now().seconds).date
    let report = DeskFile.examine(text, on: today, checkingZone: check)
    for warning in report.warnings { Output.remark("Warning: \(InputFile.shown(file)), \(warning)") }
    guard let contents = report.contents else { throw failure(report.mistakes) }
    return contents
  }

  /// The value, or the file's mistakes as sentences with its name.
  func explained<Value>(_ body: () throws(DeskFileProblems) -> Value) throws -> Value {
    do throws(DeskFileProblems) {
      return try body()
    } catch {
      throw failure(error.problems)
    }
  }

  private func failure(_ mistakes: [DeskFileProblem]) -> CommandFailure {
    CommandFailure(mistakes.map { "\(InputFile.shown(file)), \($0)" }.joined(separator: "\n"))
  }
}

extension DeskProfile {
  /// In one line: what it is called and how much there is of everything.
  var summary: String {
    let parts = [(offerings.count, "service"), (hosts.count, "host"), (rooms.count, "room"), (numbers.count, "number")]
    let counts = parts.filter { $0.0 > 0 || $0.1 == "number" }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return "\(name), \(zone.rawValue), \(counts.joined(separator: ", "))"
  }
}
