import Desk
import Foundation

@testable import FrontdeskCommands

/// A working directory of its own, with the files given, gone when the body ends.
func withDirectory<Result>(
  _ files: [String: String] = [:], _ body: (_ path: String) throws -> Result
) throws -> Result {
  let directory = FileManager.default.temporaryDirectory
    .appending(path: "frontdesk-\(Randomness.system.hexadecimal(bytes: 8))", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { removeOrReport(directory) }
  for (name, text) in files { try Data(text.utf8).write(to: directory.appending(path: name)) }
  return try body(directory.path)
}

private func removeOrReport(_ directory: URL) {
  do {
    try FileManager.default.removeItem(at: directory)
  } catch {
    print("left behind: \(directory.path): \(error)")
  }
}

extension Settings {
  /// From the environment alone.
  static func read(_ environment: [SettingName: String] = [:]) throws -> Settings {
    let variables = Dictionary(uniqueKeysWithValues: environment.map { ($0.key.rawValue, $0.value) })
    return try withDirectory { try load(environment: variables, directory: $0) }
  }

  /// The sentences that stop the start; none when the settings are right.
  static func sentences(_ environment: [SettingName: String]) throws -> [String] {
    do {
      _ = try read(environment)
      return []
    } catch let problems as SettingsProblems {
      return problems.problems.map(\.sentence)
    }
  }
}
