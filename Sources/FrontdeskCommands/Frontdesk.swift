package import ArgumentParser
import DeskFile
import Foundation

/// The command `frontdesk`: what the executables run.
package struct Frontdesk: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "frontdesk",
    abstract: "An appointment desk for phone assistants: books in Google Calendar, never one time twice.",
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, ServeCommand.self, DeskCommand.self, ConnectCommand.self, AssistantCommand.self,
      CallCommand.self, LedgerCommand.self, DoctorCommand.self, SandboxCommand.self,
    ])

  package init() {}

  /// Runs the command that the process's arguments name, and ends the process when it fails.
  ///
  /// - Parameter faults: what is put between the server and its ports.
  package static func main(faults: Faults) async {
    do {
      if let stranger = unknownCommand(Array(CommandLine.arguments.dropFirst())) {
        FileHandle.standardError.write(Data((stranger + "\n").utf8))
        throw ExitCode.validationFailure
      }
      try await Faults.$wired.withValue(faults) {
        var command = try parseAsRoot()
        if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      }
    } catch {
      exit(withError: CommandFailure.explaining(error))
    }
  }

  /// A sentence for a first word that is no command; `nil` when there is nothing to say.
  static func unknownCommand(_ arguments: [String]) -> String? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help", !known.contains(word) else { return nil }
    let nearest = Spelling.nearest(to: word, among: known).map { "did you mean “frontdesk \($0)”?" }
    let rest = nearest ?? "the commands are \(known.sorted().joined(separator: ", "))."
    return "There is no command “\(word.prefix(40))”; \(rest)"
  }
}
