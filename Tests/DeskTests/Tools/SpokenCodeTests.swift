import Testing

@testable import Desk

@Suite struct `A confirmation code as it is said` {
  @Test(arguments: [
    "K7M2RX", "k7m2rx", "K 7 M 2 R X", "K-7-M-2-R-X", "K7M 2RX", " k7m, 2rx. ", "K.7.M.2.R.X",
    "K as in Kilo, 7, M as in Mike, 2, R as in Romeo, X as in X-ray", "kilo seven mike two romeo x-ray",
    "K for kilo 7 M for Mary 2 R like Robert X", "kay seven em two are ex", "The code is K 7 M 2 R X",
    "my confirmation number is k seven m two r x", "Kilo Seven Mike Two Romeo Xray", "K7 and M2 then RX",
  ]) func `is read however it is spelled`(text: String) {
    #expect(SpokenCode.read(text) == ConfirmationCode("K7M2RX"))
  }

  @Test(arguments: [
    ("double seven kilo mike two x", "77KM2X"), ("double u seven seven mike two x", "W77M2X"),
    ("double-you 7 7 m 2 x", "W77M2X"), ("Q Q Q Q Q Q", "QQQQQQ"), ("niner fower three six eight hotel", "94368H"),
  ]) func `doubles are read`(_ text: String, _ code: String) {
    #expect(SpokenCode.read(text) == ConfirmationCode(code))
  }

  @Test(arguments: [
    "", "K7M2R", "K7M2RXX", "K7M2RA", "A B C D E F", "000000", "K7M2R1", "null and void", "appointment", "K as in",
    "double", "Ｋ７Ｍ２ＲＸ", "K7M2RX K7M2RX", "as as as as", "'; drop table", "كيلو سبعة",
  ]) func `what is no code is none`(text: String) {
    #expect(SpokenCode.read(text) == nil)
  }

  @Test func `every code that is made is read again, spelled or not`() {
    let randomness = Randomness.seeded(5)
    for _ in 0..<200 {
      let code = ConfirmationCode.random(from: randomness)
      #expect(SpokenCode.read(code.rawValue) == code)
      #expect(SpokenCode.read(code.spelled.lowercased()) == code)
    }
  }
}
