import Desk
import Testing

@Suite struct JSONReadingTests {
  private static let wide = JSONLimits(depth: 64, members: 10_000, stringBytes: 10_000, bytes: 1_000_000)

  @Test(
    arguments: [
      ("null", JSONValue.null), ("true", true), (" false ", false), ("0", 0), ("-0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)), ("1e2", .number(100)),
      ("-2.5E-1", .number(-0.25)), ("1E+2", .number(100)), ("\"\"", ""), ("\"a\\u0041\\n\\/\\\"\\\\\"", "aA\n/\"\\"),
      ("\"\\b\\f\\r\\t\"", "\u{8}\u{C}\r\t"), ("\"é€😀\"", "é€😀"), ("\"\\u00e9\\uD83D\\uDE00\"", "é😀"),
      ("\"\\u0000\"", "\0"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"), ("[]", []), ("{}", .object([])),
      ("[1,[2,[]],{\"a\":null}]", [1, [2, []], ["a": .null]]),
      ("\r\n\t {\"a\" : 1 , \"b\" : [ true ] } ", ["a": 1, "b": [true]]),
    ] as [(String, JSONValue)])
  func `valid texts are read`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text, limits: Self.wide) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "'a'", "+1", "01", "-", "-01", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity",
    "1e999", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\uD83D\"", "\"\\uD83D\\n\"",
    "\"\\uDE00\\uD83D\"", "\"\\uD83D\\u0041\"", "\"\n\"", "\"\u{1}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]",
    "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{,}", "{a:1}", "{1:2}", "{\"a\":1 \"b\":2}", "[}", "{]",
    "1 2", "{} {}", "//\n1", "/**/1", "\u{FEFF}1", "1\u{A0}", "\u{0}", "1\u{0}",
  ])
  func `invalid texts are refused`(text: String) {
    #expect(throws: JSONFailure.self) { try JSONValue(parsing: text, limits: Self.wide) }
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0xEF, 0xBB, 0xBF, 0x31],
  ])
  func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONFailure.self) { try JSONValue(parsing: bytes, limits: Self.wide) }
  }

  @Test func `a failure says where`() {
    #expect(throws: JSONFailure.malformed(atByte: 5)) { try JSONValue(parsing: "{\"a\":}", limits: Self.wide) }
  }

  @Test func `of several members of one name all are kept and the last is answered`() throws {
    let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#, limits: Self.wide)
    #expect(value["a"] == 3)
    #expect(value == ["a": 1, "b": 2, "a": 3])
  }

  @Test(arguments: [
    ("[[[]]]", "[[[[]]]]", JSONFailure.tooDeep), ("{\"a\":[{}]}", "{\"a\":[{\"b\":[]}]}", .tooDeep),
    ("{\"a\":1,\"b\":{\"c\":1}}", "{\"a\":1,\"b\":{\"c\":1,\"d\":2}}", .tooManyMembers),
    ("\"abcd\"", "\"abcde\"", .stringTooLong), ("\"ab€\"".replacing("ab", with: "a"), "\"ab€\"", .stringTooLong),
    ("\"\\u20ac\\n\"", "\"\\u20ac\\n\\n\"", .stringTooLong), ("{\"abcd\":1}", "{\"abcde\":1}", .stringTooLong),
    ("[1,2,3,4,5,6,7,8,9,10,11]  ", "[1,2,3,4,5,6,7,8,9,10,11]   ", .tooLong),
  ])
  func `each limit lets through what reaches it and refuses one more`(
    within: String, beyond: String, failure: JSONFailure
  ) throws {
    let limits = JSONLimits(depth: 3, members: 3, stringBytes: 4, bytes: 27)
    _ = try JSONValue(parsing: within, limits: limits)
    #expect(throws: failure) { try JSONValue(parsing: beyond, limits: limits) }
  }

  @Test func `a slice and an array are read alike`() throws {
    let bytes = Array(#"x{"a":1}x"#.utf8)
    #expect(try JSONValue(parsing: bytes[1..<8], limits: Self.wide) == ["a": 1])
  }

  @Test func `what is written is read again, on one line and on a page`() throws {
    var dice = Dice(seed: 1)
    for _ in 0..<2000 {
      let value = dice.value(depth: 4)
      #expect(try JSONValue(parsing: value.text, limits: Self.wide) == value)
      #expect(try JSONValue(parsing: value.page, limits: Self.wide) == value)
    }
  }

  @Test func `no bytes whatever end the program, and what is accepted is read the same again`() {
    var dice = Dice(seed: 2)
    for round in 0..<20_000 {
      var bytes = round.isMultiple(of: 2) ? Array(dice.value(depth: 3).text.utf8) : []
      if bytes.isEmpty {
        let signs = Array("{}[]\",:\\u0019eE+-.tfnrualse \n\u{1}é".utf8)
        bytes = (0..<dice.below(24)).map { _ in signs[dice.below(signs.count)] }
      } else {
        for _ in 0..<dice.below(4) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
        bytes.removeLast(dice.below(3) == 0 ? dice.below(bytes.count) : 0)
      }
      if let value = try? JSONValue(parsing: bytes, limits: Self.wide) {
        #expect((try? JSONValue(parsing: value.text, limits: Self.wide)) == value)
      }
    }
  }
}

/// Seeded, so that a failure comes again.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(below(2) == 0)
    case 2: return .integer(Int64(bitPattern: next() >> UInt64(below(64))))
    case 3:
      let number = Double(bitPattern: next())
      return .number(number.isFinite ? number : 0.5)
    case 4, 5: return .string(string())
    case 6: return .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default: return .object((0..<below(4)).map { _ in JSONValue.Member(string(), value(depth: depth - 1)) })
    }
  }

  private mutating func string() -> String {
    let signs = Array("ab \"\\/\n\r\t\u{0}\u{1F}\u{7F}é€😀\u{2028}\u{2029}\u{200B}".unicodeScalars)
    var text = ""
    for _ in 0..<below(8) { text.unicodeScalars.append(signs[below(signs.count)]) }
    return text
  }
}
