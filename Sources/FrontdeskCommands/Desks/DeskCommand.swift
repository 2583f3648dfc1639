import ArgumentParser
import Desk
import Scheduling

/// The desks in the settings' database. All of these work while a server runs, which sees a change within two seconds.
struct DeskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Store, show or remove the desks that this server answers for.",
    subcommands: [
      DeskApplyCommand.self, DeskShowCommand.self, DeskListCommand.self, DeskRemoveCommand.self,
      NoticesCommand.self,
    ])
}

struct DeskShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a desk's file as it was applied, digests in place of its secrets.")

  @Argument(help: "The desk's key; may be left out when there is one desk.")
  var key: String?

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let desk = try await Workbench.use(options) { try await $0.desk(key) }
    var source = desk.source
    while source.last?.isNewline == true { source.removeLast() }
    Output.line(source)
  }
}

struct DeskListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the key, zone and name of every desk, a line each, separated by tabs.")

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let desks = try await Workbench.use(options) { try await $0.store.storage.desks() }
    for desk in desks.map(\.profile) { Output.line("\(desk.key)\t\(desk.zone.rawValue)\t\(desk.name)") }
    if desks.isEmpty { Output.remark("There is no desk yet: “frontdesk desk apply FILE” makes one.") }
  }
}

struct DeskRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a desk. Its bookings and connected accounts stay.")

  @Argument(help: "The desk's key.")
  var key: String

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await Workbench.use(options) { bench in
      let desk = try await bench.desk(key)
      guard try await bench.store.storage.remove(desk.profile.key) else {
        throw CommandFailure("The desk \(key) has just been removed by somebody else.")
      }
    }
    Output.line("Removed \(key).")
  }
}
