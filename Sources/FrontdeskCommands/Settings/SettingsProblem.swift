/// Why the program does not start: one setting and one sentence about it.
struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// `nil` when a whole file cannot be read.
  let setting: SettingName?
  /// Names the setting, what is wrong and what to write instead; never holds a secret.
  let sentence: String

  var description: String { sentence }
}

/// Everything that is wrong with the settings, together; never empty.
struct SettingsProblems: Error, Hashable, Sendable, CustomStringConvertible {
  let problems: [SettingsProblem]

  /// One sentence a line.
  var description: String { problems.map(\.sentence).joined(separator: "\n") }
}

/// Why a text is not what a setting asks for.
struct Misfit: Error, Hashable, Sendable {
  /// Continues "FRONTDESK_PORT …": "is not a port".
  let problem: String
  /// Continues "write …": "a whole number from 0 to 65535".
  let remedy: String
  /// Whether the sentence may repeat the text; a secret's is never repeated.
  let mayShow: Bool

  init(_ problem: String, write remedy: String, mayShow: Bool = true) {
    self.problem = problem
    self.remedy = remedy
    self.mayShow = mayShow
  }
}
