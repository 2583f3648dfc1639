/// Writes down an e-mail address that was said: `maria dot lopez at gmail dot com`, `m a r i a guion bajo 7 arroba …`.
enum SpokenMailAddress {
  /// What comes out may still be no address.
  ///
  /// `nil` when it is not certain what was said: no or several *at*s, words that may be no part of the address, or words
  /// that are written beside an `@` without what joins them. An invitation to a stranger would be worse than a question.
  static func written(_ text: String) -> String? {
    guard let plain = plain(text), var signs = signs(of: plain) else { return nil }
    trim(&signs)
    guard signs.count(where: { $0 == .saidAt || $0 == .writtenAt }) == 1 else { return nil }
    signs = withoutSpelledWords(signs)
    let longest = signs.contains(.writtenAt) ? 1 : 2
    guard adjacentWords(signs) <= longest else { return nil }
    return signs.map(\.text).joined()
  }

  private enum Sign: Hashable {
    case saidAt, writtenAt
    /// A dot, an underscore, a hyphen or a plus.
    case joint(String)
    case word(String)
    /// What was said sign by sign.
    case letters(String)

    var text: String {
      switch self {
      case .saidAt, .writtenAt: "@"
      case .joint(let text), .word(let text), .letters(let text): text
      }
    }
  }

  /// Lower case, without what surrounds an address in a mail's head, and without accents. `nil` where an umlaut leaves open
  /// how the address is written.
  private static func plain(_ text: String) -> String? {
    var text = text.lowercased()
    if let open = text.lastIndex(of: "<"), let close = text.lastIndex(of: ">"), open < close {
      text = String(text[text.index(after: open)..<close])
    }
    if text.hasPrefix("mailto:") { text.removeFirst("mailto:".count) }
    text = " \(text.replacing("’", with: "'")) "
    for (said, meant) in MailWords.phrases { text = text.replacing(" \(said) ", with: " \(meant) ") }
    guard !text.contains(where: { "äöüß".contains($0) }) else { return nil }
    return PlainLetters.folded(text)
  }

  private static func signs(of text: String) -> [Sign]? {
    var signs: [Sign] = []
    var words = text.split { " ,;:\"'()!?".contains($0) }.map(String.init)[...]
    while let word = words.popFirst() {
      if MailWords.remarks.contains(word) { continue }
      if MailWords.uncertain.contains(word) { return nil }
      // `m as in Mike`: what follows repeats the letter.
      if MailWords.explaining.contains(word), case .letters? = signs.last, !words.isEmpty {
        if word == "as", words.first == "in" { words.removeFirst() }
        words.removeFirst(min(1, words.count))
        continue
      }
      if let times = MailWords.repeats[word], let next = words.first, let sign = doubled(next, times) {
        words.removeFirst()
        signs.append(sign)
        continue
      }
      signs += Self.signs(ofWord: word)
    }
    return signs
  }

  /// `double l`; but a double u is a w.
  private static func doubled(_ word: String, _ times: Int) -> Sign? {
    if times == 2, word == "u" || word == "v" { return .letters("w") }
    let sign = digit(word) ?? word
    return sign.utf8.count == 1 ? .letters(String(repeating: sign, count: times)) : nil
  }

  private static func digit(_ word: String) -> String? {
    guard word.utf8.count > 2, let value = NumberWords.values[word], value < 10 else { return nil }
    return String(value)
  }

  private static func signs(ofWord word: String) -> [Sign] {
    if MailWords.ats.contains(word) { return [.saidAt] }
    if let joint = MailWords.joints[word] { return [.joint(joint)] }
    if let digit = digit(word) { return [.letters(digit)] }
    if word == "dotcom" { return [.joint("."), .word("com")] }
    var signs: [Sign] = []
    for (index, part) in word.split(separator: "@", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { signs.append(.writtenAt) }
      signs += pieces(part)
    }
    return signs
  }

  /// A word without the signs at its ends. Four letters or more with hyphens between them were spelled.
  private static func pieces(_ part: Substring) -> [Sign] {
    let isJoint = { ".-_+".contains($0) } as (Character) -> Bool
    let head = part.prefix(while: isJoint)
    let rest = part.dropFirst(head.count)
    let tail = String(rest.reversed().prefix(while: isJoint).reversed())
    let word = rest.dropLast(tail.count)
    let letters = word.split(separator: "-", omittingEmptySubsequences: false)
    let isSpelled = word.utf8.count == 1 || letters.count >= 4 && letters.allSatisfy { $0.utf8.count == 1 }
    return [
      head.isEmpty ? nil : .joint(String(head)),
      word.isEmpty ? nil : isSpelled ? .letters(letters.joined()) : .word(String(word)),
      tail.isEmpty ? nil : .joint(tail),
    ].compactMap(\.self)
  }

  /// Takes off what is said around an address, `my e-mail is …, thank you`, and the full stop of a sentence.
  private static func trim(_ signs: inout [Sign]) {
    while case .word(let word)? = signs.first, MailWords.leads.contains(word) { signs.removeFirst() }
    while let last = signs.last {
      if case .word(let word) = last, MailWords.tails.contains(word) {
        signs.removeLast()
      } else if last == .joint(".") {
        signs.removeLast()
      } else {
        return
      }
    }
  }

  /// Who says a word and then spells it, or the other way round, means it once.
  private static func withoutSpelledWords(_ signs: [Sign]) -> [Sign] {
    var runs: [Sign] = []
    for sign in signs {
      if case .letters(let more) = sign, case .letters(let letters)? = runs.last {
        runs[runs.count - 1] = .letters(letters + more)
      } else {
        runs.append(sign)
      }
    }
    var kept: [Sign] = []
    for run in runs {
      switch (kept.last, run) {
      case (.word(let word)?, .letters(let letters)) where word == letters: continue
      case (.letters(let letters)?, .word(let word)) where word == letters: continue
      default: kept.append(run)
      }
    }
    return kept
  }

  /// The most words one after another with nothing between them.
  private static func adjacentWords(_ signs: [Sign]) -> Int {
    var (count, most) = (0, 0)
    for sign in signs {
      if case .word = sign { count += 1 } else { count = 0 }
      most = max(most, count)
    }
    return most
  }
}
