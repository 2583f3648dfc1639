extension ConfirmationCode {
  /// Sixteen signs of which no two sound alike on a telephone: no B, C, D, E, G, P, T, V, Z (they rhyme), no A, J (like K
  /// and 8), no F/S, I/Y, M/N pairs, no O, 0, 1, 5.
  static let alphabet = Array("2346789FHKLMQRWX")
  static let length = 6

  /// Six random signs: 24 bits.
  static func random(from randomness: Randomness) -> ConfirmationCode {
    ConfirmationCode(String(randomness.bytes(length).map { alphabet[Int($0) % alphabet.count] }))
  }

  /// The code sign by sign, so that a voice spells it: `K 7 M 2 R X`.
  var spelled: String { rawValue.map(String.init).joined(separator: " ") }
}
