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
      let written = DeskText(text, from: file)
      let contents = try written.contents { bench.zones.check($0) }
      let desk = contents.entry
      let stored = try await bench.store.keyring.keys(of: desk.profile.key)
      let keys = try written.explained { () throws(DeskFileProblems) in try contents.signingKeys(knowing: stored) }
      try await refuseSharedSecrets(desk, keys, bench)
      let change = try await bench.store.register.apply(desk, signingKeys: keys, at: SystemClock().now())
      try await report(desk.profile, bench)
      for leftover in change.leftovers { Output.remark(leftover.sentence) }
    }
  }

  /// A secret that is sent tells which desk is meant, and a message signed for one desk could be sent to another with the
  /// same key: so no two desks may share one, however it is written.
  private func refuseSharedSecrets(_ desk: DeskEntry, _ keys: [SigningKey], _ bench: Workbench) async throws {
    let secrets = Set(desk.secretDigests + keys.flatMap(\.digests))
    let signing = try await bench.store.keyring.keys()
    for other in try await bench.store.storage.desks() where other.profile.key != desk.profile.key {
      let others = other.secretDigests + (signing[other.profile.key] ?? []).flatMap(\.digests)
      guard secrets.isDisjoint(with: others) else {
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

extension SigningKey {
  /// Of its text, which may be another desk's secret, and of the key itself.
  fileprivate var digests: [SecretDigest] { [digest, keyDigest] }
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
