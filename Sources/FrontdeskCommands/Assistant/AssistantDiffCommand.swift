import ArgumentParser
import Vapi

struct AssistantDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what push would change at Vapi.",
    discussion: "Ends with 0 when there is no difference, with 1 when there is one, with 2 when that cannot be said.")

  @OptionGroup var choice: AssistantChoice
  @OptionGroup var options: SettingsOptions

  func run() async throws {
    var differs = false
    do {
      try await AssistantPushing.use(choice, options) { push in
        let notes = try await push.rehearse { step in
          differs = differs || step.changesSomething
          PushReport.planned(step).forEach(Output.line)
        }
        notes.forEach(Output.remark)
      }
    } catch {
      let explained = (error as? VapiFailure).map { CommandFailure($0.sentence) } ?? CommandFailure.explaining(error)
      Output.remark("Error: \(explained)")
      throw ExitCode(2)
    }
    if differs { throw ExitCode(1) }
  }
}
