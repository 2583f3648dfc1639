import Scheduling
import Testing
import ZoneFiles

@testable import Desk

@Suite struct `Words for the ear` {
  static func spoken(_ zone: String) throws -> Spoken {
    Spoken(zone: try TZifDirectory(directory: nil).zone(ZoneID(zone)))
  }

  @Test(arguments: [
    ("2026-11-24T14:30:00-05:00", "America/New_York", "Tuesday, November 24 at 2:30 PM New York time"),
    ("2026-11-24T00:00:00-05:00", "America/New_York", "Tuesday, November 24 at 12:00 AM New York time"),
    ("2026-11-24T12:00:00-05:00", "America/New_York", "Tuesday, November 24 at 12:00 PM New York time"),
    ("2027-01-01T09:05:00-05:00", "America/New_York", "Friday, January 1, 2027 at 9:05 AM New York time"),
    ("2026-11-01T01:30:00-04:00", "America/New_York", "Sunday, November 1 at 1:30 AM (UTC-04:00) New York time"),
    ("2026-11-01T01:30:00-05:00", "America/New_York", "Sunday, November 1 at 1:30 AM (UTC-05:00) New York time"),
    ("2026-11-24T14:30:00Z", "UTC", "Tuesday, November 24 at 2:30 PM UTC"),
    ("2026-11-24T14:30:00Z", "Asia/Kolkata", "Tuesday, November 24 at 8:00 PM Kolkata time"),
    ("2026-11-24T14:30:00Z", "America/Argentina/Buenos_Aires", "Tuesday, November 24 at 11:30 AM Buenos Aires time"),
  ]) func `a moment names weekday, date, time and zone`(_ instant: String, _ zone: String, _ words: String) throws {
    let now = try Instant.at("2026-10-24T08:00:00-05:00")
    #expect(try Self.spoken(zone).moment(.at(instant), now: now) == words)
  }

  @Test(arguments: [
    (30, "30 minutes"), (60, "1 hour"), (90, "1 hour 30 minutes"), (121, "2 hours 1 minute"), (1, "1 minute"),
  ]) func `a length is spoken in hours and minutes`(_ minutes: Int, _ words: String) {
    #expect(Spoken.length(.minutes(minutes)) == words)
  }

  @Test(arguments: [(0, "0 days"), (1, "1 day"), (2, "2 days")])
  func `what is counted is one or several`(_ number: Int, _ words: String) {
    #expect(Spoken.count(number, "day") == words)
  }

  @Test func `a closed ledger is explained with its cure once`() {
    for reason in ["it was restored", "It was restored.", "Run `frontdesk ledger rebuild`, which opens it."] {
      let text = ClosureWording.explained(reason)
      #expect(text.ranges(of: "frontdesk ledger rebuild").count == 1, "\(text)")
      #expect(!text.contains("..") && text.hasSuffix("."))
    }
  }

  @Test func `a report on one of each has no plural`() {
    var report = RebuildReport()
    report.calendars = 1
    report.restored = 1
    report.forReview = 1
    #expect(report.sentences[0].hasPrefix("1 calendar read: 1 booking restored, 0 confirmed"))
    #expect(report.sentences[1].contains(": 1 notice, which"))
  }

  @Test(arguments: [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"), ([], "")])
  func `a choice is spoken with its last or`(_ items: [String], _ words: String) {
    #expect(Spoken.choice(items) == words)
  }

  @Test func `a line is cut at a word, at 400 characters`() {
    let line = AnswerWriter.capped(Array(repeating: "appointment", count: 60).joined(separator: " "))
    #expect(line.count <= 400)
    #expect(line.hasSuffix("appointment…"))
  }

  @Test func `no two signs of a code sound alike, and codes are spelled`() {
    let rhymes: [Set<Character>] = [
      Set("BCDEGPTVZ3"), Set("AJK8H"), Set("FS"), Set("IY59"), Set("MN"), Set("O0"), Set("1L"), Set("UQ2W"),
    ]
    #expect(Set(ConfirmationCode.alphabet).count == 16)
    #expect(!ConfirmationCode.alphabet.contains { "BCDEGPTVZAJSIYNO015".contains($0) })
    #expect(rhymes.allSatisfy { !$0.isEmpty })
    #expect(ConfirmationCode("K7M2RX").spelled == "K 7 M 2 R X")
  }

  @Test(arguments: [
    ("a\nb", "a b"), ("  a \t b  ", "a b"), ("a\u{200B}b", "ab"), ("a\u{202E}b", "ab"), ("a\u{E0041}b", "ab"),
    ("caf\u{E9} \u{1F600}", "café 😀"), ("\u{2028}", ""),
  ]) func `a caller's text is cleaned`(_ text: String, _ clean: String) {
    #expect(ArgumentReader.cleaned(text) == clean)
  }

  @Test(arguments: [
    ("ada@example.com", true), ("Ada.B+x@mail.example.co.uk", true), ("ada", false), ("ada@", false),
    ("@example.com", false), ("a@b@example.com", false), ("a b@example.com", false), ("ada@example", false),
    ("ada@.com", false), ("a..b@example.com", false), ("ada@exa mple.com", false), ("x\n@example.com", false),
  ]) func `an e-mail address is complete or it is asked for again`(_ text: String, _ isComplete: Bool) {
    #expect((MailAddress(text) != nil) == isComplete)
  }
}
