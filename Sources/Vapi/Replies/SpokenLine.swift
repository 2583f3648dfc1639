/// Text as Vapi needs it: one line. A line break inside a result has made Vapi report that there was none.
enum SpokenLine {
  /// Every run of white space, line breaks and control characters becomes one blank; characters that are not seen
  /// (bidirectional controls, zero-width signs, tags) are left out (security checklist, 11).
  static func clean(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var owesBlank = false
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: owesBlank = !line.isEmpty
      case .format, .surrogate, .privateUse, .unassigned: continue
      default:
        if owesBlank { line.append(" ") }
        owesBlank = false
        line.append(scalar)
      }
    }
    return String(line)
  }
}
