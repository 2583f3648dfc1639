/// Reads a confirmation code as callers say it and models write it down: with blanks, hyphens or commas between the signs, in
/// any case, with spelling words (`K as in Kilo`, `Mike`) and with digits as words.
enum SpokenCode {
  /// `nil` when what is left is not a code: it is asked for again, and no attempt is counted.
  static func read(_ text: String) -> ConfirmationCode? {
    var words = text.uppercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)[...]
    var signs: [Character] = []
    while let word = words.popFirst() {
      switch word {
      // Whatever follows repeats the sign before it.
      case "AS", "LIKE", "FOR":
        if word == "AS", words.first == "IN" { words.removeFirst() }
        words.removeFirst(min(1, words.count))
      case "DOUBLE" where words.first.map(["U", "YOU"].contains) == true:
        words.removeFirst()
        signs.append("W")
      case "DOUBLE":
        guard let next = words.popFirst(), let sign = Self.signs(of: next)?.first else { return nil }
        signs += [sign, sign]
      default:
        if Self.fillers.contains(word) { continue }
        guard let more = Self.signs(of: word) else { return nil }
        signs += more
      }
      guard signs.count <= ConfirmationCode.length else { return nil }
    }
    guard signs.count == ConfirmationCode.length else { return nil }
    return ConfirmationCode(String(signs))
  }

  /// One spelling word, or some signs written together.
  private static func signs(of word: String) -> [Character]? {
    if let sign = names[word] { return [sign] }
    let signs = Array(word)
    return signs.allSatisfy(ConfirmationCode.alphabet.contains) ? signs : nil
  }

  private static let fillers: Set = [
    "AND", "THEN", "THE", "IS", "IT", "MY", "CODE", "CONFIRMATION", "NUMBER", "LETTER", "DIGIT", "DASH", "HYPHEN",
    "SPACE", "COMMA", "RAY",
  ]

  /// The spelling alphabet of aviation (ICAO Annex 10, volume II), digits, and the letters by their names.
  private static let names: [String: Character] = [
    "TWO": "2", "THREE": "3", "FOUR": "4", "FOWER": "4", "SIX": "6", "SEVEN": "7", "EIGHT": "8", "NINE": "9",
    "NINER": "9",
    "FOXTROT": "F", "HOTEL": "H", "KILO": "K", "LIMA": "L", "MIKE": "M", "QUEBEC": "Q", "ROMEO": "R", "WHISKEY": "W",
    "WHISKY": "W", "XRAY": "X",
    "EFF": "F", "EF": "F", "AITCH": "H", "HAITCH": "H", "KAY": "K", "EL": "L", "ELL": "L", "EM": "M", "CUE": "Q",
    "QUEUE": "Q", "AR": "R", "ARE": "R", "EX": "X",
  ]
}
