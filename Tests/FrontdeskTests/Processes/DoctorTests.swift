import Desk
import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  @Suite struct Doctor {
    @Test func `where everything works the doctor finds nothing wrong, beside a running server`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        let healthy = try await scene.run("doctor")
        #expect(healthy.status == 0)
        for setting in SettingName.allCases {
          #expect(healthy.lines.contains { $0.hasPrefix("✓ \(setting.rawValue): ") }, "\(setting)")
        }
        #expect(healthy.lines.contains("✓ VAPI_WEBHOOK_SECRET: set (.env)"))
        #expect(!healthy.output.contains(Scene.secret) && !healthy.output.contains("sandbox-secret"))
        let beginnings = [
          "✓ zone data: version ", "✓ database: \(scene.database), schema 3, writable, SQLite 3.",
          "✓ key: opens the database", "✓ webhook secret: set: 1 as bearer", "✓ clock: agrees with Google's",
          "✓ account \(DemoDesk.owner): connected, access token until ",
          "✓ lakeside-clinic, maria, primary of \(DemoDesk.owner): read, 0 busy",
          "✓ bookings: 0 confirmed, 0 under way, 0 waiting", "! public URL: not set",
        ]
        for beginning in beginnings {
          #expect(healthy.lines.contains { $0.hasPrefix(beginning) }, "\(beginning)")
        }
      }
    }

    @Test func `an account that is not connected is wrong, and the doctor names the command`() async throws {
      try await Scene.play { scene in
        _ = try await scene.startGoogle()
        try await scene.applyDesk()
        let ailing = try await scene.run("doctor", "--json")
        #expect(ailing.status == 1)
        let findings = try #require(try JSONValue(parsing: ailing.output, limits: .stored).array)
        let wrong = findings.filter { $0["state"]?.string == "error" }
        #expect(
          wrong.compactMap { $0["subject"]?.string } == [
            "account \(DemoDesk.owner)", "lakeside-clinic, maria, primary of \(DemoDesk.owner)",
          ])
        for finding in wrong {
          #expect(finding["text"]?.string?.contains("Run: frontdesk connect --desk lakeside-clinic") == true)
        }
      }
    }

    @Test func `a Google that does not answer, a revoked grant and a wrong key are named`() async throws {
      try await Scene.play { scene in
        let (sandbox, google) = try await scene.startGoogle()
        try await scene.applyDesk()
        let server = try await scene.startServer()
        try await scene.connect()
        server.signal(SIGTERM)
        _ = try await server.ended()
        try await google.revoke(DemoDesk.owner)
        let revoked = try await scene.run("doctor")
        #expect(revoked.status == 1)
        #expect(revoked.output.contains("✗ account \(DemoDesk.owner): needs reconnecting. The grant has ended"))
        #expect(!revoked.output.contains(".."))
        sandbox.signal(SIGTERM)
        #expect(try await sandbox.ended().status == 0)
        let alone = try await scene.run("doctor")
        #expect(alone.status == 1)
        #expect(alone.output.contains("✗ clock: http://127.0.0.1:"))
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let locked = try await scene.run("doctor", environment: ["FRONTDESK_SECRET_KEY": key])
        #expect(locked.status == 1)
        #expect(locked.output.contains("✗ key: not the one that the database was sealed with"))
      }
    }

    @Test func `before anything is set up the doctor says what to do and makes nothing`() async throws {
      try await Scene.play { scene in
        let empty = try await scene.run("doctor")
        #expect(empty.status == 0)
        #expect(empty.output.contains("! database: \(scene.database) is not there yet"))
        #expect(empty.output.contains("! Google client: none"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.directory.path).isEmpty)
      }
    }

    @Test func `a wrong setting is the doctor's finding, not its end`() async throws {
      try await Scene.play { scene in
        let ailing = try await scene.run("doctor", environment: ["FRONTDESK_PORT": "many", "TZDIR": "/nowhere"])
        #expect(ailing.status == 1)
        #expect(ailing.lines.count == 2)
        #expect(ailing.lines.allSatisfy { $0.hasPrefix("✗ FRONTDESK_PORT: ") || $0.hasPrefix("✗ TZDIR: ") })
      }
    }
  }
}
