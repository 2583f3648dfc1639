import Desk
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// A caller who has the new time kept before the appointment is moved there.
  @Suite(.serialized) struct KeptMoves {
    @Test(arguments: Scene.Storage.allCases, [false, true])
    func `what is kept for the call is the call's to move to`(storage: Scene.Storage, isPlaced: Bool) async throws {
      try await Scene.play(on: storage) { scene in
        let (google, _) = try await scene.open()
        let file = DemoDesk.file + "hold: {placeholder: \(isPlaced)}\n"
        let applied = try await scene.run("desk", "apply", "-", input: file)
        #expect(applied.status == 0, "\(applied.errors)")
        let first = try await PhoneCall.begin(scene)
        let slots = try await first.slots()
        try #require(slots.count > 1)
        let booked = try await first.book(slots[0].slot)
        #expect(booked.outcome == .booked, "\(booked)")
        let call = try await PhoneCall.begin(scene, "call-2")
        let kept = try await call.ask("hold_slot", ["slot": .string(slots[1].slot)], id: "keep")
        #expect(kept.outcome == .kept, "\(kept)")
        if isPlaced {
          _ = try await eventually("no placeholder is placed") { try await google.live().count == 2 ? true : nil }
        }
        let moved = try await eventually("the appointment is not moved") { () -> PhoneCall.Told? in
          let told = try await call.ask(
            "reschedule_event", ["confirmationCode": .string(booked.code ?? ""), "slot": .string(slots[1].slot)],
            id: "move-\(Randomness.system.hexadecimal(bytes: 4))")
          return told.outcome == .stay ? nil : told
        }
        #expect(moved.outcome == .moved, "\(moved)")
        #expect(try await google.live().map(\.start) == [slots[1].start])
        let other = try await PhoneCall.begin(scene, "call-3", from: "+14155550199")
        let freed = try await other.book(slots[0].slot)
        #expect(freed.outcome == .booked, "\(freed)")
      }
    }
  }
}
