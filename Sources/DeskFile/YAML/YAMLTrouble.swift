import Yams

/// The parser's own errors as problems with a place. Its descriptions quote the file, which may hold secrets, so only
/// its fixed phrases are used.
enum YAMLTrouble {
  static func problem(_ error: YamlError, in text: String) -> DeskFileProblem {
    switch error {
    case .scanner(_, let phrase, let mark, _), .parser(_, let phrase, let mark, _):
      return invalid(mark, phrase)
    case .composer(_, let phrase, let mark, _):
      return phrase.contains("another document")
        ? DeskFileProblem(
          line: mark.line, column: mark.column, sentence: "A second document begins here; a file describes one desk.")
        : invalid(mark, phrase)
    case .duplicatedKeysInMapping(_, let context):
      return DeskFileProblem(
        line: context.mark.line, column: context.mark.column,
        sentence: "This key is written more than once in the same mapping; keep one.")
    case .reader(_, let offset, _, _):
      let (line, column) = place(offset ?? 0, in: text)
      return DeskFileProblem(
        line: line, column: column, sentence: "This character is not allowed in YAML; remove it.")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return DeskFileProblem(line: 1, column: 1, sentence: "The file cannot be read as YAML.")
    }
  }

  private static func invalid(_ mark: Mark, _ phrase: String) -> DeskFileProblem {
    DeskFileProblem(line: mark.line, column: mark.column, sentence: "This is not valid YAML: \(phrase).")
  }

  /// Line and column of the character at `offset`.
  private static func place(_ offset: Int, in text: String) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for character in text.prefix(offset) {
      (line, column) = character.isNewline ? (line + 1, 1) : (line, column + character.unicodeScalars.count)
    }
    return (line, column)
  }
}
