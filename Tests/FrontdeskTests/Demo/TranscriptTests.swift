import Synchronization
import Testing

@testable import FrontdeskCommands

struct TranscriptTests {
  private final class Page: Sendable {
    private let lines = Mutex<[String]>([])
    var text: [String] { lines.withLock { $0 } }
    var transcript: Transcript { Transcript { line in self.lines.withLock { $0.append(line) } } }
  }

  @Test func `what holds leaves no trace, what does not is remembered in order`() {
    let page = Page()
    let transcript = page.transcript
    transcript.expect(true, "the sky is blue")
    transcript.expect(false, "one is two")
    transcript.expect(false, "two is three")
    #expect(transcript.findings == ["one is two", "two is three"])
    #expect(page.text.count == 2)
    #expect(page.text[0].contains("one is two"))
  }

  @Test func `what was asked fills a line that ends with the time, however long it is`() {
    let page = Page()
    let transcript = page.transcript
    transcript.asked("short", took: .milliseconds(12))
    transcript.asked(String(repeating: "long ", count: 60), took: .milliseconds(1234))
    #expect(page.text.map(\.count) == [100, 100])
    #expect(page.text[0].hasSuffix(" 12 ms"))
    #expect(page.text[1].hasSuffix("… 1234 ms"))
  }

  @Test func `an answer is broken into lines and loses no word`() {
    let page = Page()
    let words = (0..<60).map { "word\($0)" }
    page.transcript.answered(words.joined(separator: " "))
    #expect(page.text.allSatisfy { $0.count <= 100 })
    #expect(page.text.flatMap { $0.split(separator: " ") }.map(String.init) == words)
  }

  @Test(arguments: [
    (Duration.microseconds(250), "0.2 ms"), (.milliseconds(9), "9.0 ms"), (.milliseconds(10), "10 ms"),
    (.seconds(2), "2000 ms"),
  ])
  func `short times are shown with a tenth`(duration: Duration, text: String) {
    #expect(Transcript.milliseconds(duration) == text)
  }
}
