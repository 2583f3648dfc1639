import Testing

@testable import Desk

@Suite struct `Reading telephone numbers` {
  struct Case: Sendable, CustomTestStringConvertible {
    let region: String?
    let text: String
    let number: String?
    var testDescription: String { "\(region ?? "no region"): \(text)" }

    init(_ region: String?, _ text: String, _ number: String?) {
      (self.region, self.text, self.number) = (region, text, number)
    }
  }

  static let written: [Case] = [
    Case("US", "4155550123", "+14155550123"), Case("US", "(415) 555-0123", "+14155550123"),
    Case("US", "415.555.0123", "+14155550123"), Case("US", "1-415-555-0123", "+14155550123"),
    Case("US", "+1 415 555 0123", "+14155550123"), Case("US", "14155550123", "+14155550123"),
    Case("US", "tel:+1-415-555-0123", "+14155550123"), Case("US", "415-555-0123 ext. 12", "+14155550123"),
    Case("US", "415-555-0123 x12", "+14155550123"), Case("US", "011 44 20 7946 0018", "+442079460018"),
    Case("US", "+44 (0)20 7946 0018", "+442079460018"), Case("US", "00442079460018", "+442079460018"),
    Case("US", "my number is 415 555 0123, thanks", "+14155550123"), Case("CA", "604-555-0123", "+16045550123"),
    Case("US", "４１５ ５５５ ０１２３", "+14155550123"),
    Case("GB", "020 7946 0018", "+442079460018"), Case("GB", "07700 900123", "+447700900123"),
    Case("GB", "442079460018", "+442079460018"), Case("GB", "+4402079460018", "+442079460018"),
    Case("GB", "7700900123", "+447700900123"), Case("GB", "00 1 415 555 0123", "+14155550123"),
    Case("DE", "030 12345678", "+493012345678"), Case("DE", "0151 23456789", "+4915123456789"),
    Case("DE", "+49 (0) 151 23456789", "+4915123456789"), Case("DE", "4915123456789", "+4915123456789"),
    Case("DE", "0049 30 12345678", "+493012345678"), Case("AT", "0664 1234567", "+436641234567"),
    Case("CH", "044 668 18 00", "+41446681800"), Case("FR", "01 23 45 67 89", "+33123456789"),
    Case("FR", "+33 (0)6 12 34 56 78", "+33612345678"), Case("ES", "612 34 56 78", "+34612345678"),
    Case("ES", "34612345678", "+34612345678"), Case("PT", "912 345 678", "+351912345678"),
    // In Italy the zero stays.
    Case("IT", "06 1234 5678", "+390612345678"), Case("IT", "+39 06 1234 5678", "+390612345678"),
    Case("IT", "393 123 4567", "+393931234567"), Case("IT", "39 333 1234567", "+393331234567"),
    Case("RU", "8 (916) 123-45-67", "+79161234567"), Case("RU", "7 916 123 45 67", "+79161234567"),
    Case("RU", "8 10 44 20 7946 0018", "+442079460018"), Case("HU", "06 30 123 4567", "+36301234567"),
    Case("AU", "0412 345 678", "+61412345678"), Case("AU", "0011 64 21 123 456", "+6421123456"),
    Case("NZ", "021 123 456", "+6421123456"), Case("JP", "090-1234-5678", "+819012345678"),
    Case("JP", "010 1 415 555 0123", "+14155550123"), Case("IN", "098765 43210", "+919876543210"),
    Case("CN", "138 0013 8000", "+8613800138000"), Case("CN", "010 8888 8888", "+861088888888"),
    Case("MX", "55 1234 5678", "+525512345678"), Case("MX", "+52 1 55 1234 5678", "+525512345678"),
    Case("MX", "044 55 1234 5678", "+525512345678"), Case("BR", "(011) 91234-5678", "+5511912345678"),
    Case("AR", "011 4123-4567", "+541141234567"), Case("SG", "9123 4567", "+6591234567"),
    Case("KE", "000 1 415 555 0123", "+14155550123"), Case("NG", "0803 123 4567", "+2348031234567"),
    // No whole number of the region.
    Case("US", "555-0123", nil), Case("US", "115 555 0123", nil), Case("US", "415 155 0123", nil),
    Case("US", "415-555-0123, 415-555-0124", nil), Case("US", "415 555 01", nil), Case("GB", "1234", nil),
    Case("FR", "12 34 56", nil), Case("US", "+1 415 555", nil), Case("US", "415 555 0123 or +44 20 7946 0018", nil),
    Case("ES", "+34 12", nil), Case("US", "+0 123 456 789", nil), Case("US", String(repeating: "7", count: 40), nil),
    // Without a region, and with one that is not known, nothing is guessed.
    Case(nil, "415 555 0123", nil), Case(nil, "14155550123", nil), Case(nil, "+14155550123", "+14155550123"),
    Case(nil, "plus one 415 555 0123", "+14155550123"), Case(nil, "00 44 20 7946 0018", "+442079460018"),
    Case("XX", "415 555 0123", nil), Case("XX", "+1 415 555 0123", "+14155550123"),
    // A calling code without a plan here is believed.
    Case(nil, "+998 90 123 45 67", "+998901234567"), Case(nil, "+998 1", nil),
  ]

