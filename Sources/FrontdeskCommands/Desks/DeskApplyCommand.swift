import ArgumentParser
import Desk
import DeskFile
import Foundation
import GoogleCalendar
import Scheduling

struct DeskApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Store a desk as its file describes it, or nothing if there is a mistake in it.")

  @Argument(help: "A YAML or JSON file; - reads standard input.")
  var file: String

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let text = try InputFile.text(file, limit: DeskFile.sizeLimit)
    try await Workbench.use(options) { bench in
      let desk = try DeskText(text, from: file).entry { bench.zones.check($0) }
      try await refuseSharedSecrets(desk, bench)
      let storage = bench.store.storage
      let change = try await DeskRegister(directory: storage, ledger: storage).apply(desk, at: SystemClock().now())
      try await report(desk.profile, bench)
      for leftover in change.leftovers { Output.remark(leftover.sentence) }
    }
  }

  /// A bearer secret tells which desk is meant, so no two desks may have the same.
  private func refuseSharedSecrets(_ desk: DeskEntry, _ bench: Workbench) async throws {
    let secrets = Set(desk.secretDigests)
    for other in try await bench.store.storage.desks() where other.profile.key != desk.profile.key {
      guard secrets.isDisjoint(with: other.secretDigests) else {
        throw CommandFailure(
          "The desk \(other.profile.key) has one of these secrets already, and a secret must open one desk alone: "
            + "give \(desk.profile.key) another. Nothing was stored.")
      }
    }
  }

  private func report(_ desk: DeskProfile, _ bench: Workbench) async throws {
    Output.line("Stored \(desk.key): \(desk.summary).")
    let connections = try await bench.connections()
    let calendars =
      desk.hosts.flatMap { host in host.calendars.map { (host.key.rawValue, $0) } }
      + desk.rooms.compactMap { room in room.calendar.map { (room.key.rawValue, $0) } }
    for (owner, calendar) in calendars {
      let state = connections[calendar.account]?.words ?? "not connected"
      Output.line("  \(owner): \(calendar.calendar) of \(calendar.account): \(state)")
    }
    for account in desk.accounts where connections[account]?.isUsable != true {
      Output.remark("Callers cannot book with \(account) yet. \(desk.remedy(account))")
    }
    for other in try await bench.store.storage.desks().map(\.profile) where other.key != desk.key {
      guard desk.numbers.contains(where: { number in other.numbers.contains { $0.isSame(as: number) } }) else {
        continue
      }
      Output.remark("The desk \(other.key) has one of these numbers too: a call to it reaches only one of them.")
    }
  }
}

extension DeskChange.Leftover {
  /// For the owner.
  var sentence: String {
    let counted = appointments == 1 ? "1 appointment" : "\(appointments) appointments"
    let (they, them) = appointments == 1 ? ("It stays", "it") : ("They stay", "them")
    let what =
      switch part {
      case .host(let key): "\(name) (host \(key)) is no longer booked in that calendar"
      case .offering(let key): "\(name) (service \(key)) is no longer offered"
      }
    return
      "\(what), with \(counted) to come. \(they) in the calendar; callers can still ask for, move and cancel \(them)."
  }
}
