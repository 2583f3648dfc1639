/// Turns a telephone number as it is said or written into what would be dialled.
///
/// Numbers are said sign by sign, in pairs, with *double* and *triple*, in English, Spanish, German, French or Chinese. What is
/// no number is left out; an extension ends the reading.
struct SpokenDigits: Hashable, Sendable {
  /// ASCII digits only.
  private(set) var digits = ""
  /// Whether a plus was before the first digit.
  private(set) var hasPlus = false
  /// `false` when there is a plus among the digits: then it is not one number.
  private(set) var isOne = true

  init(_ text: String) {
    var words = Self.words(text)[...]
    while let word = words.popFirst() {
      if Self.extensions.contains(word), !digits.isEmpty { return }
      if Self.pluses.contains(word) {
        if digits.isEmpty { hasPlus = true } else { isOne = false }
        continue
      }
      if word.first?.isNumber == true {
        digits += word
      } else if let times = Self.repeats[word] {
        if let next = words.first, let digit = Self.digit(next) {
          words.removeFirst()
          digits += String(repeating: digit, count: times)
        }
      } else if let number = Self.number(word, &words) {
        digits += number
      } else if let homophone = Self.homophones[word], Self.isSaid(words.first), !digits.isEmpty {
        digits += homophone
      }
    }
  }

  /// Lower case without accents: runs of digits, runs of letters, and plus signs.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var isOpen = false
    for character in PlainLetters.folded(text) {
      let digit = character.wholeNumberValue.flatMap { (0...9).contains($0) ? String($0) : nil }
      if let digit = digit ?? chinese[character] {
        if isOpen, words.last?.last?.isNumber == true { words[words.count - 1] += digit } else { words.append(digit) }
        isOpen = true
      } else if character.isLetter {
        if isOpen, words.last?.last?.isLetter == true {
          words[words.count - 1].append(character)
        } else {
          words.append(String(character))
        }
        isOpen = true
      } else {
        if character == "+" { words.append("+") }
        isOpen = false
      }
    }
    return words
  }

  /// A number of one word or several, in digits: `thirty four`, `quatre-vingt-dix`, `treinta y uno`, `eight hundred`.
  private static func number(_ word: String, _ words: inout ArraySlice<String>) -> String? {
    guard var value = value(word) else { return nil }
    if value == 4, let next = words.first, next == "vingt" || next == "vingts" {
      words.removeFirst()
      value = 80
    }
    let isTens = value >= 20 && value % 10 == 0
    if word == "dix", let next = words.first, let unit = Self.value(next), (7...9).contains(unit) {
      words.removeFirst()
      value += unit
    } else if isTens {
      var rest = words
      if let link = rest.first, ["y", "et"].contains(link) { rest.removeFirst() }
      // French goes on from 60 and 80 to 79 and 99.
      let most = word == "soixante" || value == 80 && word == "quatre" ? 19 : 9
      if let next = rest.first, let unit = Self.value(next), (1...most).contains(unit) {
        words = rest.dropFirst()
        value += unit
        // Soixante-dix-sept: seventeen in two words.
        if unit == 10, let next = words.first, let unit = Self.value(next), (7...9).contains(unit), most == 19 {
          words.removeFirst()
          value += unit
        }
      }
    } else if let zeros = words.first.flatMap({ magnitudes[$0] }), (1...9).contains(value) {
      words.removeFirst()
      return String(value) + zeros
    }
    return String(value)
  }

  private static func digit(_ word: String) -> String? {
    if word.utf8.count == 1, word.first?.isNumber == true { return word }
    return value(word).flatMap { $0 < 10 ? String($0) : nil }
  }

  private static func isSaid(_ word: String?) -> Bool { word.map { value($0) != nil } ?? false }

  private static func value(_ word: String) -> Int? {
    if let value = NumberWords.values[word] { return value }
    // German puts the unit before the tens, in one word: vierunddreissig.
    guard let link = word.firstRange(of: "und") else { return nil }
    let unit = String(word[..<link.lowerBound])
    guard let tens = NumberWords.values[String(word[link.upperBound...])], tens >= 20, tens % 10 == 0,
      let ones = unit == "ein" ? 1 : NumberWords.values[unit], (1...9).contains(ones)
    else { return nil }
    return tens + ones
  }

  private static let pluses: Set = ["+", "plus", "mas"]
  private static let extensions: Set = [
    "extension", "ext", "extn", "x", "anexo", "interno", "durchwahl", "nebenstelle", "poste",
  ]
  private static let repeats = ["double": 2, "doble": 2, "doppel": 2, "triple": 3, "treble": 3, "dreifach": 3]
  private static let magnitudes = ["hundred": "00", "thousand": "000"]
  /// What a digit sounds like; taken for it only among digits that are said.
  private static let homophones = ["to": "2", "too": "2", "for": "4", "ate": "8", "won": "1"]
  private static let chinese: [Character: String] = ["零": "0", "〇": "0", "幺": "1", "两": "2"]
}
