/// Looks settings up, source after source, and goes on after a mistake so that all are reported together.
struct SettingsReading {
  /// The first that has a setting wins.
  let sources: [SettingsSource]
  private(set) var problems: [SettingsProblem] = []

  init(_ sources: [SettingsSource]) { self.sources = sources }

  /// The value, or what holds without the setting; `nil` when that is nothing, or when the value is wrong.
  mutating func value<Value>(_ name: SettingName, _ form: (String) throws(Misfit) -> Value) -> Value? {
    var origin = "the settings"
    var text: String?
    do {
      for source in sources {
        origin = source.title
        text = try source.text(name)
        if text != nil { break }
      }
      if text == nil, case .value(let fallback) = SettingsTable.row(name).fallback { text = fallback }
      guard let text else { return nil }
      return try form(text)
    } catch {
      note(name, error, text: text, origin: origin)
      return nil
    }
  }

  /// Whether any source has the setting.
  func isSet(_ name: SettingName) -> Bool {
    sources.contains { source in
      do { return try source.text(name) != nil } catch { return true }
    }
  }

  /// Where the setting was found and what it says; `nil` when no source has it. A secret's text is left out, and the
  /// database's, which may hold a password.
  func found(_ name: SettingName) -> FoundSetting? {
    for source in sources {
      do {
        guard let text = try source.text(name) else { continue }
        let isHidden = SettingsTable.row(name).isSecret || name == .database
        return FoundSetting(source: source.title, text: isHidden ? nil : text)
      } catch { return FoundSetting(source: source.title, text: nil) }
    }
    return nil
  }

  /// Notes what is wrong between settings that are each right.
  mutating func note(_ name: SettingName, _ sentence: String) {
    problems.append(SettingsProblem(setting: name, sentence: sentence))
  }

  private mutating func note(_ name: SettingName, _ misfit: Misfit, text: String?, origin: String) {
    let row = SettingsTable.row(name)
    let shown = misfit.mayShow && !row.isSecret ? text.map { " (“\(Self.clipped($0))”)" } ?? "" : ""
    note(name, "\(name.rawValue) in \(origin) \(misfit.problem)\(shown); write \(misfit.remedy).")
  }

  private static func clipped(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return kept.count > 60
      ? String(String.UnicodeScalarView(kept.prefix(60))) + "…" : String(String.UnicodeScalarView(kept))
  }
}

/// Where a setting was found, for `frontdesk doctor`.
struct FoundSetting: Hashable, Sendable {
  /// As sentences name it: "the environment", ".env", "frontdesk.yaml".
  let source: String
  /// `nil`: a secret, which is never shown.
  let text: String?
}
