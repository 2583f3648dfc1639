import Desk
import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// A desk's own signing key, from its file to the messages that it lets in (DESIGN section 8).
  @Suite(.serialized) struct SigningKeys {
    private static let key = "canary-signing-key-of-a-desk"
    private static let file = DemoDesk.file + "secrets: [{hmac: \(key)}]\n"

    /// A tool call that Vapi would sign so; the desk is named in the address or not.
    private static func status(_ scene: Scene, desk: String?, key: String = key) async throws -> String? {
      let address = desk.map { ["--desk", $0] } ?? []
      let arguments = ["call", "--url", "\(scene.url)/webhook/vapi", "--tool", "check_availability"] + address
      let called = try await scene.start(arguments, environment: ["VAPI_HMAC_SECRET": key]).ended()
      return ["HTTP 200", "401"].first { called.output.contains($0) || called.errors.contains($0) }
    }

    @Test(arguments: Scene.Storage.allCases)
    func `it opens its desk's address, is sealed, and what is shown in its place can be applied again`(
      storage: Scene.Storage
    ) async throws {
      try await Scene.play(on: storage) { scene in
        let applied = try await scene.run("desk", "apply", "-", input: Self.file)
        #expect(applied.status == 0, "\(applied.errors)")
        let server = try await scene.startServer(environment: ["VAPI_WEBHOOK_SECRET": Scene.secret])
        #expect(try await Self.status(scene, desk: DemoDesk.key) == "HTTP 200")
        #expect(try await Self.status(scene, desk: DemoDesk.key, key: "canary-signing-key-of-a-dess") == "401")
        #expect(try await Self.status(scene, desk: nil) == "401")

        let shown = try await scene.run("desk", "show")
        #expect(shown.output.contains("{hmac: sha256:\(SecretDigest(of: Self.key).hexadecimal)}"))
        let again = try await scene.run("desk", "apply", "-", input: shown.output)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try await Self.status(scene, desk: DemoDesk.key) == "HTTP 200")
        let assistant = try await scene.run(
          "assistant", "show", "--secrets", environment: ["VAPI_WEBHOOK_SECRET": Scene.secret])
        #expect(assistant.errors.contains("which is never shown"))

        let printed = [shown.output, again.output, assistant.output, assistant.errors, server.output.text]
        for text in printed { #expect(!text.contains("canary"), "\(text)") }
        for name in try FileManager.default.contentsOfDirectory(atPath: scene.directory.path)
        where name.hasPrefix("frontdesk.sqlite") {
          let bytes = try Data(contentsOf: scene.directory.appending(path: name))
          #expect(bytes.firstRange(of: Data(Self.key.utf8)) == nil, "\(name)")
        }
      }
    }

    @Test func `out of the file it is gone, and its digest alone brings it back for nobody`() async throws {
      try await Scene.play { scene in
        #expect(try await scene.run("desk", "apply", "-", input: Self.file).status == 0)
        let shown = try await scene.run("desk", "show").output
        _ = try await scene.startServer(environment: ["VAPI_WEBHOOK_SECRET": Scene.secret])
        #expect(try await Self.status(scene, desk: DemoDesk.key) == "HTTP 200")
        try await scene.applyDesk()
        // Two seconds, and more for a machine that is busy.
        _ = try await eventually("the key is still good", within: .seconds(15)) { () -> Bool? in
          try await Self.status(scene, desk: DemoDesk.key) == "401" ? true : nil
        }
        let refused = try await scene.run("desk", "apply", "-", input: shown)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("The key of this digest is not stored with the desk: write the key itself."))
      }
    }

    @Test func `no two desks have the same, and none is left of a desk that is removed`() async throws {
      try await Scene.play { scene in
        #expect(try await scene.run("desk", "apply", "-", input: Self.file).status == 0)
        let harbour = Self.file.replacing("lakeside-clinic", with: "harbour")
        let refused = try await scene.run("desk", "apply", "-", input: harbour)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: The desk lakeside-clinic has one of these secrets already"))
        #expect(!refused.errors.contains("canary"))
        let encoded = Data(Self.key.utf8).base64EncodedString()
        let disguised = harbour.replacing("{hmac: \(Self.key)}", with: "{hmac: \(encoded), base64: true}")
        #expect(disguised.contains(encoded))
        let seen = try await scene.run("desk", "apply", "-", input: disguised)
        #expect(seen.status == 1 && seen.errors.hasPrefix("Error: The desk lakeside-clinic has one of these"))
        let shown = try await scene.run("desk", "show").output
        #expect(try await scene.run("desk", "remove", DemoDesk.key).status == 0)
        #expect(try await scene.run("desk", "apply", "-", input: shown).status == 1)
        #expect(try await scene.run("desk", "apply", "-", input: harbour).status == 0)
      }
    }
  }
}
