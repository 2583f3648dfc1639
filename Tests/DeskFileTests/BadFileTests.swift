import Desk
import DeskFile
import Testing

@Suite struct BadFileTests {
  @Test(arguments: [
    (DeskTexts.desk(key: ""), "3:1 The desk lacks key."),
    (DeskTexts.desk(key: "key:"), "2:5 key is empty."),
    (
      DeskTexts.desk(key: "key: Lake Side"),
      "2:6 key “Lake Side” must be 1 to 40 lower-case letters, digits and hyphens, such as “lakeside-clinic”."
    ),
    (
      DeskTexts.desk(key: "key: -a"),
      "2:6 key “-a” must be 1 to 40 lower-case letters, digits and hyphens, such as “lakeside-clinic”."
    ),
    (DeskTexts.desk(key: "key: [a]"), "2:6 key must be a single text, not a list or a mapping."),
    (DeskTexts.desk(name: "name: \"a\\nb\""), "3:7 name must be one line of at most 100 visible characters."),
    (DeskTexts.desk(name: "name: \"a\\u202Eb\""), "3:7 name must be one line of at most 100 visible characters."),
    (
      DeskTexts.desk(zone: "zone: America/NewYork"),
      "4:7 There is no zone “America/NewYork” in the zone data; did you mean “America/New_York”?"
    ),
    (DeskTexts.desk(zone: "zone: Mars/Olympus"), "4:7 There is no zone “Mars/Olympus” in the zone data."),
    (DeskTexts.desk(more: "tz: UTC"), "16:1 “tz” is not a key of the desk."),
    (
      DeskTexts.desk(service: "duration: 30\n    bufer: {after: 5}"),
      "11:5 “bufer” is not a key of this service; did you mean “buffer”?"
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    buffer: 5"),
      "11:13 Write the buffer as a mapping with the keys before, after."
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    horizon: forever"),
      "11:14 horizon must be a number of days from 1 to 730, such as 60."
    ),
    (DeskTexts.desk(service: "duration: 30\n    notice: 400d"), "11:13 notice must be between 0m and 365d."),
    (DeskTexts.desk(service: "duration: 30\n    durations: 45"), "11:16 durations must be a list."),
    (
      DeskTexts.desk(service: "duration: 30\n    hosts: [mario]"),
      "11:13 There is no host with the key “mario”; did you mean “maria”?"
    ),
    (DeskTexts.desk(service: ""), "8:5 This service lacks duration."),
    (
      DeskTexts.desk(host: "hours: {monday: closed, montag: closed}"),
      "15:29 “montag” is not a key of the hours; did you mean “monday”?"
    ),
    (
      DeskTexts.desk(host: "blocking: [{account: maria}]"),
      "15:26 account must be an e-mail address, such as “maria@example.com”."
    ),
    (DeskTexts.desk(host: "blocking: [{id: primary}]"), "15:16 The calendar lacks account."),
    (
      DeskTexts.desk(host: "blocking: [{account: a@b.c, id: \"x y\"}]"),
      "15:37 id must be “primary” or a calendar's id, without blanks."
    ),
    (
      DeskTexts.desk(more: "  - key: maria\n    name: M\n    calendar: {account: m@example.com}"),
      "16:10 There is another entry of hosts with the key “maria”."
    ),
    (
      DeskTexts.desk(more: "numbers: [\"0171 2345678\"]"),
      "16:11 A number must be written with “+” and the country code, such as “+12125550100”."
    ),
    (
      DeskTexts.desk(more: "numbers: [\"+1 800 FLOWERS\"]"),
      "16:11 A number must be written with “+” and the country code, such as “+12125550100”."
    ),
    (
      DeskTexts.desk(more: "hangup: finnish"),
      "16:9 hangup must be finish or withdraw, not “finnish”; did you mean “finish”?"
    ),
    (DeskTexts.desk(more: "hold: 3m"), "16:7 Write the hold as a mapping with the keys keep, placeholder."),
    (DeskTexts.desk(more: "hold: {keep: 2h}"), "16:14 keep must be between 1m and 30m."),
    (DeskTexts.desk(more: "hold: {kep: 2m}"), "16:8 “kep” is not a key of the hold; did you mean “keep”?"),
    (
      DeskTexts.desk(more: "hold: {placeholder: maybe}"),
      "16:21 placeholder must be true or false, not “maybe”."
    ),
    (DeskTexts.desk(more: "hangup: maybe"), "16:9 hangup must be finish or withdraw, not “maybe”."),
  ])
  func `a mistake is named with its place and what to write instead`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(text) == [expected])
  }

  @Test func `all mistakes are reported together, in the order of the file`() {
    let text = DeskTexts.desk(
      key: "key: A", zone: "zone: Nowhere", hours: "  monday: 9", service: "duration: long", more: "secrets: [short]")
    #expect(
      DeskTexts.problems(text).map { $0.prefix(while: { $0 != " " }) } == ["2:6", "4:7", "6:11", "10:15", "16:11"])
  }

  @Test func `a service that names a host with mistakes of its own is no second mistake`() {
    let text = DeskTexts.desk(service: "duration: 30\n    hosts: [maria]", host: "nickname: Mia")
    #expect(DeskTexts.problems(text) == ["16:5 “nickname” is not a key of this host."])
  }

  @Test(arguments: [
    ("", "1:1 The file is empty; it must describe a desk."),
    ("# nothing\n", "1:1 The file is empty; it must describe a desk."),
    (
      "- a\n",
      "1:1 Write the desk as a mapping with the keys key, name, zone, language, region, utc-means-local, hours, special, holidays, services, hosts, rooms, numbers, secrets, hangup, hold, caps, sharing."
    ),
    ("key: a\nkey: b\n", "1:1 This key is written more than once in the same mapping; keep one."),
    ("key: a\n---\nkey: b\n", "2:1 A second document begins here; a file describes one desk."),
    ("key: [a\n", "2:1 This is not valid YAML: did not find expected ',' or ']'."),
    ("key: a\n\tname: b\n", "2:1 This is not valid YAML: found a tab character that violates indentation."),
    ("key: a\nname: \u{1}\n", "2:7 This character is not allowed in YAML; remove it."),
    ("key: *a\n", "1:6 This is not valid YAML: found undefined alias."),
    ("key: &a clinic\nname: *a\n", "1:6 Anchors and aliases (& and *) are not accepted; write the value out."),
    (
      "key: !secret clinic\n",
      "1:6 Tags (such as !name) are not accepted; put the value in quotes if it begins with “!”."
    ),
  ])
  func `what is no desk at all is refused`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(text).first == expected)
  }

  @Test func `a list cannot be a key`() {
    #expect(DeskTexts.problems("? [a]\n: b\n").contains("1:3 A key must be a single word."))
  }

  @Test func `a list without entries is not enough`() {
    let text = "key: a\nname: A\nzone: UTC\nhours: {}\nservices: []\nhosts:\n"
    #expect(DeskTexts.problems(text) == ["5:11 services needs at least one entry.", "6:7 hosts is empty."])
  }
}

