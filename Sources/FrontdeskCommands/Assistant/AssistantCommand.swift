import ArgumentParser

struct AssistantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assistant", abstract: "The voice assistant of a desk: handed to Vapi call by call, or kept there.",
    subcommands: [AssistantShowCommand.self, AssistantPushCommand.self, AssistantDiffCommand.self])
}
