import Desk
import Foundation
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  @Suite struct FaultyProgram {
    @Test func `the faults are listed, and one that does not exist is named`() async throws {
      try await Scene.play { scene in
        let listed = try await scene.start(["faults"], program: "frontdesk-faulty").ended()
        #expect(listed.status == 0)
        for word in ["advance.confirmed", "takeOutbox", "extinguish", "kill", "noWitness", "createThenDeleteMove"] {
          #expect(listed.output.contains("  \(word)"), "\(word)")
        }
        for (name, value) in [
          ("FRONTDESK_FAILPOINTS", "plaice:before=kill"), ("FRONTDESK_FAILPOINTS", "place:before=kill#x"),
          ("FRONTDESK_BUGS", "noLuck"), ("FRONTDESK_FAULT_SEED", "x"),
        ] {
          let refused = try await scene.start(["serve"], program: "frontdesk-faulty", environment: [name: value])
            .ended()
          #expect(refused.status == 64 && refused.errors.hasPrefix("Error: \(name)"), "\(refused.errors)")
        }
        let shipped = try await scene.run("faults", environment: ["FRONTDESK_FAILPOINTS": "open:before=kill"])
        #expect(shipped.status == 64 && shipped.errors.contains("There is no command “faults”"))
      }
    }

    /// A mistake that every caller hears of needs no soak to be found.
    @Test(
      arguments: [
        "noLock", "noWitness", "noBurn", "noEpochCheck", "forgottenIdempotency", "releaseBeforeDelete", "lostOutbox",
        "createThenDeleteMove",
      ])
    func `with a mistake in it the program still serves an ordinary caller`(mistake: String) async throws {
      try await Scene.play { scene in
        let (google, first) = try await scene.open()
        first.signal(SIGTERM)
        _ = try await first.ended()
        let server = try await scene.startServer(
          program: "frontdesk-faulty",
          environment: ["FRONTDESK_BUGS": mistake, "FRONTDESK_FAULT_SEED": "2", "FRONTDESK_FAULT": "x"])
        let warnings = server.errors.text.split(separator: "\n").filter { $0.contains("is not a setting") }
        #expect(warnings.count == 1 && warnings[0].contains("FRONTDESK_FAULT in the environment"), "\(warnings)")
        let caller = scene.caller()
        let tools = try await caller.requestAssistant().tools
        let slots = try await scene.slots(caller, tools)
        let booked = try await scene.say(
          "create_event", ["slot": .string(slots[0]), "name": "Ada", "email": "ada@example.com"], as: "book",
          by: caller, tools)
        #expect(booked.line.hasPrefix("Booked: "), "\(booked.line)")
        _ = try await eventually("no invitation goes out") {
          try await google.mails().contains { $0.kind == "invitation" } ? true : nil
        }
        let code: JSONValue = .string(try #require(booked.facts?["confirmationCode"]?.string))
        let moved = try await scene.say(
          "reschedule_event", ["confirmationCode": code, "slot": .string(slots[1])], as: "move", by: caller, tools)
        #expect(moved.line.hasPrefix("Moved: "), "\(moved.line)")
        #expect(try await google.events(of: DemoDesk.owner).count { !$0.isCancelled } == 1)
        let cancelled = try await scene.say(
          "cancel_event", ["confirmationCode": code], as: "cancel", by: caller, tools)
        #expect(cancelled.line.hasPrefix("Cancelled: "), "\(cancelled.line)")
        _ = try await eventually("the event stays") {
          try await google.events(of: DemoDesk.owner).allSatisfy(\.isCancelled) ? true : nil
        }
      }
    }
  }
}
