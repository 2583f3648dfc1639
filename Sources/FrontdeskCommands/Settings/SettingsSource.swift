import Configuration
import DeskFile

/// One place where settings are looked for.
struct SettingsSource: Sendable {
  /// As sentences name it: "the environment", ".env", "frontdesk.yaml".
  let title: String
  let values: any ConfigSnapshot
  /// Names that are ours to know but are no settings.
  let strangers: [String]

  /// The text set under that name; blank is as absent. A list is as its entries joined with commas.
  func text(_ name: SettingName) throws(Misfit) -> String? {
    let key = AbsoluteConfigKey([name.rawValue])
    do {
      let content = try values.value(forKey: key, type: .string).value?.content
      guard case .string(let text) = content else { return nil }
      let trimmed = text[...].trimmed
      return trimmed.isEmpty ? nil : String(trimmed)
    } catch {
      return try list(key)
    }
  }

  private func list(_ key: AbsoluteConfigKey) throws(Misfit) -> String? {
    do {
      let content = try values.value(forKey: key, type: .stringArray).value?.content
      guard case .stringArray(let entries) = content else { return nil }
      return entries.joined(separator: ",")
    } catch {
      throw Misfit("is neither a text nor a list of texts", write: "one value", mayShow: false)
    }
  }

  /// A sentence for each name that may be a slip of the pen.
  var warnings: [String] {
    strangers.sorted().map { name in
      let nearest = Spelling.nearest(to: name, among: SettingName.allCases.map(\.rawValue))
      return "\(name) in \(title) is not a setting\(nearest.map { "; did you mean \($0)?" } ?? ".")"
    }
  }
}

extension SettingsSource {
  static func environment(_ variables: [String: String]) -> SettingsSource {
    SettingsSource(
      title: "the environment",
      values: EnvironmentVariablesProvider(environmentVariables: variables, secretsSpecifier: .all).snapshot(),
      strangers: ownStrangers(variables.keys))
  }

  /// `.env`. The library's own reader keeps quotes in the values and ignores `export`.
  static func environmentFile(_ file: EnvironmentFile, title: String) -> SettingsSource {
    let values = file.values.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: true)) }
    return SettingsSource(
      title: title,
      values: InMemoryProvider(name: title, values: Dictionary(uniqueKeysWithValues: values)).snapshot(),
      strangers: ownStrangers(file.values.keys))
  }

  /// A YAML file with the settings at its top level, under the names that they have in the environment.
  static func yaml(_ text: String, title: String) throws(SettingsProblem) -> SettingsSource {
    do {
      let bytes = Array(text.utf8)
      let snapshot = try YAMLSnapshot(
        data: bytes.span.bytes, providerName: title, parsingOptions: .init(secretsSpecifier: .all))
      return SettingsSource(title: title, values: snapshot, strangers: strangers(inYAML: text))
    } catch {
      // The error quotes the file, which may hold secrets; only the place at its beginning is repeated.
      let place = String(describing: error).split(separator: ":").prefix(2).compactMap { Int($0) }
      let shown = place.count == 2 ? ", line \(place[0]), column \(place[1])," : ""
      throw SettingsProblem(
        setting: nil,
        sentence:
          "\(title)\(shown) cannot be read; write each setting on a line of its own, as in FRONTDESK_PORT: 8080.")
    }
  }

  /// Only names that begin with ours: the environment belongs to everybody.
  private static func ownStrangers(_ names: some Sequence<String>) -> [String] {
    names.filter { $0.hasPrefix("FRONTDESK_") && SettingName(rawValue: $0) == nil }
  }

  /// Every name at the start of a line that is no setting.
  private static func strangers(inYAML text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let first = line.first, !"#-{}[]%&*!|>'\"? \t.".contains(first), let colon = line.firstIndex(of: ":") else {
        return nil
      }
      let name = String(line[..<colon].trimmed)
      return SettingName(rawValue: name) == nil ? name : nil
    }
  }
}
