import ArgumentParser

@main struct Frontdesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontdesk",
    abstract: "An appointment desk for phone assistants: books in Google Calendar, never one time twice.",
    subcommands: [DemoCommand.self, ServeCommand.self])
}
