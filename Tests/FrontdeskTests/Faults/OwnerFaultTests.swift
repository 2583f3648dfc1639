import Desk
import Foundation
import NIOHTTP1
import SQLiteLedger
import Scheduling
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// What the calendar's owner does by hand while the desk books (fault model G17 to G21).
  @Suite(.serialized) struct OwnersHand {
    @Test func `G18: an event that the owner adds between the hold and the insert wins`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setFaults(
          #"[{"match":{"method":"POST","path":"/calendar/v3/calendars/*/events"},"times":1,"do":{"delayMs":1200}}]"#)
        async let booking = call.book(open.slot)
        try await scene.untilSomething(is: .held)
        try await google.addByHand(
          to: DemoDesk.owner, summary: "Canary dentist 4711", start: open.start, end: open.end)
        let told = try await booking
        #expect(told.outcome == .taken, "\(told)")
        #expect(!told.line.contains("Canary"))
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().map(\.summary) == ["Canary dentist 4711"])
        #expect(try await call.book(open.slot, id: "again").outcome != .booked)
      }
    }

    @Test func `G19: what the owner writes over a booking is shown, and the booking stays`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        let code = try #require(try await call.book(open.slot).code)
        try await google.addByHand(
          to: DemoDesk.owner, summary: "Canary lunch 4711", start: open.start, end: open.end)
        // The calendar is next read when somebody asks for times.
        _ = try await call.slots()
        let notices = try await scene.notices { $0.contains("stands over") }
        #expect(!notices.contains("Canary"), "no title of another's event leaves the calendar")
        #expect(try await google.live().count == 2)
        let found = try await call.ask("find_events", ["confirmationCode": .string(code)], id: "find")
        #expect(found.outcome == .found)
        _ = try await call.slots()
        let again = try await scene.notices { _ in true }
        #expect(again.components(separatedBy: "Something from ").count == 2, "told once: \(again)")
      }
    }

    @Test func `G20: a booking whose event the owner deletes is told as gone, and not made again`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        let booked = try await call.book(open.slot)
        let event = try #require(try await google.live().first)
        try await google.deleteByHand(event.id, of: DemoDesk.owner)
        let found = try await call.ask(
          "find_events", ["confirmationCode": .string(booked.code ?? "")], id: "find")
        #expect(!found.line.contains("Tomorrow") || found.line.contains("no longer"), "\(found)")
        _ = try await call.slots()
        _ = try await scene.notices { $0.contains("was deleted in the calendar") }
        #expect(try await google.live().isEmpty)
        let other = try await PhoneCall.begin(scene, "call-2", from: "+14155550188")
        #expect(try await other.book(open.slot).outcome == .booked, "the time is free again")
      }
    }

    @Test func `G20: a booking whose event the owner moves is told at its new time`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots()
        let (first, last) = (try #require(slots.first), try #require(slots.last))
        let booked = try await call.book(first.slot)
        let event = try #require(try await google.live().first)
        try await google.moveByHand(event.id, of: DemoDesk.owner, start: last.start, end: last.end)
        let found = try await call.ask(
          "find_events", ["confirmationCode": .string(booked.code ?? "")], id: "find")
        #expect(found.facts.text.contains(last.start), "\(found) \(found.facts.text)")
        _ = try await scene.notices { $0.contains("was moved to") }
        #expect(try await google.live().map(\.start) == [last.start])
      }
    }

    @Test func `G17: a move of a booking that the owner has moved meanwhile leaves the owner's time`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots()
        try #require(slots.count > 2)
        let booked = try await call.book(slots[0].slot)
        let event = try #require(try await google.live().first)
        try await google.moveByHand(event.id, of: DemoDesk.owner, start: slots[1].start, end: slots[1].end)
        let moved = try await call.ask(
          "reschedule_event",
          ["confirmationCode": .string(booked.code ?? ""), "slot": .string(slots[2].slot)], id: "move")
        #expect(moved.outcome != .moved, "\(moved)")
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().map(\.start) == [slots[1].start])
      }
    }

    @Test func `G21: a calendar that may only be read any more is out of reach, and says so`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setFaults(
          #"""
          [{"match":{"method":"POST","path":"/calendar/v3/calendars/*/events"},
            "do":{"status":403,"reason":"forbiddenForNonOrganizer"}}]
          """#)
        let told = try await call.book(open.slot)
        #expect(told.outcome == .unreachable, "\(told)")
        #expect(told.line.contains("take a message"))
        try await google.setFaults("[]")
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().isEmpty)
      }
    }
  }
}

extension Scene {
  /// Until the ledger has a booking in that state.
  func untilSomething(is state: BookingState) async throws {
    let ledger = try SQLiteLedger(path: database)
    _ = try await eventually("no booking is \(state)") { () -> Bool? in
      try await ledger.counts().bookings[state, default: 0] > 0 ? true : nil
    }
    try ledger.close()
  }

  /// What `frontdesk desk notices` prints, once it is as expected.
  func notices(_ areExpected: @escaping (String) -> Bool) async throws -> String {
    try await eventually("the notices are not as expected") {
      let printed = try await run("desk", "notices")
      return printed.status == 0 && areExpected(printed.output) ? printed.output : nil
    }
  }
}

extension DemoGoogle {
  /// The owner deletes an event by hand.
  func deleteByHand(_ event: String, of account: String) async throws {
    _ = try await control(.DELETE, "/sandbox/people/\(account)/events/primary/\(event)", nil)
  }

  /// The owner drags an event to another time.
  func moveByHand(_ event: String, of account: String, start: String, end: String) async throws {
    _ = try await control(
      .PATCH, "/sandbox/people/\(account)/events/primary/\(event)",
      ["start": ["dateTime": .string(start)], "end": ["dateTime": .string(end)]])
  }
}
