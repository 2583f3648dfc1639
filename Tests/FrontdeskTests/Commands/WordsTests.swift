import Desk
import Scheduling
import Testing

@testable import FrontdeskCommands

struct WordsTests {
  @Test(arguments: [
    ("Tue, 24 Nov 2026 14:30:05 GMT", Int64(1_795_530_605)), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599),
  ])
  func `the date that a server tells is read`(text: String, seconds: Int64) {
    #expect(HTTPDate.read(text) == Instant(seconds: seconds))
  }

  @Test(arguments: [
    "", "Tue, 24 Nov 2026 14:30:05 CET", "Tuesday, 24-Nov-26 14:30:05 GMT", "Tue, 30 Feb 2026 14:30:05 GMT",
    "Tue, 24 Now 2026 14:30:05 GMT", "Tue, 24 Nov 2026 25:30:05 GMT",
  ])
  func `a date in any other form is not guessed at`(text: String) {
    #expect(HTTPDate.read(text) == nil)
  }

  @Test func `an instant is shown to people as minutes of UTC`() {
    #expect(Instant(seconds: 1_795_530_605).utc == "2026-11-24 14:30 UTC")
  }

  @Test func `secrets of an assistant are struck out at any depth, and nothing else`() {
    let assistant: JSONValue = [
      "server": ["url": "https://desk.example", "headers": ["X-Vapi-Secret": "canary"]],
      "credentials": [["authenticationPlan": ["type": "bearer", "token": "canary", "Authorization": "canary"]]],
      "model": ["maxTokens": 5, "token": ["kind": "kept"]],
    ]
    let shown = assistant.withoutSecrets
    #expect(!shown.text.contains("canary"))
    #expect(shown["server"]?["url"] == "https://desk.example")
    #expect(shown["model"] == assistant["model"])
  }

  @Test(arguments: [
    ("doctr", "did you mean “frontdesk doctor”?"), ("srve", "did you mean “frontdesk serve”?"),
    (
      "xyzzyplugh",
      "the commands are assistant, call, connect, demo, desk, doctor, ledger, sandbox, serve."
    ),
  ])
  func `a first word that is no command is answered kindly`(word: String, rest: String) {
    #expect(Frontdesk.unknownCommand([word]) == "There is no command “\(word)”; \(rest)")
  }

  @Test(arguments: [[], ["--help"], ["help", "serve"], ["serve"], ["desk", "aply"], ["-h"]])
  func `whatever else comes first is left to the parser`(arguments: [String]) {
    #expect(Frontdesk.unknownCommand(arguments) == nil)
  }

  @Test(arguments: [
    LedgerFailure.busy, .unavailable("The disk is full."), .unknown("SQLite error 10: disk I/O error"),
    .corrupt("SQLite error 26: file is not a database"),
  ])
  func `a failure of storage is a sentence`(failure: LedgerFailure) {
    let sentence = "\(CommandFailure.explaining(failure))"
    #expect(!sentence.contains("LedgerFailure") && !sentence.contains("("))
    #expect(sentence.first?.isUppercase == true)
  }
}
