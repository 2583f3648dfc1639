import Desk
import Foundation
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// Servers that die or stand still at a named step (fault model P1 and P2). `frontdesk-faulty` is the same program with
  /// failpoints wired in.
  @Suite(.serialized, .timeLimit(.minutes(5))) struct ProcessFaults {
    /// Every step of a booking, of a move and of a cancellation at which a server may die.
    static let booking = [
      "open:before", "open:after", "hold:before", "hold:after", "place:before", "place:after",
      "advance.inserted:before", "advance.inserted:after", "look:before", "look:after", "advance.confirmed:before",
      "advance.confirmed:after", "advance.announced:before", "advance.announced:after",
      "dress:before", "dress:after",
      "settle:before",
    ]
    static let moving = [
      "advance.moving:before", "advance.moving:after", "shift:before", "shift:after", "look:after",
      "advance.moved:before", "advance.moved:after",
    ]
    static let cancelling = [
      "advance.cancelling:before", "advance.cancelling:after", "extinguish:before", "extinguish:after",
      "advance.cancelled:before",
    ]

    @Test func `P1: killed at any step of a booking, the next server brings it to one event`() async throws {
      try await Self.sideBySide(Self.booking) { point, scene in
        let (google, _) = try await scene.openFaulty("\(point)=kill")
        let call = try await PhoneCall.begin(scene)
        let slot = try await scene.slotBeforeTheFault(call)
        await Self.ignoringTheCrash { _ = try await call.book(slot, id: "one", email: "ada@example.com") }
        try await scene.startAgain(after: "\(point)")
        let told = try await call.bookPatiently(slot, email: "ada@example.com")
        #expect(told.last?.outcome == .booked, "\(point): \(told)")
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().count == 1, "\(point)")
        let mails = try await eventually("\(point): no invitation") { () -> [String]? in
          let mails = try await google.mails().filter { $0.kind == "invitation" }.map(\.to)
          return mails.isEmpty ? nil : mails
        }
        #expect(mails == ["ada@example.com"], "\(point): invited once")
      }
    }

    @Test func `P1: killed at any step of a move, the appointment is at one of its two times, and as told`()
      async throws
    {
      try await Self.sideBySide(Self.moving) { point, scene in
        let (google, first) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots()
        let booked = try await call.book(slots[0].slot)
        try await scene.replace(first, failing: "\(point)=kill")
        let arguments: JSONValue = [
          "confirmationCode": .string(booked.code ?? ""), "slot": .string(slots[1].slot),
        ]
        await Self.ignoringTheCrash { _ = try await call.ask("reschedule_event", arguments, id: "move-0") }
        try await scene.startAgain(after: point)
        var count = 0
        let told = try await eventually("\(point): the move is not settled", within: .seconds(60)) {
          () -> PhoneCall.Told? in
          count += 1
          let told = try await call.ask("reschedule_event", arguments, id: "move-\(count)")
          return told.outcome == .stay || told.outcome == .held ? nil : told
        }
        #expect(told.outcome == .moved, "\(point): \(told)")
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().map(\.start) == [slots[1].start], "\(point)")
      }
    }

    @Test func `P1: killed at any step of a cancellation, the event goes and the time is free`() async throws {
      try await Self.sideBySide(Self.cancelling) { point, scene in
        let (google, first) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slot = try #require(try await call.slots().first).slot
        let booked = try await call.book(slot)
        try await scene.replace(first, failing: "\(point)=kill")
        let arguments: JSONValue = ["confirmationCode": .string(booked.code ?? "")]
        await Self.ignoringTheCrash { _ = try await call.ask("cancel_event", arguments, id: "cancel-0") }
        try await scene.startAgain(after: point)
        let told = try await eventually("\(point): not cancelled", within: .seconds(60)) { () -> PhoneCall.Told? in
          let told = try await call.ask("cancel_event", arguments, id: "cancel-1")
          return told.outcome == .stay ? nil : told
        }
        #expect(told.outcome == .cancelled, "\(point): \(told)")
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().isEmpty, "\(point)")
      }
    }

    /// Each point in a scene of its own, a few at a time: most of the time is spent waiting for leases to run out.
    private static func sideBySide(
      _ points: [String], _ body: @escaping @Sendable (String, Scene) async throws -> Void
    ) async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, point) in points.enumerated() {
          if index >= 4 { try await group.next() }
          group.addTask {
            do { try await Scene.play { try await body(point, $0) } } catch {
              Issue.record("\(point): \(error)")
            }
          }
        }
        try await group.waitForAll()
      }
    }

    /// A request whose server dies ends with an error, as it must; whether it does depends on the step.
    private static func ignoringTheCrash(_ work: () async throws -> Void) async {
      do { try await work() } catch {
        // The connection broke before the answer, or there was nobody to connect to any more.
      }
    }
  }
}

extension Scene {
  /// As ``open(environment:)`` with a server that fails at the named points.
  func openFaulty(_ points: String) async throws -> (google: DemoGoogle, server: RunningProcess) {
    let (_, google) = try await startGoogle()
    try await applyDesk()
    let first = try await startServer()
    try await connect()
    // A slot is found before anything fails.
    return (google, try await replace(first, failing: points))
  }

  /// Ends a server and starts one that fails at the named points.
  @discardableResult
  func replace(_ server: RunningProcess, failing points: String) async throws -> RunningProcess {
    server.signal(SIGTERM)
    _ = try await server.ended()
    return try await startServer(
      program: "frontdesk-faulty", environment: ["FRONTDESK_FAILPOINTS": points, "FRONTDESK_BOOKING_DEADLINE": "3s"])
  }

  /// Waits until the server is gone and starts one that does not fail.
  func startAgain(after point: String) async throws {
    _ = try await eventually("\(point): the server lives on", within: .seconds(30)) { () -> Bool? in
      lastServer?.hasEnded == true ? true : nil
    }
    _ = try await startServer(environment: ["FRONTDESK_BOOKING_DEADLINE": "3s"])
  }

  /// A slot, by the desk's own file: no tool call has been made yet that a failpoint could meet.
  func slotBeforeTheFault(_ call: PhoneCall) async throws -> String {
    try #require(try await call.slots().first).slot
  }
}
