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
      let contents = try explained { () throws(DeskFileProblems) in
        try DeskFile.contents(of: text) { bench.zones.check($0) }
      }
      let desk = contents.entry
      let stored = try await bench.store.keyring.keys(of: desk.profile.key)
      let keys = try explained { () throws(DeskFileProblems) in try contents.signingKeys(knowing: stored) }
      try await refuseSharedSecrets(desk, keys, bench)
      // Keys first: one that was taken out of the file opens nothing from here on, whatever becomes of the rest.
      try await bench.store.keyring.store(keys, of: desk.profile.key)
      try await bench.store.storage.apply(desk)
      try await report(desk.profile, bench)
    }
  }

  /// The file's mistakes as sentences with its name.
  private func explained<Value>(_ body: () throws(DeskFileProblems) -> Value) throws -> Value {
    do throws(DeskFileProblems) {
      return try body()
    } catch {
      let name = file == "-" ? "standard input" : file
      throw CommandFailure(error.problems.map { "\(name), \($0)" }.joined(separator: "\n"))
    }
  }

  /// A secret that is sent tells which desk is meant, and a message signed for one desk could be sent to another with the
  /// same key: so no two desks may share one.
  private func refuseSharedSecrets(_ desk: DeskEntry, _ keys: [SigningKey], _ bench: Workbench) async throws {
    let secrets = Set(desk.secretDigests + keys.map(\.digest))
    let signing = try await bench.store.keyring.keys()
    for other in try await bench.store.storage.desks() where other.profile.key != desk.profile.key {
      let others = other.secretDigests + (signing[other.profile.key] ?? []).map(\.digest)
      guard secrets.isDisjoint(with: others) else {
        throw CommandFailure(
          "The desk \(other.profile.key) has one of these secrets already, and a secret must open one desk alone: "
            + "give \(desk.profile.key) another. Nothing was stored.")
      }
    }
  }

  private func report(_ desk: DeskProfile, _ bench: Workbench) async throws {
    let counts = [
      Self.count(desk.offerings.count, "service"), Self.count(desk.hosts.count, "host"),
      Self.count(desk.numbers.count, "number"),
    ]
    Output.line("Stored \(desk.key): \(desk.name), \(desk.zone.rawValue), \(counts.joined(separator: ", ")).")
    let connections = try await bench.connections()
    for host in desk.hosts {
      for calendar in host.calendars {
        let state = connections[calendar.account]?.words ?? "not connected"
        Output.line("  \(host.key): \(calendar.calendar) of \(calendar.account): \(state)")
      }
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

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

/// A text that a command is given: a file, or standard input for `-`.
enum InputFile {
  /// - Parameter limit: bytes; longer is refused.
  static func text(_ name: String, limit: Int) throws -> String {
    let data: Data?
    do {
      let handle = name == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: name))
      data = try handle.readToEnd()
    } catch {
      throw CommandFailure("\(name == "-" ? "Standard input" : "The file \(name)") cannot be read.")
    }
    guard let data, !data.isEmpty else {
      throw CommandFailure("There is nothing in \(name == "-" ? "the input" : name).")
    }
    guard data.count <= limit, let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure("\(name == "-" ? "The input" : name) is no text in UTF-8 of at most \(limit) bytes.")
    }
    return text
  }
}
