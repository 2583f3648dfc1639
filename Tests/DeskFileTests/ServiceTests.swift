import Desk
import DeskFile
import Scheduling
import Testing

/// What a service may say besides its lengths.
@Suite struct ServiceTests {
  private static func service(_ text: String, more: String = "") throws -> Offering {
    try DeskTexts.read(DeskTexts.desk(service: "duration: 30\n    " + text, more: more)).profile.offerings[0]
  }

  private static let rooms = """
    rooms:
      - {key: blue, name: Blue room, kind: treatment}
      - {key: red, name: Red room, kind: treatment}
      - {key: scanner, name: Scanner}
    """

  @Test func `what is left out is as usual`() throws {
    let service = try Self.service("")
    #expect(service.rules == SlotRules(duration: .minutes(30), interval: .minutes(30)))
    #expect(service == Offering(key: OfferingKey("visit"), name: "Visit", rules: service.rules))
  }

  @Test func `its rules are read`() throws {
    let rules = try Self.service(
      "align: clock\n    places: 8\n    limit: {day: 8, week: 16}\n    window: {from: 2026-12-01, until: 2026-12-23}"
    ).rules
    let (from, until) = (try #require(CivilDate(iso: "2026-12-01")), try #require(CivilDate(iso: "2026-12-23")))
    #expect(
      rules
        == SlotRules(
          duration: .minutes(30), interval: .minutes(30), alignment: .clock, window: from...until, dailyLimit: 8,
          weeklyLimit: 16, places: 8))
  }

  @Test func `a window may be open at one end`() throws {
    let from = try #require(CivilDate(iso: "2026-12-01"))
    let until = try #require(try Self.service("window: {until: 2026-12-01}").rules.window)
    #expect(until.upperBound == from && until.lowerBound.year == 1)
    #expect(try Self.service("window: {from: 2026-12-01}").rules.window?.lowerBound == from)
    #expect(try Self.service("window: {}").rules.window == nil)
  }

  @Test(arguments: [
    ("needs: [scanner]", [["scanner"]]),
    ("needs: [treatment]", [["blue", "red"]]),
    ("needs: [treatment, scanner]", [["blue", "red"], ["scanner"]]),
    ("needs: [[red, scanner]]", [["red", "scanner"]]),
    ("needs: [[red, treatment]]", [["red", "blue"]]),
    ("needs: []", []),
  ])
  func `it needs rooms by their key, by their kind, or one of several`(_ text: String, _ expected: [[String]]) throws {
    #expect(try Self.service(text, more: Self.rooms).needs.map { $0.map(\.rawValue) } == expected)
  }

  @Test func `its event, its owner and its link are read`() throws {
    let service = try Self.service(
      "title: \"{service}: {name}\"\n    description: |\n      Tel. {phone}\n\n      {notes}\n    confirm: owner\n    video: true"
    )
    #expect(service.title?.text == "{service}: {name}")
    #expect(service.description?.text == "Tel. {phone}\n\n{notes}")
    #expect(service.needsOwner && service.videoLink)
    #expect(try !Self.service("confirm: none").needsOwner)
  }

  @Test(arguments: [
    ("align: clok", "11:12 align must be opening or clock, not “clok”; did you mean “clock”?"),
    ("places: 0", "11:13 places must be a whole number from 1 to 1000, not “0”."),
    ("places: eight", "11:13 places must be a whole number from 1 to 1000, not “eight”."),
    ("limit: 4", "11:12 Write the limit as a mapping with the keys day, week."),
    ("limit: {day: 0}", "11:18 day must be a whole number from 1 to 10000, not “0”."),
    ("limit: {dya: 1}", "11:13 “dya” is not a key of the limit; did you mean “day”?"),
    ("window: {from: tomorrow}", "11:20 from must be a date such as 2026-12-24, not “tomorrow”."),
    (
      "window: {from: 2026-12-24, until: 2026-12-01}",
      "11:13 The window ends before it begins: 2026-12-01 is before 2026-12-24."
    ),
    ("needs: [scaner]", "11:13 There is no room and no kind of room “scaner”; did you mean “scanner”?"),
    ("needs: [treatmnet]", "11:13 There is no room and no kind of room “treatmnet”; did you mean “treatment”?"),
    (
      "needs: [treatment, red]",
      "11:24 The room “red” is in two needs of this service, and one room cannot meet both: name other rooms."
    ),
    ("needs: [[]]", "11:13 A need must name a room or a kind of room."),
    ("needs: scanner", "11:12 needs must be a list."),
    ("confirm: owmer", "11:14 confirm must be none or owner, not “owmer”; did you mean “owner”?"),
    ("video: \"on\"", "11:12 video must be true or false, not “on”."),
    ("title: \"{nmae}\"", "11:12 Nothing called {nmae} can be put into title; did you mean {name}?"),
    (
      "title: \"{colour}\"",
      "11:12 Nothing called {colour} can be put into title; there are {name}, {phone}, {email}, {notes}, {service}, {host}, {desk}, {room}, {code}."
    ),
    ("title: \"{name\"", "11:12 A “{” in title has no other; write “{{” for the character itself."),
    ("description: name}", "11:18 A “}” in description has no other; write “}}” for the character itself."),
    ("title: \"a\\nb\"", "11:12 title must be one line of at most 200 visible characters."),
    ("description: \"a\\u202Eb\"", "11:18 description must have at most 2000 visible characters."),
    ("hosts: [maria, maria]", "11:20 The host “maria” is written twice."),
    ("durations: [1h, 60]", "11:21 1h is written twice in durations."),
  ])
  func `what a service cannot be is refused where it stands`(_ text: String, _ expected: String) {
    let file = DeskTexts.desk(service: "duration: 30\n    " + text, more: Self.rooms)
    #expect(DeskTexts.problems(file) == [expected])
  }

  @Test func `a text that is too long is refused`() {
    let title = DeskTexts.desk(service: "duration: 30\n    title: " + String(repeating: "x", count: 201))
    #expect(DeskTexts.problems(title) == ["11:12 title must be one line of at most 200 visible characters."])
    let description = DeskTexts.desk(service: "duration: 30\n    description: " + String(repeating: "x", count: 2001))
    #expect(DeskTexts.problems(description) == ["11:18 description must have at most 2000 visible characters."])
  }
}
