import Desk
import Foundation
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  /// Two servers on one PostgreSQL database.
  @Suite struct SeveralServers {
    @Test func `twenty copies of one delivery over two servers get one answer and make one event`() async throws {
      try await Pair.play { pair in
        let slot = try await pair.scene.slots(pair.one, pair.oneTools)[0]
        let asked = CallScene.Asked(
          id: ToolCallID("book"), name: "create_event", arguments: ["slot": .string(slot), "name": "Ada"])
        let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
          for copy in 0..<20 {
            group.addTask {
              let (caller, tools) = copy % 2 == 0 ? (pair.one, pair.oneTools) : (pair.other, pair.otherTools)
              let exchange = try await caller.call([asked], of: tools)
              #expect(exchange.status == 200)
              return exchange.body
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(bodies.count == 20 && Set(bodies).count == 1, "\(bodies.map { String(decoding: $0, as: UTF8.self) })")
        #expect(String(decoding: bodies[0], as: UTF8.self).contains("Booked: "))
        #expect(try await pair.google.events(of: DemoDesk.owner).count == 1)
      }
    }

    @Test func `two callers at two servers do not get one time`() async throws {
      try await Pair.play { pair in
        let slot = try await pair.scene.slots(pair.one, pair.oneTools)[0]
        let stranger = pair.scene.caller("call-2", from: "+14155550199", at: pair.port)
        let tools = try await stranger.requestAssistant().tools
        let arguments: JSONValue = ["slot": .string(slot), "name": "Ada"]
        async let first = pair.scene.say("create_event", arguments, as: "book-1", by: pair.one, pair.oneTools)
        async let second = pair.scene.say("create_event", arguments, as: "book-2", by: stranger, tools)
        let lines = try await [first.line, second.line]
        #expect(lines.count { $0.hasPrefix("Booked: ") } == 1, "\(lines)")
        #expect(lines.count { $0.contains("no longer free") } == 1, "\(lines)")
        #expect(try await pair.google.events(of: DemoDesk.owner).filter { !$0.isCancelled }.count == 1)
      }
    }

    @Test func `a token that has expired is refreshed by one of the servers alone`() async throws {
      try await Pair.play { pair in
        let before = try await pair.google.refreshes()
        try await pair.google.expireTokens(of: DemoDesk.owner)
        let lines = try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<10 {
            group.addTask {
              let (caller, tools) = number % 2 == 0 ? (pair.one, pair.oneTools) : (pair.other, pair.otherTools)
              return try await pair.scene.say("check_availability", [:], as: "check-\(number)", by: caller, tools).line
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lines.allSatisfy { $0.contains("Open in ") }, "\(lines)")
        #expect(try await pair.google.refreshes() == before + 1)
      }
    }

    @Test func `what a killed server has begun is finished by the other when the caller asks there`() async throws {
      try await Pair.play { pair in
        let slot = try await pair.scene.slots(pair.one, pair.oneTools)[0]
        let arguments: JSONValue = ["slot": .string(slot), "name": "Ada"]
        try await pair.google.holdNextInsertsAnswer()
        async let lost = pair.scene.say("create_event", arguments, as: "book", by: pair.one, pair.oneTools)
        _ = try await eventually("Google has no event") {
          try await pair.google.events(of: DemoDesk.owner).count == 1 ? true : nil
        }
        pair.server.signal(SIGKILL)
        _ = try await pair.server.ended()
        do {
          let answered = try await lost
          Issue.record("a server that was killed has answered “\(answered.line)”")
        } catch {
          // The connection broke, as it must.
        }
        let answer = try await pair.scene.bookInTheEnd(arguments, as: "book", by: pair.other, pair.otherTools)
        #expect(answer.facts?["eventId"]?.string != nil)
        #expect(try await pair.google.events(of: DemoDesk.owner).count == 1)
      }
    }

    @Test func `each invitation goes out once, whichever server sends it`() async throws {
      try await Pair.play { pair in
        let slots = try await pair.scene.slots(pair.one, pair.oneTools)
        for (number, slot) in slots.enumerated() {
          let caller = pair.scene.caller(
            "call-\(number)x", from: "+1415555020\(number)", at: number % 2 == 0 ? nil : pair.port)
          let tools = try await caller.requestAssistant().tools
          let line = try await pair.scene.say(
            "create_event",
            ["slot": .string(slot), "name": "Ada", "email": .string("ada\(number)@example.com")], as: "book",
            by: caller, tools
          ).line
          #expect(line.hasPrefix("Booked: "), "\(line)")
        }
        _ = try await eventually("something waits to be announced") { () -> Bool? in
          let status = try await pair.scene.run("ledger", "status")
          return status.lines.contains { $0.hasSuffix("waiting to be announced: 0") } ? true : nil
        }
        let mails = try await pair.google.mails().map { "\($0.kind) to \($0.to)" }
        #expect(mails.sorted() == slots.indices.map { "invitation to ada\($0)@example.com" })
      }
    }

    @Test func `a server with another key than the database's refuses to start, and names no password`() async throws {
      try await Scene.play(on: .postgres) { scene in
        try await scene.applyDesk()
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let refused = try await scene.run("serve", environment: ["FRONTDESK_SECRET_KEY": key])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("FRONTDESK_SECRET_KEY is not the key that postgres://127.0.0.1:"))
        #expect(!refused.errors.contains(key) && !refused.errors.contains("correct-horse"))
        let doctor = try await scene.run("doctor")
        #expect(doctor.lines.contains { $0.hasPrefix("✓ FRONTDESK_DATABASE: postgres://127.0.0.1:") })
        #expect(!doctor.output.contains("correct-horse"))
      }
    }
  }
}

/// Two servers on one database, and a caller who is connected to both of them in one call.
private struct Pair: Sendable {
  let scene: Scene
  let google: DemoGoogle
  /// The first server.
  let server: RunningProcess
  /// The other one's.
  let port: Int
  let one: VapiCaller
  let oneTools: AssistantTools
  let other: VapiCaller
  let otherTools: AssistantTools

  static func play(_ body: (Pair) async throws -> Void) async throws {
    try await Scene.play(on: .postgres) { scene in
      let (google, server) = try await scene.open()
      let port = try FreePort.find()
      _ = try await scene.startServer(environment: ["FRONTDESK_PORT": String(port)])
      let (one, other) = (scene.caller(), scene.caller(at: port))
      try await body(
        Pair(
          scene: scene, google: google, server: server, port: port, one: one,
          oneTools: try await one.requestAssistant().tools, other: other,
          otherTools: try await other.requestAssistant().tools))
    }
  }
}
