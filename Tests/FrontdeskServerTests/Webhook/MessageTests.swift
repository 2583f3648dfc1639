import Desk
import FrontdeskServer
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct MessageTests {
  static let golden: [(fixture: String, reply: String)] = [
    (
      "webhook.tool-calls.schema-string-args.json",
      #"{"results":[{"name":"check_availability","toolCallId":"call_Q1w2E3r4T5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.wild-object-args.json",
      #"{"results":[{"name":"check_availability","toolCallId":"call_Q1w2E3r4T5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.web-call.json",
      #"{"results":[{"name":"check_availability","toolCallId":"call_Q1w2E3r4T5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.chat.json",
      #"{"results":[{"name":"check_availability","toolCallId":"call_Q1w2E3r4T5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.flat-arguments.json",
      #"{"results":[{"name":"check_availability","toolCallId":"toolu_01AbCdEf","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.flat-parameters.json",
      #"{"results":[{"name":"check_availability","toolCallId":"abc123","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.tool-calls.parallel.json",
      #"{"results":[{"name":"check_availability","toolCallId":"call_Q1w2E3r4T5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}},{"name":"check_availability","toolCallId":"call_Z9y8X7w6V5","result":"Answer to check_availability.","metadata":{"outcome":"offered","slot":"A1"}}]}"#
    ),
    (
      "webhook.function-call.legacy.json",
      #"{"result":"{\"busySlots\":[],\"message\":\"Answer to check_availability.\"}"}"#
    ),
  ]

  @Test(arguments: golden)
  func `each form of tool call is answered in its own form`(fixture: String, reply: String) async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let answer = try await server.webhook(try Webhooks.fixture(fixture))
      #expect(answer.status == 200)
      #expect(answer.header("content-type") == "application/json")
      #expect(answer.text == reply)
    }
  }

  @Test func `an assistant-request is answered with an assistant whose tools come back here`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let answer = try await server.webhook(try Webhooks.fixture("webhook.assistant-request.json"))
      #expect(answer.status == 200)
      #expect(answer.text.hasPrefix(#"{"assistant":{"#))
      #expect(answer.text.contains(#""url":"https://desk.example.com/webhook/vapi/bliss""#))
      #expect(answer.text.contains(TestServer.secret))
      #expect(!server.log.text.contains(TestServer.secret))
    }
  }

  @Test func `every other type is answered 200, as far as Vapi reads an answer`() async throws {
    try await TestServer.run(try TestServer.Plan()) { server async throws in
      let others = try Webhooks.others()
      #expect(others.count == 29)
      for (name, body) in others {
        let answer = try await server.webhook(body)
        #expect(answer.status == 200, "\(name)")
        switch name {
        case "transfer-destination-request", "handoff-destination-request": #expect(answer.text.contains("error"))
        case "knowledge-base-request": #expect(answer.text == #"{"documents":[]}"#)
        case "campaign.predial": #expect(answer.text == #"{"eligible":false}"#)
        case "call.endpointing.request": #expect(answer.text == #"{"timeoutSeconds":0.5}"#)
        case "voice-request": #expect(answer.text.isEmpty)
        default: #expect(answer.text == "{}", "\(name)")
        }
      }
      let unheard = try await server.webhook(Webhooks.message("invented-tomorrow"))
      #expect(unheard.status == 200)
      #expect(server.registry.exposition().contains(#"frontdesk_webhook_messages_total{type="other"} 1"#))
      #expect(!server.registry.exposition().contains("invented"))
    }
  }

  static let ends = [
    Webhooks.message("status-update", extra: #","status":"ended""#), Webhooks.message("end-of-call-report"),
  ]

  @Test(arguments: ends) func `an end that storage did not take is to be sent again`(message: String) async throws {
    let isFull = Mutex(true)
    var plan = try TestServer.Plan()
    plan.reception = StandInReception(storing: { !isFull.withLock { $0 } })
    try await TestServer.run(plan) { server async throws in
      let refused = try await server.webhook(message)
      #expect(refused.status == 503)
      #expect(refused.header("retry-after") == "1")
      #expect(server.registry.exposition().contains(#"frontdesk_webhook_refusals_total{reason="storage"} 1"#))
      isFull.withLock { $0 = false }
      let taken = try await server.webhook(message)
      #expect(taken.status == 200 && taken.text == "{}")
      #expect(server.reception.now.ended.count == 1)
    }
  }

  @Test(arguments: ends) func `an end is acknowledged only once it is stored`(message: String) async throws {
    let (stream, entered) = AsyncStream.makeStream(of: Void.self)
    let (gate, opens) = AsyncStream.makeStream(of: Void.self)
    let isStored = Mutex(false)
    var plan = try TestServer.Plan()
    plan.reception = StandInReception(storing: {
      entered.yield()
      for await _ in gate { break }
      isStored.withLock { $0 = true }
      return true
    })
    try await TestServer.run(plan) { server async throws in
      async let answer = server.webhook(message)
      for await _ in stream { break }
      opens.yield()
      #expect(try await answer.status == 200)
      #expect(isStored.withLock { $0 })
    }
  }

  @Test func `the desk hears when a call begins and when it ends`() async throws {
    let reception = StandInReception()
    var plan = try TestServer.Plan()
    plan.reception = reception
    try await TestServer.run(plan) { server async throws in
      _ = try await server.webhook(Webhooks.message("status-update", extra: #","status":"in-progress""#))
      _ = try await server.webhook(Webhooks.message("status-update", extra: #","status":"ended""#))
      _ = try await server.webhook(Webhooks.message("end-of-call-report"))
      _ = try await server.webhook(Webhooks.message("assistant-request"))
      for (type, count) in [("status-update", 2), ("end-of-call-report", 1), ("assistant-request", 1)] {
        let line = "frontdesk_webhook_messages_total{type=\"\(type)\"} \(count)\n"
        #expect(server.registry.exposition().contains(line), "\(type)")
      }
    }
    // The server has shut down, and the errands that requests left were done first.
    #expect(reception.now.began.count == 2)
    #expect(reception.now.ended.count == 2)
  }

  @Test func `what is sent while a call lives is a sign of life, once in twenty seconds for each call`() async throws {
    let reception = StandInReception()
    let clock = StoppedClock()
    var plan = try TestServer.Plan()
    plan.reception = reception
    plan.adjust = { $0.clock = clock }
    try await TestServer.run(plan) { server async throws in
      for type in ["conversation-update", "speech-update", "session.created", "something-new"] {
        _ = try await server.webhook(Webhooks.message(type))
      }
      clock.advance(by: .seconds(20))
      _ = try await server.webhook(Webhooks.message("transcript"))
    }
    #expect(reception.now.living.count == 2)
    #expect(reception.now.began.isEmpty && reception.now.ended.isEmpty)
  }

  struct Resolution: Sendable {
    let what: String
    let desks: [String]
    let path: String
    let contains: String
  }

  @Test(arguments: [
    Resolution(what: "unknown desk", desks: ["bliss"], path: "/webhook/vapi/nobody", contains: "no desk of the name"),
    Resolution(what: "several", desks: ["bliss", "calm"], path: "/webhook/vapi", contains: "/webhook/vapi/KEY"),
    Resolution(what: "none", desks: [], path: "/webhook/vapi", contains: "frontdesk desk apply"),
  ]) func `the owner's mistake is answered with what to mend, the caller's call with a sentence`(
    _ test: Resolution
  ) async throws {
    try await TestServer.run(TestServer.Plan(desks: try test.desks.map { try TestDesks.entry($0) })) {
      server async throws in
      let answer = try await server.webhook(Webhooks.toolCall(), path: test.path)
      #expect(answer.status == 200)
      #expect(answer.text.hasPrefix(#"{"results":[{"name":"check_availability","toolCallId":"call_1","error":""#))
      #expect(answer.text.contains(test.contains))
      // Taking a message would be answered the same.
      #expect(answer.text.contains("call no more tools") && !answer.text.contains("take a message"))
      let call = try await server.webhook(Webhooks.message("assistant-request"), path: test.path)
      #expect(call.status == 200)
      #expect(call.text.hasPrefix(#"{"error":"We are sorry"#))
      #expect(server.reception.now.calls.isEmpty)
    }
  }

  @Test func `the number that was called chooses among several desks`() async throws {
    let plan = TestServer.Plan(desks: [
      try TestDesks.entry("bliss", numbers: ["+14155550100"]), try TestDesks.entry("calm", numbers: ["+14155550101"]),
    ])
    try await TestServer.run(plan) { server async throws in
      _ = try await server.webhook(Webhooks.toolCall(extra: #""phoneNumber":{"number":"+14155550101"},"#))
      #expect(server.reception.now.desks == [DeskKey("calm")])
    }
  }

  @Test func `when every place is taken the answer is at once, truthful, and no failure`() async throws {
    let (stream, entered) = AsyncStream.makeStream(of: Void.self)
    let (gate, opens) = AsyncStream.makeStream(of: Void.self)
    var plan = try TestServer.Plan()
    plan.limits.callsAtOnce = 1
    plan.reception = StandInReception { call in
      entered.yield()
      for await _ in gate { break }
      return Answer(.offered, "open")
    }
    try await TestServer.run(plan) { server async throws in
      async let first = server.webhook(Webhooks.toolCall(id: "first"))
      for await _ in stream { break }
      let second = try await server.webhook(Webhooks.toolCall(id: "second"))
      #expect(second.status == 200)
      #expect(second.text.contains(#""toolCallId":"second","result":"One moment please"#))
      opens.yield()
      #expect(try await first.text.contains(#""result":"open""#))
    }
  }
}
