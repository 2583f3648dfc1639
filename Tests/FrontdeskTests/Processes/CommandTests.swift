import Desk
import Foundation
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  @Suite struct Commands {
    @Test func `desks are applied, listed, shown and removed`() async throws {
      try await Scene.play { scene in
        let file = DemoDesk.file + "secrets: [canary-desk-secret-0815]\n"
        let applied = try await scene.run("desk", "apply", "-", input: file)
        #expect(applied.status == 0)
        #expect(
          applied.lines == [
            "Stored lakeside-clinic: Lakeside Clinic, America/New_York, 1 service, 1 host, 1 number.",
            "  maria: primary of maria@lakeside.example: not connected",
          ])
        #expect(
          applied.errors.contains("frontdesk connect --desk lakeside-clinic --account maria@lakeside.example"))
        #expect(try await scene.run("desk", "list").lines == ["lakeside-clinic\tAmerica/New_York\tLakeside Clinic"])
        let shown = try await scene.run("desk", "show")
        #expect(!shown.output.contains("canary"))
        let again = try await scene.run("desk", "apply", "-", input: shown.output)
        #expect(again.lines == applied.lines)
        #expect(try await scene.run("desk", "remove", "lakeside-clinic").status == 0)
        let none = try await scene.run("desk", "show")
        #expect(none.status == 1 && none.errors.contains("There is no desk yet"))
      }
    }

    @Test func `a desk with appointments to come is removed by force only, and then answers kindly`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        let caller = scene.caller()
        let tools = try await caller.requestAssistant().tools
        let slot = try await scene.slots(caller, tools)[0]
        let booked = try await scene.say(
          "create_event", ["slot": .string(slot), "name": "Ada"], as: "book", by: caller, tools)
        #expect(booked.line.hasPrefix("Booked: "), "\(booked.line)")
        let refused = try await scene.run("desk", "remove", "lakeside-clinic")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.errors.hasPrefix("Error: The desk lakeside-clinic has 1 appointment to come."))
        #expect(refused.errors.contains("--force"))
        #expect(try await scene.run("desk", "list").lines.count == 1)
        let removed = try await scene.run("desk", "remove", "lakeside-clinic", "--force")
        #expect(removed.status == 0 && removed.lines == ["Removed lakeside-clinic."], "\(removed.errors)")
        let answer = try await eventually("the desk is still there") {
          let answer = try await scene.say("take_message", ["message": "Hello"], as: "message", by: caller, tools)
          return answer.line.contains("call no more tools") ? answer : nil
        }
        #expect(!answer.line.contains("take a message"))
      }
    }

    @Test func `a mistake in a desk's file is named with its place and nothing is stored`() async throws {
      try await Scene.play { scene in
        try scene.write(DemoDesk.file.replacing("America/New_York", with: "America/New_Yrok"), to: "desk.yaml")
        let refused = try await scene.run("desk", "apply", "desk.yaml")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.errors.hasPrefix("Error: desk.yaml, line 3, column 7: "), "\(refused.errors)")
        #expect(refused.errors.contains("America/New_York"))
        #expect(try await scene.run("desk", "list").output.isEmpty)
      }
    }

    @Test func `a secret that another desk has is refused, and the same desk may keep its own`() async throws {
      try await Scene.play { scene in
        let file = DemoDesk.file + "secrets: [canary-desk-secret-0815, canary-desk-secret-4711]\n"
        #expect(try await scene.run("desk", "apply", "-", input: file).status == 0)
        #expect(try await scene.run("desk", "apply", "-", input: file).status == 0)
        let other = DemoDesk.file.replacing("lakeside-clinic", with: "harbour")
        let shared = other + "secrets: [canary-desk-secret-2342, canary-desk-secret-4711]\n"
        let refused = try await scene.run("desk", "apply", "-", input: shared)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: The desk lakeside-clinic has one of these secrets already"))
        #expect(!refused.errors.contains("canary"))
        #expect(try await scene.run("desk", "list").lines.count == 1)
        let own = other + "secrets: [canary-desk-secret-2342]\n"
        #expect(try await scene.run("desk", "apply", "-", input: own).status == 0)
      }
    }

    @Test func `a desk that is misspelt is answered with the one that was meant`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        let refused = try await scene.run("desk", "show", "lakeside-clinik")
        #expect(refused.status == 1)
        #expect(refused.errors == "Error: There is no desk “lakeside-clinik”; did you mean “lakeside-clinic”?\n")
      }
    }

    @Test func `connect says what is missing without an OAuth client`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        let refused = try await scene.run("connect", "--account", DemoDesk.owner)
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("Error: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set"))
      }
    }

    @Test func `an account is connected by link, shown as connected, and disconnected`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        let again = try await scene.run("connect", "--account", DemoDesk.owner, "--desk", "lakeside-clinic")
        #expect(again.lines.count == 1, "only the link is on standard output")
        #expect(again.lines[0].hasPrefix("\(scene.url)/oauth/google/start?invite="))
        #expect(again.errors.contains("\(DemoDesk.owner) is connected"))
        #expect(again.errors.contains("once, within 24 hours"))
        let ended = try await scene.run("connect", "--account", DemoDesk.owner, "--disconnect")
        #expect(ended.status == 0)
        let twice = try await scene.run("connect", "--account", DemoDesk.owner, "--disconnect")
        #expect(twice.status == 1 && twice.errors.contains("is not connected"))
      }
    }

    @Test func `of several desks the link is for the one that books through the account`() async throws {
      try await Scene.play { scene in
        _ = try await scene.startGoogle()
        try await scene.applyDesk()
        let other = DemoDesk.file.replacing("lakeside-clinic", with: "harbour").replacing(
          DemoDesk.owner, with: "sam@harbour.example")
        #expect(try await scene.run("desk", "apply", "-", input: other).errors.contains("has one of these numbers too"))
        let printed = try await scene.run("connect", "--account", "sam@harbour.example")
        #expect(printed.status == 0)
        #expect(printed.errors.contains("The link connects sam@harbour.example to harbour"))
        let unclear = try await scene.run("connect", "--account", "nobody@harbour.example")
        #expect(unclear.errors == "Error: There are several desks (harbour, lakeside-clinic): name one of them.\n")
        let clock = try await scene.run("sandbox", "--port", "0", "--clock", "yesterday")
        #expect(clock.status == 64 && clock.errors.contains("--clock is a time with its offset"))
      }
    }

    @Test func `a grant is imported from standard input, and one that Google does not know is refused`() async throws {
      try await Scene.play { scene in
        let seed = #"{"accounts": [{"email": "maria@lakeside.example", "refreshToken": "1//0canary-refresh"}]}"#
        try scene.write(seed, to: "seed.json")
        let sandbox = try scene.start(["sandbox", "--port", "0", "--seed", "seed.json"])
        try await sandbox.says("GOOGLE_REVOKE_URL=")
        try scene.write(sandbox.output.text, to: ".env")
        let command = ["connect", "--account", DemoDesk.owner, "--refresh-token", "-"]
        let refused = try await scene.start(command, input: "1//0unknown\n").ended()
        #expect(refused.status == 1 && refused.errors.contains("Nothing was connected."))
        let imported = try await scene.start(command, input: "1//0canary-refresh\n").ended()
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(imported.lines == ["The calendar of maria@lakeside.example is connected."])
        #expect(!imported.errors.contains("canary"))
      }
    }

    @Test func `call prints the answer and ends with 0 for a result and 1 for anything else`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        let arguments = ["call", "--url", scene.url, "--caller", "+14155550123"]
        let result = try await scene.start(arguments + ["--tool", "check_availability"]).ended()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.lines[0].hasPrefix("assistant-request  HTTP 200  ") && result.lines[0].hasSuffix(" ms"))
        #expect(result.lines[2].hasPrefix("check_availability {}  HTTP 200  "))
        #expect(result.lines[3].contains("Today is "))
        #expect(try JSONValue(parsing: String(result.lines[4].dropFirst(2)), limits: .stored)["slots"] != nil)
        let error = try await scene.start(arguments + ["--tool", "create_event", "--hang-up"]).ended()
        #expect(error.status == 1)
        #expect(error.output.contains("end-of-call-report  HTTP 200"))
        let stranger = try await scene.start(
          arguments + ["--tool", "check_availability", "--secret", "not-the-right-one"]
        ).ended()
        #expect(stranger.status == 1 && stranger.errors.contains("HTTP 401"))
        let unknown = try await scene.start(arguments + ["--tool", "sing"]).ended()
        #expect(unknown.status == 1 && unknown.errors.contains("The assistant has no tool sing"))
        let malformed = try await scene.start(arguments + ["--tool", "create_event", "--arguments", "[]"]).ended()
        #expect(malformed.status == 1 && malformed.errors.contains("--arguments is no JSON object"))
      }
    }

    @Test(arguments: [true, false])
    func `call authenticates as Vapi would by signature or by the credential that the assistant names`(
      bySignature: Bool
    ) async throws {
      try await Scene.play { scene in
        let own =
          bySignature
          ? ["VAPI_HMAC_SECRET": "canary-signing-key-0815"]
          : ["VAPI_CREDENTIAL_ID": "credential-1", "VAPI_WEBHOOK_SECRET": Scene.secret]
        _ = try await scene.start(["desk", "apply", "-"], environment: own, input: DemoDesk.file).ended()
        _ = try await scene.startServer(environment: own)
        let arguments = ["call", "--url", "\(scene.url)/webhook/vapi", "--desk", "lakeside-clinic"]
        let answered = try await scene.start(
          arguments + ["--tool", "create_event", "--assistant-request"], environment: own
        ).ended()
        #expect(answered.output.contains("create_event {}  HTTP 200"), "\(answered.errors)")
        #expect(answered.output.contains(bySignature ? "\"secretKey\": \"…\"" : "\"credentialId\": \"credential-1\""))
        #expect(!answered.output.contains("canary"))
      }
    }

    @Test func `the assistant is shown without its secret unless that is asked for`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        let none = try await scene.run("assistant", "show")
        #expect(none.status == 1 && none.errors.contains("There is no webhook secret yet"))
        let own = ["VAPI_WEBHOOK_SECRET": Scene.secret, "FRONTDESK_PUBLIC_URL": "https://desk.example"]
        let redacted = try await scene.run("assistant", "show", environment: own)
        #expect(redacted.status == 0 && redacted.errors.isEmpty)
        #expect(!redacted.output.contains(Scene.secret))
        let whole = try await scene.run("assistant", "show", "--secrets", environment: own)
        let assistant = try JSONValue(parsing: whole.output, limits: .stored)
        #expect(assistant["server"]?["url"]?.string == "https://desk.example/webhook/vapi/lakeside-clinic")
        #expect(whole.output.contains(Scene.secret))
        _ = try await scene.startServer(environment: own)
        let asked = try await scene.caller().requestAssistant().tools.assistant
        #expect(asked == assistant, "assistant-request answers the same")
      }
    }

    @Test(arguments: [["VAPI_WEBHOOK_SECRET": Scene.secret], ["VAPI_HMAC_SECRET": Scene.secret]])
    func `the server's secret is not shown for a desk that has its own`(own: [String: String]) async throws {
      try await Scene.play { scene in
        let file = DemoDesk.file + "secrets: [canary-desk-secret-0815]\n"
        #expect(try await scene.run("desk", "apply", "-", input: file).status == 0)
        let shown = try await scene.run("assistant", "show", "--desk", "lakeside-clinic", "--secrets", environment: own)
        #expect(shown.status == 0)
        #expect(!shown.output.contains("canary") && !shown.errors.contains("canary"))
        #expect(shown.output.contains("\"<the desk lakeside-clinic's own secret>\""))
        #expect(shown.errors.contains("which is never shown"))
      }
    }

    @Test func `a command that does not exist is answered with the one that was meant`() async throws {
      try await Scene.play { scene in
        let refused = try await scene.run("doctr")
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(refused.errors == "There is no command “doctr”; did you mean “frontdesk doctor”?\n")
        #expect(try await scene.run("--version").output == "0.1.0\n")
      }
    }
  }
}
