import Desk
import Foundation
import SQLiteLedger
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  @Suite struct Serve {
    @Test func `a second server on the same file refuses with a sentence`() async throws {
      try await Scene.play { scene in
        _ = try await scene.startServer()
        let second = try await scene.run("serve", environment: ["FRONTDESK_PORT": "0"])
        #expect(second.status == 1)
        #expect(second.errors.contains("Another server (process "))
        #expect(second.errors.contains("stop it first, or use another database."))
      }
    }

    @Test func `a server under another key refuses to start`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let refused = try await scene.run("serve", environment: ["FRONTDESK_SECRET_KEY": key])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("FRONTDESK_SECRET_KEY is not the key that"))
        #expect(!refused.errors.contains(key))
      }
    }

    @Test func `after a start with both keys the old one is needed no more`() async throws {
      try await Scene.play { scene in
        let old = Data(repeating: 7, count: 32).base64EncodedString()
        let new = Data(repeating: 8, count: 32).base64EncodedString()
        var ends: [RunningProcess.Ended] = []
        for keys in [old, "\(new),\(old)", new] {
          let server = try await scene.startServer(environment: ["FRONTDESK_SECRET_KEY": keys])
          server.signal(SIGTERM)
          ends.append(try await server.ended())
        }
        #expect(ends.map(\.status) == [0, 0, 0])
        let line = "sealed the vault with the first key"
        #expect(ends.map { $0.errors.contains(line) } == [false, true, false])
        #expect(ends[1].errors.contains("resealed=1") && ends[1].errors.contains("unreadable=0"))
        // The webhook's secret, which the first start made, opens with the new key alone and is not made again.
        #expect(ends.map(\.output.isEmpty) == [false, true, true])
      }
    }

    @Test(
      arguments: [
        ("FRONTDESK_PORT", "many"), ("GOOGLE_API_URL", "http://calendar.example"), ("FRONTDESK_DEADLINE", "soon"),
        ("FRONTDESK_SECRET_KEY", "canary-key"), ("VAPI_HMAC_ALGORITHM", "md5"),
      ])
    func `a wrong setting stops the start with a sentence that names it`(name: String, value: String) async throws {
      try await Scene.play { scene in
        let refused = try await scene.run("serve", environment: [name: value])
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: \(name) in the environment "))
        #expect(refused.errors.split(whereSeparator: \.isNewline).count == 1)
        #expect(!refused.errors.contains("canary"))
      }
    }

    @Test(
      arguments: [
        // A label may have 63 characters (RFC 1035 section 2.3.4), so no network is asked for it.
        ("FRONTDESK_HOST", String(repeating: "x", count: 70), "is no address that is known here"),
        ("FRONTDESK_HOST", "192.0.2.1", "is no address of this machine"),
        ("FRONTDESK_DATABASE", "nowhere/frontdesk.sqlite", "make the directory"),
      ])
    func `an address or a place that is not there is named with its setting`(
      name: String, value: String, reason: String
    ) async throws {
      try await Scene.play { scene in
        let refused = try await scene.run("serve", environment: [name: value])
        #expect(refused.status == 1)
        let sentence = try #require(refused.errors.split(whereSeparator: \.isNewline).last)
        #expect(sentence.hasPrefix("Error: "))
        #expect(sentence.contains(name) && sentence.contains(value) && sentence.contains(reason), "\(sentence)")
      }
    }

    @Test func `the webhook's secret is made and printed at the first start, and by no later one`() async throws {
      try await Scene.play { scene in
        let first = try await scene.startServer()
        first.signal(SIGTERM)
        let printed = try await first.ended()
        #expect(printed.status == 0)
        let line = try #require(printed.lines.last)
        let secret = try #require(line.split(separator: " ").last)
        #expect(line.contains("X-Vapi-Secret: ") && secret.count == 64)
        #expect(!printed.errors.contains(secret))
        let second = try await scene.startServer()
        second.signal(SIGTERM)
        let silent = try await second.ended()
        #expect(silent.output.isEmpty)
        #expect(!silent.errors.contains(secret))
        let shown = try await scene.run("call", "--url", scene.url, "--assistant-request")
        #expect(shown.status == 1, "nobody listens any more")
        try await scene.applyDesk()
        #expect(printed.output.contains("“frontdesk assistant show --secrets” shows it again"))
        #expect(try await scene.run("assistant", "show", "--secrets").output.contains(secret))
      }
    }

    @Test func `a secret that was made before the server could listen is printed by the first that does`() async throws
    {
      try await Scene.play { scene in
        let occupant = try scene.start(["sandbox", "--port", String(scene.port)])
        try await occupant.says("GOOGLE_REVOKE_URL=")
        let refused = try await scene.run("serve")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(
          refused.errors.contains("Port \(scene.port) is taken by another program: set FRONTDESK_PORT"),
          "\(refused.errors)")
        occupant.signal(SIGKILL)
        _ = try await occupant.ended()
        let first = try await scene.startServer()
        first.signal(SIGTERM)
        #expect(try await first.ended().output.contains("X-Vapi-Secret: "))
        let second = try await scene.startServer()
        second.signal(SIGTERM)
        #expect(try await second.ended().output.isEmpty)
      }
    }

    @Test func `a desk that is applied beside a running server is seen by it`() async throws {
      try await Scene.play { scene in
        _ = try await scene.startGoogle()
        _ = try await scene.startServer()
        await #expect(throws: CommandFailure.self) { try await scene.caller().requestAssistant() }
        try await scene.applyDesk()
        // Two seconds, and as much again for a machine that is busy with other tests.
        let tools = try await eventually("the server does not see the desk", within: .seconds(4)) {
          do { return try await scene.caller().requestAssistant().tools } catch is CommandFailure { return nil }
        }
        #expect(tools.names.contains("check_availability") && tools.names.contains("create_event"))
      }
    }

    @Test func `a booking under way when the server is told to stop is finished first`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.open()
        let caller = scene.caller()
        let (tools, _) = try await caller.requestAssistant()
        let slot = try await scene.slots(caller, tools)[0]
        try await google.setLatency(milliseconds: 700)
        async let exchange = caller.call([Self.booking(slot)], of: tools)
        try await Self.untilHeld(scene)
        server.signal(SIGTERM)
        let answer = VapiCaller.answer(to: ToolCallID("book"), in: try await exchange.reply)
        #expect(answer?.line.hasPrefix("Booked: ") == true, "\(answer?.line ?? "no answer")")
        #expect(try await server.ended().status == 0)
        #expect(try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }.count == 1)
      }
    }

    @Test func `an invitation still to go out when the server is told to stop goes out first`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.open()
        let caller = scene.caller()
        let (tools, _) = try await caller.requestAssistant()
        let slot = try await scene.slots(caller, tools)[0]
        // So slow that the invitation cannot have gone out before the signal, whether it has been begun or not.
        try await google.setLatency(milliseconds: 700)
        let exchange = try await caller.call([Self.booking(slot, email: "ada@example.com")], of: tools)
        server.signal(SIGTERM)
        let answer = VapiCaller.answer(to: ToolCallID("book"), in: exchange.reply)
        #expect(answer?.line.hasPrefix("Booked: ") == true, "\(answer?.line ?? "no answer")")
        #expect(try await google.mails().isEmpty, "the signal came in time")
        let ended = try await server.ended()
        #expect(ended.status == 0)
        let mails = try await google.mails().map { "\($0.kind) to \($0.to)" }
        #expect(mails == ["invitation to ada@example.com"], "\(ended.errors)")
      }
    }

    @Test func `a booking whose server is killed is finished by the next when its delivery comes again`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.open()
        let caller = scene.caller()
        let (tools, _) = try await caller.requestAssistant()
        let slot = try await scene.slots(caller, tools)[0]
        try await google.setLatency(milliseconds: 1500)
        async let lost = caller.call([Self.booking(slot)], of: tools)
        try await Self.untilHeld(scene)
        server.signal(SIGKILL)
        #expect(try await server.ended().ending == .signalled(SIGKILL))
        do {
          let answered = try await lost
          Issue.record("a server that was killed has answered with \(answered.status)")
        } catch {
          // The connection broke, as it must.
        }
        try await google.setLatency(milliseconds: 0)
        _ = try await scene.startServer()
        // Until the dead server's leases have run out, the caller hears that they should stay on the line.
        let line = try await eventually("the booking is not finished", within: .seconds(60)) { () -> String? in
          let again = try await caller.call([Self.booking(slot)], of: tools)
          let answer = try #require(VapiCaller.answer(to: ToolCallID("book"), in: again.reply))
          #expect(again.status == 200)
          return answer.line.hasPrefix("Booked: ") ? answer.line : nil
        }
        let repeated = VapiCaller.answer(
          to: ToolCallID("book"), in: try await caller.call([Self.booking(slot)], of: tools).reply)
        #expect(repeated?.line == line)
        #expect(try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }.count == 1)
      }
    }

    private static func booking(_ slot: String, email: String? = nil) -> CallScene.Asked {
      CallScene.Asked(
        id: ToolCallID("book"), name: "create_event",
        arguments: ["slot": .string(slot), "name": "Ada", "email": email.map { .string($0) } ?? .null])
    }

    /// The ledger has the booking, and Google is being asked.
    private static func untilHeld(_ scene: Scene) async throws {
      let ledger = try SQLiteLedger(path: scene.database)
      _ = try await eventually("no booking is held") { () -> Bool? in
        try await ledger.counts().bookings[.held, default: 0] > 0 ? true : nil
      }
      try ledger.close()
    }
  }
}
