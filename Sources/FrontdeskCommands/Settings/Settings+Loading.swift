import Foundation

extension Settings {
  /// The file that is read when no other is named.
  static let defaultFile = "frontdesk.yaml"

  /// Reads the environment, over `.env`, over a YAML file.
  ///
  /// - Parameters:
  ///   - environment: the process's variables.
  ///   - directory: the working directory: where `.env` and `frontdesk.yaml` may be, and relative paths start.
  ///   - file: the YAML file that `--config` names; it must exist.
  ///   - foreign: variables of the environment that are somebody else's, whatever they are called.
  static func load(
    environment: [String: String], directory: String, file: String? = nil, foreign: Set<String> = []
  ) throws(SettingsProblems) -> Settings {
    var problems: [SettingsProblem] = []
    var sources = [SettingsSource.environment(environment.filter { !foreign.contains($0.key) })]
    do {
      if let text = try text(".env", in: directory, mustExist: false) {
        let file = EnvironmentFile(text)
        problems += file.mistakes.map { mistake in
          SettingsProblem(
            setting: nil,
            sentence: ".env, line \(mistake.line): \(mistake.phrase); write NAME=value, or # before a comment.")
        }
        sources.append(.environmentFile(file, title: ".env"))
      }
    } catch {
      problems.append(error)
    }
    do {
      let title = file ?? defaultFile
      if let text = try text(title, in: directory, mustExist: file != nil) {
        sources.append(try .yaml(text, title: title))
      }
    } catch {
      problems.append(error)
    }
    do {
      let settings = try Settings(from: sources, directory: directory)
      if problems.isEmpty { return settings }
    } catch {
      problems += error.problems
    }
    throw SettingsProblems(problems: problems)
  }

  /// `nil` when the file may be absent and is.
  private static func text(
    _ name: String, in directory: String, mustExist: Bool
  ) throws(SettingsProblem) -> String? {
    let url = URL(filePath: name, relativeTo: URL(filePath: directory, directoryHint: .isDirectory))
    guard FileManager.default.fileExists(atPath: url.path) else {
      if !mustExist { return nil }
      throw SettingsProblem(setting: nil, sentence: "There is no file \(name); --config must name one.")
    }
    do {
      let data = try Data(contentsOf: url)
      if data.count <= 1 << 20, let text = String(data: data, encoding: .utf8) { return text }
    } catch {
      throw SettingsProblem(setting: nil, sentence: "\(name) cannot be read; let this user read it.")
    }
    throw SettingsProblem(setting: nil, sentence: "\(name) is not a text in UTF-8 of at most 1 MiB.")
  }
}
