import NIOCore
import NIOHTTP1
import Testing

@testable import FrontdeskServer

@Suite struct ConnectionRulesTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func head(_ fields: [(String, String)] = [("Host", "h")], minor: Int = 1) -> HTTPRequestHead {
    HTTPRequestHead(
      version: HTTPVersion(major: 1, minor: minor), method: .POST, uri: "/", headers: HTTPHeaders(fields))
  }

  private func rules() -> ConnectionRules { ConnectionRules(receive: .seconds(10), drain: 100) }

  @Test func `a connection without a head is closed in time`() {
    var rules = rules()
    rules.connected(at: start)
    #expect(rules.timer(at: start + .milliseconds(9999)) == .nothing)
    #expect(rules.timer(at: start + .seconds(10)) == .close)
    _ = rules.head(head(), at: start + .seconds(9))
    #expect(rules.timer(at: start + .seconds(10)) == .nothing)
  }

  @Test func `a whole request leaves no timer behind`() {
    var rules = rules()
    #expect(rules.head(head(), at: start) == .nothing)
    #expect(rules.deadline == start + .seconds(10))
    #expect(rules.end() == .nothing)
    #expect(rules.deadline == nil)
    #expect(rules.answerHead() == .pass)
    #expect(rules.answerEnd() == .nothing)
  }

  @Test func `a request that is not whole in time is cut, however often a part comes`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    for _ in 0..<9 { #expect(rules.body(bytes: 1) == .nothing) }
    #expect(rules.timer(at: start + .milliseconds(9999)) == .nothing)
    #expect(rules.timer(at: start + .seconds(10)) == .close)
  }

  @Test func `an answer before the request is whole says that the connection closes, and it does at the end`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    #expect(rules.answerHead() == .passClosing)
    #expect(rules.answerEnd() == .nothing)
    #expect(rules.body(bytes: 60) == .nothing)
    #expect(rules.end() == .leave)
  }

  @Test func `a refusal ends the connection though the request was whole`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    _ = rules.end()
    #expect(rules.answerHead(isRefusal: true) == .passClosing)
    #expect(rules.answerEnd() == .leave)
  }

  @Test func `what is sent on after an early answer is read only so far and so long`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    _ = rules.answerHead()
    _ = rules.answerEnd()
    #expect(rules.body(bytes: 60) == .nothing)
    #expect(rules.body(bytes: 60) == .close)
    #expect(rules.timer(at: start + .seconds(10)) == .close)
  }

  @Test func `a request that became whole while it was answered closes after the answer`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    #expect(rules.answerHead() == .passClosing)
    #expect(rules.end() == .nothing)
    #expect(rules.answerEnd() == .leave)
  }

  @Test func `what cannot be read in a body that was answered already is not answered again`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    _ = rules.answerHead()
    #expect(rules.unreadable(.invalidChunkSize) == .nothing)
    #expect(rules.answerEnd() == .leave)
    #expect(rules.unreadable(.invalidChunkSize) == .nothing)
  }

  @Test func `an earlier answer passes unharmed while the next request comes in`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    _ = rules.end()
    _ = rules.head(head(), at: start)
    #expect(rules.answerHead() == .pass)
    #expect(rules.answerEnd() == .nothing)
  }

  @Test func `a refusal waits for the answers before it`() {
    var rules = rules()
    _ = rules.head(head(), at: start)
    _ = rules.end()
    #expect(rules.unreadable(.invalidHeaderToken) == .nothing)
    #expect(!rules.takesInput)
    #expect(rules.answerHead() == .pass)
    #expect(rules.answerEnd() == .refuse(.badRequest))
    #expect(rules.answerHead() == .drop)
  }

  @Test(arguments: [
    (HTTPParserError.headerOverflow, ConnectionRules.Action.refuse(.requestHeaderFieldsTooLarge)),
    (.invalidContentLength, .refuse(.badRequest)), (.invalidEOFState, .close), (.closedConnection, .close),
  ]) func `what cannot be read is refused by its kind`(error: HTTPParserError, action: ConnectionRules.Action) {
    var rules = rules()
    #expect(rules.unreadable(error) == action)
  }

  @Test(arguments: [
    [("Host", "h"), ("Content-Length", "1"), ("Transfer-Encoding", "chunked")],
    [("Host", "h"), ("Content-Length", "1"), ("Content-Length", "1")],
    [("Host", "h"), ("Transfer-Encoding", "gzip, chunked")],
    [("Host", "h"), ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
    [("Host", "h"), ("Host", "other")], [],
  ]) func `a head that two readers could read differently is refused`(fields: [(String, String)]) {
    var rules = rules()
    #expect(rules.head(head(fields), at: start) == .refuse(.badRequest))
  }

  @Test func `an old client without a host is read, but not with a transfer coding`() {
    var rules = rules()
    #expect(rules.head(head([], minor: 0), at: start) == .nothing)
    var others = self.rules()
    #expect(others.head(head([("Transfer-Encoding", "chunked")], minor: 0), at: start) == .refuse(.badRequest))
  }
}
