extension Examination {
  /// A line for every setting: what it is and where it comes from; of secrets only whether they are set.
  var settingsFindings: [Finding] {
    let lines = SettingsTable.rows.map { row in Finding(.good, row.name.rawValue, value(of: row)) }
    return lines + settings.warnings.map { Finding(.doubtful, "settings", $0) }
  }

  private func value(of row: SettingsTable.Row) -> String {
    if let found = settings.found[row.name] {
      let text = row.name == .database ? "\(settings.storage.database)" : found.text ?? "set"
      return "\(text) (\(found.source))"
    }
    return switch row.fallback {
    case .none: "not set"
    case .value(let text): "\(text) (default)"
    case .derived(let words): "not set: \(words.replacing("`", with: ""))"
    }
  }
}
