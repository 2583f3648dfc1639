import Desk
import Testing

@Suite struct `A template for events` {
  private static let values: [EventTemplate.Placeholder: String] = [
    .name: "Ada Lovelace", .service: "Consultation", .phone: "+12025550100", .notes: "First visit", .code: "K7M2",
    .desk: "Lakeside Clinic",
  ]

  private static func rendered(_ text: String, _ values: [EventTemplate.Placeholder: String] = values) throws -> String?
  {
    try EventTemplate(text).rendered { values[$0] }
  }

  @Test(arguments: [
    ("{service}: {name}", "Consultation: Ada Lovelace"),
    ("{ Service }, {{{name}}}", "Consultation, {Ada Lovelace}"),
    ("no values", "no values"),
    ("Tel. {phone}\nMail {email}\nCode {code}", "Tel. +12025550100\nCode K7M2"),
    ("{service} – {email}", "Consultation"),
    ("{service} with {host}, {code}", "Consultation with , K7M2"),
    ("{email}", nil),
    ("{email}\n{host}", nil),
    ("First\n\n{email}\nlast", "First\n\nlast"),
  ]) func `puts in what is known`(_ text: String, _ expected: String?) throws {
    #expect(try Self.rendered(text) == expected)
  }

  @Test func `reads no value for placeholders`() throws {
    #expect(try Self.rendered("{name}", [.name: "{code} {{"]) == "{code} {{")
  }

  @Test(arguments: [
    ("Ada\nBCC: x", "Ada BCC: x"), ("Ada\u{202E}adA", "AdaadA"), ("A\u{0}d\u{1B}a\u{200B}", "A d a"), ("\t \n", nil),
  ]) func `lets no value bring control or invisible characters`(_ value: String, _ expected: String?) throws {
    #expect(try Self.rendered("{name}", [.name: value]) == expected)
  }

  @Test func `cuts a value that is too long`() throws {
    let long = String(repeating: "x", count: EventTemplate.valueLimit + 1)
    #expect(try Self.rendered("{notes}.", [.notes: long])?.count == EventTemplate.valueLimit + 1)
  }

  @Test(arguments: [
    ("{nmae}", EventTemplateError.unknown("nmae")), ("{}", .unknown("")), ("{name", .stray("{")),
    ("name}", .stray("}")),
    ("{name}}", .stray("}")), ("a\n{name\n}", .stray("{")), ("{{name}", .stray("}")),
  ]) func `that cannot be read is refused`(_ text: String, _ error: EventTemplateError) {
    #expect(throws: error) { try EventTemplate(text) }
  }
}

@Suite struct `A language tag` {
  @Test(arguments: [
    ("en", "en", SpokenLanguage.english), ("DE_at", "de-AT", .german), ("zh-hans-cn", "zh-Hans-CN", .chinese),
    ("es-419", "es-419", .spanish), ("fr", "fr", .french),
  ]) func `is read in any letter case`(_ text: String, _ tag: String, _ spoken: SpokenLanguage) {
    #expect(LanguageTag(text)?.rawValue == tag)
    #expect(LanguageTag(text)?.spoken == spoken)
  }

  @Test func `may name a language without wording`() {
    #expect(LanguageTag("it")?.spoken == nil && LanguageTag("it") != nil)
  }

  @Test(arguments: ["", "e", "english", "en-", "en--US", "-en", "en-USA", "en-US-x", "de-1", "dé"])
  func `is nothing else`(_ text: String) {
    #expect(LanguageTag(text) == nil)
  }
}