  static let spoken: [Case] = [
    Case("US", "four one five, five five five, oh one two three", "+14155550123"),
    Case("US", "four one five triple five zero one two three", "+14155550123"),
    Case("US", "four fifteen, five fifty-five, zero one twenty-three", "+14155550123"),
    Case("US", "eight hundred 555 oh one double nine", "+18005550199"),
    Case("US", "plus one four one five five five five zero one two three", "+14155550123"),
    Case("US", "Area code 415, then 555 0123", "+14155550123"),
    Case("US", "four one five five five five zero one to three", "+14155550123"),
    Case("GB", "oh double seven double oh, nine hundred, one two three", "+447700900123"),
    Case("ES", "seis uno dos, tres cuatro, cinco seis, siete ocho", "+34612345678"),
    Case("ES", "seiscientos", nil),
    Case("ES", "seis doce treinta y cuatro cincuenta y seis setenta y ocho", "+34612345678"),
    Case("ES", "más treinta y cuatro seis doce treinta y cuatro cincuenta y seis setenta y ocho", "+34612345678"),
    Case("ES", "seis doble dos, tres cuatro cinco seis siete ocho", "+34622345678"),
    Case("DE", "null eins fünf eins, zwo drei vier fünf sechs sieben acht neun", "+4915123456789"),
    Case("DE", "null dreißig, zwölf vierunddreißig sechsundfünfzig achtundsiebzig", "+493012345678"),
    Case("FR", "zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678"),
    Case("FR", "zéro un quatre-vingt-dix-sept quatre-vingts vingt et un soixante et onze", "+33197802171"),
    Case("FR", "zéro six quatre-vingt-quatre soixante-douze dix-huit quatre-vingt-un", "+33684721881"),
    Case("CN", "幺三八零零一三八零零零", "+8613800138000"), Case("CN", "一三八 〇〇一三 八〇〇〇", "+8613800138000"),
  ]

  @Test(arguments: written + spoken) func `a number is read by the desk's region`(_ row: Case) {
    let reader = PhoneReader(region: row.region.flatMap(RegionCode.init), caller: nil)
    let expected = row.number.flatMap(PhoneNumber.init).map(Reading.present) ?? .unreadable
    if row.text == "seiscientos" {
      #expect(reader.read(row.text) == .absent)
    } else {
      #expect(reader.read(row.text) == expected, "\(reader.rawRead(row.text))")
    }
  }

