import Desk
import Scheduling
import Testing

@testable import Vapi

@Suite struct VapiAPITests {
  private static func verdict(_ status: Int, _ method: RESTRequest.Method, _ body: String = "{}") -> APIAttempt {
    APIAttempt(
      RESTRequest(method: method, url: "", authorization: ""), .tool,
      response: RESTResponse(status: status, retryAfter: "3", body: Array(body.utf8)))
  }

  @Test(arguments: [
    (200, APIAttempt.done([:])), (201, .done([:])), (401, .failed(.keyRefused)), (402, .failed(.unpaid)),
    (403, .failed(.notAllowed)), (404, .failed(.notFound(.tool))), (302, .failed(.unreadable)),
    (409, .failed(.refused(status: 409, reasons: []))), (429, .again(.tooManyRequests, after: .seconds(3))),
    (408, .again(.troubled(status: 408), after: .seconds(3))),
    (503, .again(.troubled(status: 503), after: .seconds(3))),
  ]) func `each status means what to do next`(_ status: Int, _ verdict: APIAttempt) {
    #expect(Self.verdict(status, .patch) == verdict)
  }

  @Test func `a POST that may have been carried out is not simply repeated`() {
    #expect(Self.verdict(503, .post) == .failed(.troubled(status: 503)))
    #expect(Self.verdict(429, .post) == .again(.tooManyRequests, after: .seconds(3)))
    let post = RESTRequest(method: .post, url: "", authorization: "")
    #expect(APIAttempt(post, .tool, obstacle: .lost) == .failed(.silent))
    #expect(APIAttempt(post, .tool, obstacle: .notSent("x")) == .again(.unreachable("x"), after: nil))
  }

  @Test(arguments: [
    (#"{"message":["property a should not exist","b"]}"#, ["property a should not exist", "b"]),
    (#"{"message":"no\nway"}"#, ["no way"]), (#"{"message":5}"#, []), ("<html>", []),
  ]) func `Vapi's own reasons are passed on`(_ body: String, _ reasons: [String]) {
    #expect(Self.verdict(400, .post, body) == .failed(.refused(status: 400, reasons: reasons)))
  }

  @Test func `pauses double up to eight seconds, and keep to what Vapi says`() {
    let pauses = (0..<7).map { APIAttempt.pause(after: $0, saying: nil, fraction: 0) }
    #expect(pauses == [250, 500, 1000, 2000, 4000, 4000, 4000].map { .milliseconds($0) })
    #expect(APIAttempt.pause(after: 9, saying: nil, fraction: 0.999) < .seconds(8))
    #expect(APIAttempt.pause(after: 0, saying: .seconds(7), fraction: 0.5) == .seconds(7))
  }

  private static func client(_ api: PaperAPI, _ clock: PaperClock, key: String = PaperAPI.key) -> VapiAPI {
    VapiAPI(
      base: "https://api.example", key: key, exchange: api, clock: clock,
      randomness: Randomness { Array(repeating: 0, count: $0) }, deadline: Deadline(in: .seconds(60), on: clock))
  }

  @Test func `a request is tried five times and no more`() async throws {
    let (api, clock) = (try PaperAPI(), PaperClock())
    api.meet { _, _ in .status(500) }
    await #expect(throws: VapiFailure.troubled(status: 500)) { try await Self.client(api, clock).list(.tool) }
    #expect(api.asked.count == 5 && clock.pauses.count == 4)
  }

  @Test func `a pause that would outlast the deadline is not begun`() async throws {
    let (api, clock) = (try PaperAPI(), PaperClock())
    api.meet { _, _ in .status(429, retryAfter: "61") }
    await #expect(throws: VapiFailure.tooManyRequests) { try await Self.client(api, clock).list(.tool) }
    #expect(api.asked.count == 1 && clock.pauses == [])
  }

  @Test func `a wrong key ends it at once, with a sentence that holds no key`() async throws {
    let (api, clock) = (try PaperAPI(), PaperClock())
    let client = Self.client(api, clock, key: "canary-wrong")
    await #expect(throws: VapiFailure.keyRefused) { try await client.list(.assistant) }
    #expect(api.asked.count == 1)
    #expect(VapiFailure.keyRefused.sentence.contains("VAPI_API_KEY"))
    #expect(!"\(client)".contains("canary") && !String(reflecting: client).contains("canary"))
  }

  @Test func `an id cannot leave its place in the path`() {
    #expect(VapiAPI.escaped("../tool?x=1#é") == "..%2Ftool%3Fx%3D1%23%C3%A9")
  }
}
