import DeskFile
import Testing

@Suite struct DoubleKeyTests {
  private let twice = "This key is written more than once in the same mapping; keep one."

  @Test func `a key that stands twice does not hide the mistakes after it`() {
    let file = DeskTexts.desk(
      name: "name: Clinic\nname: Surgery", service: "duration: 30\n    notice: 1h\n    notice: 2h\n    bufer: {}",
      more: "sharing: fair")
    #expect(
      DeskTexts.problems(file) == [
        "3:1 \(twice)", "12:5 \(twice)", "14:5 “bufer” is not a key of this service; did you mean “buffer”?",
        "20:10 sharing must be priority or fewest-upcoming, not “fair”.",
      ])
  }

  @Test(arguments: [
    ("special: {2026-12-24: closed, 2026-12-24: 09:00-10:00}", "16:11"),
    ("caps: {\"bookings-per-day\": 3, 'bookings-per-day': 4}", "16:8"),
    ("region: US\r\nregion: DE", "16:1"),
    ("# \u{2028}\nregion: US\nregion: DE", "18:1"),
  ])
  func `it is found where it stands, however it is written`(_ text: String, _ place: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(more: text)) == ["\(place) \(twice)"])
  }

  @Test func `each of several is named once`() {
    let file = DeskTexts.desk(more: "region: US\nregion: DE\nregion: FR")
    #expect(DeskTexts.problems(file) == ["16:1 \(twice)", "17:1 \(twice)"])
  }

  @Test func `so many that nobody can have meant them end the reading`() {
    let file = (0..<1000).map { "a\($0 / 2): x\n" }.joined()
    let problems = DeskTexts.problems(file)
    #expect(problems.count == 21 && problems.allSatisfy { $0.hasSuffix(twice) })
  }

  @Test(arguments: ["? [a]\n: b\n? [a]\n: c\n", "\"\\x61\": b\na: c\n", ": a\n: b\n"])
  func `what cannot be marked is named alone`(_ text: String) {
    #expect(DeskTexts.problems(text).count >= 1)
  }
}