  @Test(arguments: ["", "the number I am calling from", "anonymous", "same", "—", "n.a.", "my mobile"])
  func `a text without digits names no number`(text: String) {
    for region in [nil, RegionCode("US")] { #expect(PhoneReader(region: region, caller: nil).read(text) == .absent) }
  }

  @Test(arguments: ["415 555 0123", "555-0123", "five five five oh one two three", "0415 555 0123", "1 415 555 0123"])
  func `the caller's own number is known by its end`(text: String) {
    for region in [nil, RegionCode("DE")] {
      let reader = PhoneReader(region: region, caller: PhoneNumber("+14155550123"))
      #expect(reader.rawRead(text) == "+14155550123")
    }
    #expect(PhoneReader(region: nil, caller: PhoneNumber("+266696687")).read("266 696 687") == .unreadable)
    #expect(PhoneReader(region: nil, caller: PhoneNumber("+14155550123")).read("0123") == .unreadable)
  }

  // MARK: Properties

  @Test(arguments: RegionCode.known) func `every way to write a number of a region gives the same`(region: RegionCode)
    throws
  {
    let plan = try #require(NumberingPlan.of(region))
    let reader = PhoneReader(region: region, caller: nil)
    var random = Randomness.seeded(UInt64(region.rawValue.utf8.reduce(0) { $0 * 31 + Int($1) })).generator
    for _ in 0..<200 {
      let number = plan.sample(&random)
      let whole = "+" + plan.callingCode + number
      var forms = [whole, "+\(plan.callingCode) \(number)", "+\(plan.callingCode)-\(number.spaced(&random))"]
      forms += plan.trunks.map { "\($0) \(number.spaced(&random))" }.prefix(1)
      forms += plan.exits.map { "\($0) \(plan.callingCode) \(number.spaced(&random))" }
      if plan.trunks.first == "0" { forms.append("+\(plan.callingCode) (0)\(number)") }
      if plan.trunks.isEmpty { forms.append(number.spaced(&random)) }
      let digits = Array("+" + plan.callingCode + number).map { $0 == "+" ? "plus" : Self.english[$0] ?? "?" }
      forms.append(digits.joined(separator: " "))
      for form in forms { #expect(reader.rawRead(form) == whole, "\(form)") }
      // Whoever reads it elsewhere, and without a region, reads the same.
      for other in [nil, RegionCode("US"), RegionCode("JP")] {
        #expect(PhoneReader(region: other, caller: nil).rawRead(whole) == whole)
      }
    }
  }

  @Test func `what is read is E.164, and reading it again changes nothing`() {
    var random = Randomness.seeded(3).generator
    let signs = Array("0123456789+() -./xzo") + ["é", "四"]
    let words = ["plus ", "double ", "five ", "vingt ", "et ", "y ", "hundred ", "ext ", "oh "]
    var read = 0
    for index in 0..<6000 {
      let region = index % 7 == 0 ? nil : RegionCode.known[index % RegionCode.known.count]
      let reader = PhoneReader(region: region, caller: nil)
      let text = (0..<Int.random(in: 1...18, using: &random)).map { _ in
        Bool.random(using: &random)
          ? String(signs.randomElement(using: &random) ?? "0")
          : index % 3 == 0
            ? words.randomElement(using: &random) ?? "" : String(Int.random(in: 0...9, using: &random))
      }.joined()
      guard case .present(let number) = reader.read(text) else { continue }
      read += 1
      let digits = number.rawValue.dropFirst()
      #expect(number.rawValue.first == "+" && (7...15).contains(digits.count) && digits.first != "0", "\(text)")
      #expect(digits.allSatisfy { $0.isASCII && $0.isNumber })
      #expect(reader.read(number.rawValue) == .present(number), "\(text)")
    }
    #expect(read > 200)
  }

  @Test func `the table holds at least forty countries, each row readable`() {
    #expect(RegionCode.known.count >= 84)
    for plan in NumberingPlan.byRegion.values {
      #expect((1...3).contains(plan.callingCode.utf8.count) && !plan.exits.isEmpty)
      #expect(plan.callingCode.utf8.count + plan.lengths.upperBound <= 15)
    }
    // No calling code begins another, so a number has one.
    let codes = NumberingPlan.byCallingCode.keys
    for code in codes { #expect(!codes.contains { $0 != code && $0.hasPrefix(code) }, "\(code)") }
    // Regions that share a code share its plan.
    for plan in NumberingPlan.byRegion.values { #expect(NumberingPlan.byCallingCode[plan.callingCode] == plan) }
  }

  @Test(arguments: [("us", "US"), ("De", "DE"), ("USA", nil), ("u", nil), ("", nil), ("ÄÖ", nil), ("1A", nil)])
  func `a region is two letters`(text: String, code: String?) {
    #expect(RegionCode(text)?.rawValue == code)
  }

  private static let english: [Character: String] = [
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
    "9": "nine",
  ]
}

extension PhoneReader {
  fileprivate func rawRead(_ text: String) -> String {
    switch read(text) {
    case .absent: "absent"
    case .unreadable: "unreadable"
    case .present(let number): number.rawValue
    }
  }
}

extension NumberingPlan {
  /// A subscriber's number that is not a trunk prefix and another one.
  fileprivate func sample(_ random: inout RandomBytes) -> String {
    while true {
      let count = Int.random(in: lengths, using: &random)
      let digits = (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      guard admits(digits[...]), !digits.hasPrefix(callingCode), digits.first != "0",
        !trunks.contains(where: digits.hasPrefix), !exits.contains(where: digits.hasPrefix),
        // Behind Russia's 8, 10 leads abroad.
        !exits.contains(where: { ((trunks.first ?? "") + digits).hasPrefix($0) })
      else { continue }
      return digits
    }
  }
}

extension String {
  fileprivate func spaced(_ random: inout RandomBytes) -> String {
    map { "\($0)" + ([" ", "-", ".", "", "", ""].randomElement(using: &random) ?? "") }.joined()
  }
}

/// The seeded bytes of the tests as a generator.
struct RandomBytes: RandomNumberGenerator {
  let bytes: Randomness
  func next() -> UInt64 { bytes.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

extension Randomness {
  fileprivate var generator: RandomBytes { RandomBytes(bytes: self) }
}