/// Files made to exhaust whoever reads them.
@Suite struct HostileFileTests {
  @Test func `a file of more than a mebibyte is not read`() {
    let text = "# " + String(repeating: "x", count: DeskFile.sizeLimit)
    #expect(DeskTexts.problems(text) == ["1:1 The file is longer than 1 MiB, more than any desk needs."])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[[", "{a: "])
  func `deep nesting is refused, not followed`(_ sign: String) {
    let text = String(repeating: sign, count: 100_000)
    #expect(!DeskTexts.problems(text).isEmpty)
  }

  @Test func `nesting as deep as the parser allows is answered`() {
    let text = "key: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(DeskTexts.problems(text).contains("1:6 key must be a single text, not a list or a mapping."))
  }

  @Test func `aliases that multiply are refused before they are followed`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(DeskTexts.problems(text) == ["1:1 Anchors and aliases (& and *) are not accepted."])
    let few = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    #expect(DeskTexts.problems(few).first == "1:4 Anchors and aliases (& and *) are not accepted; write the value out.")
  }

  @Test func `a star in a text is no alias`() throws {
    let desk = try DeskTexts.read(DeskTexts.desk(name: "name: \"Salon *Star* & Sons\""))
    #expect(desk.profile.name == "Salon *Star* & Sons")
  }

  @Test func `long lists are capped`() {
    let numbers = (0..<51).map { "\"+121255501\($0 + 10)\"" }.joined(separator: ", ")
    #expect(
      DeskTexts.problems(DeskTexts.desk(more: "numbers: [\(numbers)]")) == [
        "16:10 numbers holds 51 entries; at most 50."
      ])
  }

  @Test func `a file that is wrong everywhere is answered with a hundred mistakes at most`() {
    let text = (0..<50_000).map { "key\($0): x\n" }.joined()
    #expect(DeskTexts.problems(text).count == 100)
  }
}
