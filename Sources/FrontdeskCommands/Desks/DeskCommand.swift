import ArgumentParser
import Desk
import DeskFile
import Scheduling

/// The desks in the settings' database. All of these work while a server runs, which sees a change within two seconds.
struct DeskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Check, store, show or remove the desks that this server answers for.",
    subcommands: [
      DeskApplyCommand.self, DeskCheckCommand.self, DeskShowCommand.self, DeskListCommand.self, DeskRemoveCommand.self,
      NoticesCommand.self,
    ])
}

struct DeskShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a desk's file as it was applied, digests in place of its secrets.",
    discussion: "What is printed can be applied, and is then the same desk.")

  @Argument(help: "The desk's key; may be left out when there is one desk.")
  var key: String?

  @Flag(help: "Write the file anew from what is stored: without comments, and without what is usual.")
  var plain = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let (desk, signingKeys) = try await Workbench.use(options) { bench in
      let desk = try await bench.desk(key)
      return (desk, try await bench.store.keyring.keys(of: desk.profile.key))
    }
    var source =
      plain ? DeskFile.text(of: desk.profile, secrets: desk.secretDigests, signingKeys: signingKeys) : desk.source
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
    commandName: "remove", abstract: "Forget a desk. Its bookings and connected accounts stay.",
    discussion: "A desk that has appointments to come is removed with --force only.")

  @Argument(help: "The desk's key.")
  var key: String

  @Flag(help: "I know that nobody can ask for, move or cancel its appointments by phone any more.")
  var force = false

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await Workbench.use(options) { bench in
      let desk = try await bench.desk(key)
      let register = bench.store.register
      let upcoming = try await register.appointments(at: desk.profile, endingAfter: SystemClock().now()).count
      guard upcoming == 0 || force else {
        let count = upcoming == 1 ? "1 appointment" : "\(upcoming) appointments"
        throw CommandFailure(
          "The desk \(key) has \(count) to come. Removed, they stay in the calendar, and nobody can ask for, move or cancel "
            + "them by phone any more. Use --force if that is meant; nothing was removed.")
      }
      guard try await register.remove(desk.profile.key) else {
        throw CommandFailure("The desk \(key) has just been removed by somebody else.")
      }
    }
    Output.line("Removed \(key).")
  }
}
