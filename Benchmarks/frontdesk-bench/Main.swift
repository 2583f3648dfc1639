import ArgumentParser

@main struct FrontdeskBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontdesk-bench",
    abstract: "Measures Frontdesk beside peers, in one run on one machine.",
    discussion: """
      Needs the release build of frontdesk beside its own. Ends with 0 when everything could be measured, whatever the \
      figures, and with 1 when something could not, or when two bookings overlap.
      """,
    subcommands: [MeasureCommand.self, PeerCommand.self], defaultSubcommand: MeasureCommand.self)
}
