import Crypto
import Desk
import FrontdeskServer
import LedgerContract
import Scheduling
import Testing
import Vapi

/// Messages that are signed with a desk's own key (DESIGN section 8; facts: security 1, 3, 4, 5 and 6).
@Suite(.timeLimit(.minutes(1))) struct DeskSignatureTests {
  private static let now: Int64 = 1_795_455_000
  private static let alders = "alders-own-signing-key"
  private static let birchs = "birchs-own-signing-key"

  /// Alder has an old and a new key, birch one that signs the URL, cedar none.
  private func plan(adding admission: WebhookAdmission? = nil) async throws -> TestServer.Plan {
    let ledger = try await TestDesks.directory(["alder", "birch", "cedar"].map { try TestDesks.entry($0) })
    let keyring = Keyring(vault: ledger, sealer: try Sealer(key: [UInt8](repeating: 7, count: Sealer.keyBytes)))
    var new = SignatureForm()
    new.header = "x-hub-signature"
    new.prefix = "sha512="
    new.algorithm = .sha512
    new.encoding = .base64
    new.payload = "{body}"
    new.timestampHeader = nil
    let register = DeskRegister(directory: ledger, ledger: ledger, keyring: keyring)
    let now = Instant(seconds: Self.now)
    _ = try await register.apply(
      TestDesks.entry("alder"), signingKeys: [SigningKey(Self.alders), SigningKey("alders-next-key", form: new)],
      at: now)
    var signsURL = SignatureForm()
    signsURL.payload = "{url} {timestamp}.{body}"
    _ = try await register.apply(
      TestDesks.entry("birch"), signingKeys: [SigningKey(Self.birchs, form: signsURL)], at: now)
    var plan = TestServer.Plan(desks: [])
    plan.admission = admission ?? WebhookAdmission(everyDesk: [TestServer.secret], signature: nil)
    plan.adjust = { $0.desks = DeskBook(directory: ledger, keyring: keyring, clock: TestTimekeeper()) }
    return plan
  }

  private func signed(
    _ body: String, key: String = alders, at seconds: Int64 = now, before: String = ""
  ) -> [(String, String)] {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("\(before)\(seconds).\(body)".utf8), using: SymmetricKey(data: Array(key.utf8)))
    return [("x-signature", code.hexadecimal), ("x-timestamp", String(seconds))]
  }

  @Test func `a desk's own key opens its own address and no other`() async throws {
    let body = Webhooks.toolCall()
    try await TestServer.run(try await plan()) { server async throws in
      #expect(try await server.webhook(body, path: "/webhook/vapi/alder", headers: signed(body)).status == 200)
      for path in ["/webhook/vapi", "/webhook/vapi/birch", "/webhook/vapi/cedar", "/webhook/vapi/nobody"] {
        #expect(try await server.webhook(body, path: path, headers: signed(body)).status == 401, "\(path)")
      }
      #expect(server.reception.now.desks == [DeskKey("alder")])
    }
  }

  @Test func `it is verified over the bytes as they came, within the tolerance`() async throws {
    let body = Webhooks.toolCall()
    let path = "/webhook/vapi/alder"
    try await TestServer.run(try await plan()) { server async throws in
      for wrong in [
        signed(body + " "), signed(body, key: "alders-own-signing-kex"), signed(body, at: Self.now - 301),
        signed(body, at: Self.now + 301), [("x-signature", "00ff"), ("x-timestamp", "\(Self.now)")],
        [signed(body)[0]], [("x-signature", Self.alders)], [("Authorization", "Bearer \(Self.alders)")],
        [("X-Vapi-Secret", SecretDigest(of: Self.alders).hexadecimal)],
      ] {
        let answer = try await server.webhook(body, path: path, headers: wrong)
        #expect(answer.status == 401)
        #expect(answer.text == #"{"error":"The request carries no valid credential."}"#)
      }
      #expect(server.reception.now.calls.isEmpty)
      let late = signed(body, at: Self.now - 299)
      #expect(try await server.webhook(body, path: path, headers: late).status == 200)
    }
  }

  @Test func `each key has its own form, and both are good while one is replaced`() async throws {
    let body = Webhooks.toolCall()
    let code = HMAC<SHA512>.authenticationCode(
      for: Array(body.utf8), using: SymmetricKey(data: Array("alders-next-key".utf8)))
    let next = "sha512=" + Data64.encode(Array(code))
    try await TestServer.run(try await plan()) { server async throws in
      let path = "/webhook/vapi/alder"
      #expect(try await server.webhook(body, path: path, headers: [("x-hub-signature", next)]).status == 200)
      #expect(try await server.webhook(body, path: path, headers: signed(body)).status == 200)
      #expect(try await server.webhook(body, path: path, headers: [("x-signature", next)]).status == 401)
      let elsewhere = "/webhook/vapi/birch"
      #expect(try await server.webhook(body, path: elsewhere, headers: [("x-hub-signature", next)]).status == 401)
      let url = "https://desk.example.com/webhook/vapi/birch"
      let birchs = signed(body, key: Self.birchs, before: url + " ")
      #expect(try await server.webhook(body, path: elsewhere, headers: birchs).status == 200)
    }
  }

  @Test func `beside it the server's own key and secrets open as ever`() async throws {
    let body = Webhooks.toolCall()
    let servers = HMACPlan(secrets: [try #require(HMACSecret("the-servers-signing-key"))])
    let admission = WebhookAdmission(everyDesk: [TestServer.secret], signature: servers)
    try await TestServer.run(try await plan(adding: admission)) { server async throws in
      for desk in ["alder", "birch", "cedar"] {
        let path = "/webhook/vapi/\(desk)"
        let byServer = signed(body, key: "the-servers-signing-key")
        #expect(try await server.webhook(body, path: path, headers: byServer).status == 200)
        #expect(try await server.webhook(body, path: path).status == 200)
      }
      #expect(try await server.webhook(body, path: "/webhook/vapi/alder", headers: signed(body)).status == 200)
    }
  }

  @Test func `whether a desk is there or has a key, a forged signature is refused alike`() async throws {
    try await TestServer.run(try await plan()) { server async throws in
      var seen: Set<String> = []
      for desk in ["alder", "birch", "cedar", "nobody"] {
        let forged = signed(Webhooks.toolCall(), key: "a-key-that-is-guessed")
        let answer = try await server.webhook(Webhooks.toolCall(), path: "/webhook/vapi/\(desk)", headers: forged)
        // That the body is read before the refusal would tell, too: a length is announced and never comes.
        let head = """
          POST /webhook/vapi/\(desk) HTTP/1.1\r\nHost: x\r\nx-signature: 00\r\nContent-Type: application/json\r\n\
          Content-Length: 100000000\r\n\r\n
          """
        let early = try await RawConnection.exchange(head, port: server.port) { !$0.statuses.isEmpty }
        let headers = answer.headers.filter { $0.name.lowercased() != "date" }.map { "\($0.name): \($0.value)" }
        seen.insert("\(answer.status) \(headers.sorted().joined(separator: "\n")) \(answer.text) \(early.statuses)")
      }
      #expect(seen.count == 1)
    }
  }

  @Test func `the assistant gets the key that signed, and it opens that desk alone`() async throws {
    let body = Webhooks.message("assistant-request")
    try await TestServer.run(try await plan()) { server async throws in
      let reply = try await server.webhook(body, path: "/webhook/vapi/alder", headers: signed(body))
      #expect(reply.status == 200)
      #expect(reply.text.contains(Self.alders))
      for foreign in [TestServer.secret, "alders-next-key", Self.birchs] { #expect(!reply.text.contains(foreign)) }
      let call = try server.toolCall(asToldBy: reply)
      #expect(call.path == "/webhook/vapi/alder")
      #expect(try await server.webhook(call.body, path: call.path, headers: call.headers).status == 200)
      #expect(try await server.webhook(call.body, path: "/webhook/vapi/birch", headers: call.headers).status == 401)
    }
  }
}

/// Base64 as RFC 4648 section 4 has it, written apart from the code under test.
private enum Data64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  static func encode(_ bytes: [UInt8]) -> String {
    let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    var text = ""
    for start in stride(from: 0, to: bits.count, by: 6) {
      let group = bits[start..<min(start + 6, bits.count)] + Array(repeating: 0, count: max(0, start + 6 - bits.count))
      text.append(digits[group.reduce(0) { $0 * 2 + Int($1) }])
    }
    while text.count % 4 != 0 { text.append("=") }
    return text
  }
}
