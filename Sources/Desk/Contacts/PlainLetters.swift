/// Brings letters with accents back to the letters that they are made of, so that names compare whatever was written.
enum PlainLetters {
  /// Lower case, Latin letters without accents: `José Müller` becomes `jose muller`, `ß` `ss`. Other scripts stay.
  static func folded(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
    var out = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII {
        out.unicodeScalars.append(scalar)
      } else if scalar.properties.generalCategory == .nonspacingMark {
        continue
      } else if let plain = plain(scalar) {
        out += plain
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// By the name that Unicode gives it: *Latin small letter e with acute* is an e with something.
  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "ß": return "ss"
    case "æ": return "ae"
    case "œ": return "oe"
    case "ø": return "o"
    case "ł": return "l"
    case "đ", "ð": return "d"
    case "þ": return "th"
    case "ı": return "i"
    default: break
    }
    let words = scalar.properties.name?.split(separator: " ") ?? []
    guard words.count > 4, words[..<3].elementsEqual(["LATIN", "SMALL", "LETTER"]), words[3].count == 1,
      words[4] == "WITH"
    else { return nil }
    return words[3].lowercased()
  }
}
