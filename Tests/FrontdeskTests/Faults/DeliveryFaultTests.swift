import Desk
import Foundation
import NIOHTTP1
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// Deliveries that come twice, late or in disorder (fault model V1 to V6), against the real server.
  @Suite(.serialized) struct DeliveryFaults {
    @Test func `V1: twenty copies of one delivery at once get the same bytes and make one event`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setLatency(milliseconds: 150)
        let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
          for _ in 0..<20 { group.addTask { try await call.book(open.slot).body } }
          return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(bodies.count == 1)
        #expect(try await google.live().count == 1)
      }
    }

    @Test func `V2: a delivery that comes again to a server started later gets the stored answer`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        let first = try await call.book(open.slot)
        #expect(first.outcome == .booked)
        _ = try await eventually("the event is not dressed") { () -> Bool? in try await google.writes() > 1 ? true : nil
        }
        server.signal(SIGKILL)
        _ = try await server.ended()
        _ = try await scene.startServer()
        try await google.forgetLog()
        let again = try await call.book(open.slot)
        #expect(again.body == first.body)
        #expect(try await google.writes() == 0)
      }
    }

    @Test func `V3: the model that asks again under a new id hears that it is booked`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        let first = try await call.book(open.slot, id: "one")
        let second = try await call.book(open.slot, id: "two")
        #expect(second.outcome == .booked && second.code == first.code)
        #expect(try await google.live().count == 1)
      }
    }

    @Test func `V5: a caller who hangs up while the calendar is slow leaves no silent booking`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setLatency(milliseconds: 900)
        async let booking = call.book(open.slot)
        try await scene.untilSomething(is: .held)
        #expect(try await call.caller.hangUp(of: call.tools)?.status == 200)
        let told = try await booking
        #expect(told.outcome != .booked, "\(told)")
        try await google.setLatency(milliseconds: 0)
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().isEmpty)
      }
    }

    @Test func `V5: a hang-up that storage refuses is to be sent again, and is stored without that too`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.openFaulty("markEnded:before=busy#1")
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setLatency(milliseconds: 1300)
        async let booking = call.book(open.slot)
        try await scene.untilSomething(is: .held)
        #expect(try await call.hangUp()?.status == 503)
        try await server.says("a call's end is stored after all")
        let told = try await booking
        #expect(told.outcome != .booked, "\(told)")
        try await google.setLatency(milliseconds: 0)
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().isEmpty)
      }
    }

    @Test func `V5: a server killed before it has stored a hang-up has not acknowledged it`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.openFaulty("markEnded:before=kill")
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setLatency(milliseconds: 1300)
        async let booking = call.book(open.slot)
        try await scene.untilSomething(is: .held)
        await #expect(throws: (any Error).self, "no answer, so the platform sends it again") {
          try await call.hangUp()
        }
        let told: PhoneCall.Told?
        do { told = try await booking } catch { told = nil }
        #expect(told?.outcome == nil, "nobody lives to answer it")
        try await google.setLatency(milliseconds: 0)
        try await scene.startAgain(after: "markEnded:before")
        #expect(try await call.hangUp()?.status == 200)
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().isEmpty)
      }
    }

    @Test func `V6: nothing is confirmed after the deadline without the caller being told`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open(environment: ["FRONTDESK_BOOKING_DEADLINE": "2s"])
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setLatency(milliseconds: 1700)
        let told = try await call.book(open.slot, email: "ada@example.com")
        #expect(told.outcome == .held || told.outcome == .stay, "\(told)")
        try await google.setLatency(milliseconds: 0)
        if told.outcome == .held {
          // The promise: an invitation by mail.
          _ = try await eventually("no invitation") { () -> Bool? in
            try await google.mails().contains { $0.to == "ada@example.com" } ? true : nil
          }
          #expect(try await google.live().count == 1)
        } else {
          _ = try await call.caller.hangUp(of: call.tools)
          try await GoogleFaults.comesToRest(scene)
        }
        let (mails, live) = (try await google.mails().count, try await google.live().count)
        #expect((mails > 0) == (live > 0))
      }
    }
  }
}

extension DemoGoogle {
  func forgetLog() async throws { _ = try await control(.DELETE, "/sandbox/log", nil) }

  /// Requests to the calendar that were not reads, as soon as they have arrived; by one method or all.
  func writes(by method: String? = nil) async throws -> Int {
    let log = try await control(.GET, "/sandbox/log", nil)
    return (log.array ?? []).count { entry in
      guard entry["path"]?.string?.hasPrefix("/calendar/") == true, let used = entry["method"]?.string else {
        return false
      }
      return used != "GET" && (method == nil || method == used)
    }
  }
}
