import Desk
import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  @Suite struct DeskFiles {
    @Test func `a file is checked without a database, and every mistake is named`() async throws {
      try await Scene.play { scene in
        let right = try await scene.run(
          "desk", "check", "-", input: DemoDesk.file + "rooms: [{key: blue, name: Blue}]\n")
        #expect(right.status == 0, "\(right.errors)")
        #expect(
          right.lines == [
            "standard input is right: Lakeside Clinic, America/New_York, 1 service, 1 host, 1 room, 1 number."
          ])
        #expect(right.errors == "Warning: standard input, line 22, column 15: No service needs the room blue.\n")
        try scene.write(
          DemoDesk.file.replacing("duration: 30", with: "duraton: 30").replacing("hangup: finish", with: "hangup: no"),
          to: "desk.yaml")
        let wrong = try await scene.run("desk", "check", "desk.yaml")
        #expect(wrong.status == 1 && wrong.output.isEmpty)
        let mistakes = wrong.errors.split(separator: "\n").map(String.init)
        #expect(mistakes.count == 3 && mistakes.allSatisfy { $0.contains("desk.yaml, line ") }, "\(wrong.errors)")
        #expect(wrong.errors.contains("did you mean “duration”?"))
        #expect(!FileManager.default.fileExists(atPath: scene.database))
      }
    }

    @Test func `a desk is shown as its file, or written anew, and both are applied as the same desk`() async throws {
      try await Scene.play { scene in
        try await scene.applyDesk()
        let plain = try await scene.run("desk", "show", "--plain")
        #expect(
          plain.status == 0 && plain.lines[0] == "key: lakeside-clinic")
        #expect(plain.output != DemoDesk.file)
        #expect(try await scene.run("desk", "apply", "-", input: plain.output).status == 0)
        #expect(try await scene.run("desk", "show", "--plain").lines == plain.lines)
        #expect(try await scene.run("desk", "show").lines == plain.lines)
      }
    }

    @Test func `a host who is taken out keeps the appointments that there are`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        let caller = scene.caller()
        let tools = try await caller.requestAssistant().tools
        let slot = try await scene.slots(caller, tools)[0]
        let booked = try await scene.say(
          "create_event", ["slot": .string(slot), "name": "Ada"], as: "book", by: caller, tools)
        #expect(booked.line.hasPrefix("Booked: "), "\(booked.line)")
        let other = DemoDesk.file.replacing("key: maria", with: "key: nora").replacing(
          "Dr. Maria Lindt", with: "Dr. Nora Adam"
        )
        .replacing(DemoDesk.owner, with: "nora@lakeside.example")
        let applied = try await scene.run("desk", "apply", "-", input: other)
        #expect(applied.status == 0)
        #expect(
          applied.errors.contains(
            "Dr. Maria Lindt (host maria) is no longer booked in that calendar, with 1 appointment to come."),
          "\(applied.errors)")
        let found = try await eventually("the change is not seen") {
          let answer = try await scene.say("find_events", [:], as: "find", by: caller, tools)
          return answer.line.contains("Lindt") ? answer : nil
        }
        #expect(found.line.contains("Consultation"), "\(found.line)")
        let cancelled = try await scene.say("cancel_event", [:], as: "cancel", by: caller, tools)
        #expect(cancelled.line.hasPrefix("Cancelled: "), "\(cancelled.line)")
      }
    }
  }
}
