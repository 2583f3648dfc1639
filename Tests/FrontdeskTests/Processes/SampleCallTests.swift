import Desk
import Foundation
import Synchronization
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  @Suite struct SampleCall {
    private static let adminToken = "canary-admin-token-0815"

    /// Series that a whole call leaves behind, with labels of theirs.
    private static let told: [(String, [String])] = [
      ("frontdesk_tool_calls_total", [#"tool="create_event""#, #"outcome="booked""#]),
      ("frontdesk_tool_calls_total", [#"tool="check_availability""#, #"outcome="offered""#]),
      ("frontdesk_tool_call_seconds_count", [#"tool="create_event""#]),
      ("frontdesk_google_requests_total", [#"method=""#, #"status="200""#]),
      ("frontdesk_bookings", [#"state="confirmed""#]),
      ("frontdesk_http_requests_total", [#"route="/webhook/vapi"#, #"method="POST""#, #"status="200""#]),
    ]

    @Test func `the demo plays its call in one process and finds everything as it should be`() async throws {
      try await Scene.play { scene in
        let demo = try await scene.run("demo", "--once")
        #expect(demo.status == 0)
        #expect(demo.lines.last == "Everything was as it should be.", "\(demo.output)\(demo.errors)")
      }
    }

    @Test(arguments: Scene.Storage.allCases)
    func `the same calls run against a server and a local Google that are processes of their own`(
      storage: Scene.Storage
    ) async throws {
      try await Scene.play(on: storage) { scene in
        let environment = ["FRONTDESK_ADMIN_TOKEN": Self.adminToken, "FRONTDESK_BOOKING_DEADLINE": "3"]
        let (google, first) = try await scene.open(environment: environment)
        let server = Mutex(first)
        let transcript = Transcript { _ in }
        try await DemoScript(
          numberServer: scene.numberServer, google: google, http: scene.http, zone: try DemoDesk.zoneRules(in: nil),
          clock: scene.clock, transcript: transcript,
          power: DemoScript.Power(
            cut: {
              let running = server.withLock { $0 }
              running.signal(SIGKILL)
              _ = try await running.ended()
            },
            back: {
              let next = try await scene.startServer(environment: environment)
              server.withLock { $0 = next }
            })
        ).play()
        #expect(transcript.findings == [])
        // The counts of bookings follow the round that sent the invitations.
        let metrics = try await eventually("something is not told of: \(Self.told)") {
          let metrics = try await scene.metrics(opening: Self.adminToken)
          let isTold = Self.told.allSatisfy { name, labels in
            metrics.contains { line in
              line.hasPrefix(name + "{") && labels.allSatisfy { line.contains($0) } && !line.hasSuffix(" 0")
            }
          }
          return isTold ? metrics : nil
        }
        #expect(metrics.contains { $0.hasPrefix(#"frontdesk_queue_length{queue="outbox"} "#) })
        let last = server.withLock { $0 }
        last.signal(SIGTERM)
        #expect(try await last.ended().status == 0)
      }
    }

    @Test func `nothing of the caller and no secret is in the logs of a whole call, even at trace level`() async throws
    {
      try await Scene.play { scene in
        let (google, server) = try await scene.open(
          environment: ["FRONTDESK_LOG_LEVEL": "trace", "FRONTDESK_ADMIN_TOKEN": Self.adminToken])
        let caller = scene.caller(from: "+14155559876")
        let (tools, _) = try await caller.requestAssistant()
        let slot = try await scene.slots(caller, tools)[0]
        let booking = CallScene.Asked(
          id: ToolCallID("book"), name: "create_event",
          arguments: [
            "slot": .string(slot), "name": "Zebediah Quux", "email": "zebediah@canary.example", "phone": "+14155551122",
            "notes": "canary-notes", "attendees": ["guest@canary.example"],
          ])
        try await google.expireTokens(of: DemoDesk.owner)
        let answer = VapiCaller.answer(to: booking.id, in: try await caller.call([booking], of: tools).reply)
        #expect(answer?.line.hasPrefix("Booked: ") == true)
        _ = try await caller.hangUp(of: tools)
        _ = try await eventually("no invitation goes out") {
          try await google.mails().contains { $0.kind == "invitation" } ? true : nil
        }
        let metrics = try await scene.metrics(opening: Self.adminToken)
        for told in [#"status="401"}"#, #"outcome="refreshed"}"#] {
          #expect(metrics.contains { $0.contains(told) && !$0.hasSuffix(" 0") }, "\(told)")
        }
        server.signal(SIGTERM)
        let ended = try await server.ended()
        #expect(ended.errors.contains("create_event"), "the call itself is in the log")
        let canaries = [
          "4155559876", "4155551122", "Zebediah", "Quux", "canary", DemoDesk.owner, "ya29.", "1//0", "sandbox-secret",
          "invite=", "code=",
        ]
        for canary in canaries {
          #expect(!ended.errors.contains(canary) && !ended.output.contains(canary), "the log holds \(canary)")
        }
      }
    }
  }
}
