import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// Where `frontdesk call` sends the secret that the settings hold, and where it does not.
  @Suite struct CallSecrets {
    @Test(arguments: [
      ("http://desk.example.com", "--url does not begin with https://"),
      ("https://me:canary@desk.example.com", "--url holds a user name or a password"),
      ("desk.example.com", "--url is not an absolute URL"),
    ])
    func `an address that a secret cannot be sent to is refused`(url: String, words: String) async throws {
      try await Scene.play { scene in
        let refused = try await scene.run("call", "--url", url, "--assistant-request", "--secret", Scene.secret)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: \(words)"), "\(refused.errors)")
        #expect(!refused.errors.contains("canary"))
      }
    }

    @Test func `the stored secret goes to this machine and to the server's own host, and nowhere else`() async throws {
      try await Scene.play { scene in
        let settings = try Settings.read([
          .vapiWebhookSecret: Scene.secret, .publicURL: "https://Desk.example.com:8443/front",
        ])
        for url in ["http://127.0.0.1:8080", "https://localhost/x", "https://desk.EXAMPLE.com/webhook/vapi"] {
          let credential = try await CallCredential.find(for: WebAddress(url), secret: nil, settings)
          #expect(credential.secret == Scene.secret, "\(url)")
        }
        for url in ["https://example.com", "https://desk.example.com.evil.example", "https://evil.example/localhost"] {
          let failure = await #expect(throws: CommandFailure.self) {
            try await CallCredential.find(for: WebAddress(url), secret: nil, settings)
          }
          #expect(failure?.description.contains("--secret -") == true)
          #expect(failure?.description.contains("canary") == false)
          let given = try await CallCredential.find(for: WebAddress(url), secret: "given", settings)
          #expect(given.secret == "given")
        }
        let refused = try await scene.run(
          "call", "--url", "https://desk.example.com", "--assistant-request",
          environment: ["VAPI_WEBHOOK_SECRET": Scene.secret])
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: desk.example.com is neither this machine nor"), "\(refused.errors)")
      }
    }

    @Test func `a secret is read from standard input`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        _ = try await scene.startServer(environment: ["VAPI_WEBHOOK_SECRET": Scene.secret])
        let command = ["call", "--url", scene.url, "--assistant-request", "--secret", "-"]
        let answered = try await scene.start(command, input: Scene.secret + "\n").ended()
        #expect(answered.status == 0, "\(answered.errors)")
        let stranger = try await scene.start(command, input: "not-the-right-one\n").ended()
        #expect(stranger.status == 1 && stranger.errors.contains("HTTP 401"))
        let blank = try await scene.start(command, input: "\n").ended()
        #expect(blank.status == 1 && blank.errors == "Error: There is no secret in the input.\n")
      }
    }
  }
}
