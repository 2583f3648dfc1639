import ArgumentParser
import Vapi

struct AssistantPushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Make or update the desk's assistant, tools and phone number at Vapi.",
    discussion: """
      What is right already is left alone, and what a person has set at Vapi stays: further tools, parameters, headers and \
      messages, text around our part of the prompt, and the voice, the model or a wording that they have changed. \
      After a failure, push again: it goes on where it stopped.
      """)

  @Flag(help: "Only say what would be done.")
  var dryRun = false

  @OptionGroup var choice: AssistantChoice
  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await AssistantPushing.use(choice, options) { push in
      var count = 0
      let notes = try await reporting { () async throws(VapiFailure) in
        if dryRun {
          try await push.rehearse { step in
            count += step.changesSomething ? 1 : 0
            PushReport.planned(step).forEach(Output.line)
          }
        } else {
          try await push.run { step in
            count += step.changesSomething ? 1 : 0
            PushReport.done(step).forEach(Output.line)
          }
        }
      }
      if count == 0 { Output.line("Nothing to change: everything at Vapi is as it should be.") }
      notes.forEach(Output.remark)
    }
  }

  private func reporting(
    _ work: () async throws(VapiFailure) -> [String]
  ) async throws -> [String] {
    do throws(VapiFailure) { return try await work() } catch { throw CommandFailure(error.sentence) }
  }
}
