import Desk
import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  @Suite struct ServiceAccounts {
    static let bot = "frontdesk@sandbox-project.iam.gserviceaccount.com"

    /// A service account that may write into the owner's calendar, and a desk that books through it.
    private static func prepare(_ scene: Scene) async throws -> [String: String] {
      let (_, google) = try await scene.startGoogle()
      let key = try await google.post("/sandbox/serviceaccounts", ["email": .string(bot)])
      try scene.write(key.text, to: "key.json")
      try await google.post(
        "/sandbox/acl",
        ["calendar": .string(DemoDesk.owner), "scope": .string("user:\(bot)"), "role": "writer"])
      let calendar = "{account: \(bot), id: \(DemoDesk.owner)}"
      let own = ["GOOGLE_SERVICE_ACCOUNT_FILE": "key.json"]
      let file = DemoDesk.file.replacing("{account: \(DemoDesk.owner), id: primary}", with: calendar)
      let applied = try await scene.start(["desk", "apply", "-"], environment: own, input: file).ended()
      #expect(applied.lines.last?.hasSuffix(": reached through the service account") == true, "\(applied.errors)")
      return own
    }

    @Test func `nothing needs connecting, and the address to share the calendar with is named`() async throws {
      try await Scene.play { scene in
        let own = try await Self.prepare(scene)
        let told = try await scene.run("connect", "--account", Self.bot, environment: own)
        #expect(told.status == 0)
        #expect(told.output.contains("Nothing needs connecting"))
        #expect(told.output.contains("Share each calendar with \(Self.bot)"))
        let delegated = own.merging(["GOOGLE_SERVICE_ACCOUNT_SUBJECTS": DemoDesk.owner]) { $1 }
        let acting = try await scene.run("connect", "--account", DemoDesk.owner, environment: delegated)
        #expect(acting.output.contains("no calendar needs to be shared"))
        let settings = try String(contentsOf: scene.directory.appending(path: ".env"), encoding: .utf8)
        try scene.write(settings.replacing("GOOGLE_CLIENT_", with: "# GOOGLE_CLIENT_"), to: ".env")
        let other = try await scene.run("connect", "--account", DemoDesk.owner, environment: own)
        #expect(other.status == 1)
        #expect(other.errors.contains("write {account: \(Self.bot), id: \(DemoDesk.owner)} in the desk's file"))
      }
    }

    @Test func `times are found through it, and the doctor says that it cannot invite`() async throws {
      try await Scene.play { scene in
        let own = try await Self.prepare(scene)
        _ = try await scene.startServer(environment: own)
        let checked = try await scene.start(
          ["call", "--url", scene.url, "--tool", "check_availability"], environment: own
        ).ended()
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        let doctor = try await scene.run("doctor", environment: own)
        #expect(doctor.status == 0)
        #expect(doctor.output.contains("! account \(Self.bot): cannot invite guests"))
        #expect(doctor.output.contains("✓ lakeside-clinic, maria, \(DemoDesk.owner) of \(Self.bot): read, 0 busy"))
      }
    }

    @Test func `without its key the setting is asked for, not a consent that nobody can give`() async throws {
      try await Scene.play { scene in
        let file = DemoDesk.file.replacing(DemoDesk.owner, with: Self.bot)
        let applied = try await scene.run("desk", "apply", "-", input: file)
        #expect(applied.status == 0)
        #expect(
          applied.errors
            == "Callers cannot book with \(Self.bot) yet. It is a service account: set GOOGLE_SERVICE_ACCOUNT_FILE to "
            + "the file with its JSON key.\n")
        let doctor = try await scene.run("doctor")
        #expect(doctor.output.contains("✗ account \(Self.bot): not connected. It is a service account: set "))
        #expect(!doctor.output.contains("frontdesk connect"))
      }
    }

    @Test func `a file that is no key stops the start with a sentence`() async throws {
      try await Scene.play { scene in
        try scene.write(#"{"type": "authorized_user"}"#, to: "key.json")
        let refused = try await scene.run("serve", environment: ["GOOGLE_SERVICE_ACCOUNT_FILE": "key.json"])
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: GOOGLE_SERVICE_ACCOUNT_FILE holds a person's credentials"))
      }
    }
  }
}
