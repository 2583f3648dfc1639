import AsyncHTTPClient
import Desk
import Foundation
import LocalPostgres
import NIOCore
import Scheduling
import Testing
import Vapi

@testable import FrontdeskCommands

extension Processes {
  @Suite struct LedgerCommands {
    @Test func `an older copy opens closed, takes messages, and books again once it is rebuilt`() async throws {
      try await Scene.play { scene in
        let (google, first) = try await scene.open()
        let early = try await scene.book(as: "Ada", from: "+14155550123")
        first.signal(SIGTERM)
        _ = try await first.ended()
        try scene.copyDatabase(to: "copy")
        let second = try await scene.startServer()
        let late = try await scene.book(as: "Grace", from: "+14155550199")
        let free = try await scene.freeSlot()
        second.signal(SIGTERM)
        _ = try await second.ended()
        try scene.putBackDatabase(from: "copy")

        let third = try await scene.startServer()
        #expect(third.errors.text.contains("the ledger is closed for bookings"))
        #expect(try await scene.readiness() == #"{"status":"ready, but closed for bookings"}"#)
        let status = try await scene.run("ledger", "status")
        #expect(status.status == 1 && status.lines[1].hasPrefix("closed: "), "\(status.output)")
        try await scene.expectNoBooking(google, at: free, events: 2)
        try await scene.leaveMessage("Please call back.")
        let explained = try await scene.run("doctor", "--ledger")
        #expect(explained.status == 1 && explained.output.contains("frontdesk ledger rebuild"), "\(explained.output)")

        let rebuilt = try await scene.run("ledger", "rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
        #expect(rebuilt.lines.last == "The ledger is open.")
        #expect(rebuilt.output.contains("1 booking restored"), "\(rebuilt.output)")
        for booking in [early, late] { try await scene.cancel(booking, google) }
        #expect(try await google.events(of: DemoDesk.owner).allSatisfy(\.isCancelled))
      }
    }

    @Test func `a lost ledger is rebuilt from its events into an empty database`() async throws {
      try await Scene.play { scene in
        let (google, first) = try await scene.open()
        let booking = try await scene.book(as: "Ada", from: "+14155550123")
        _ = try await eventually("the event is not dressed") {
          try await google.mails().contains { $0.kind == "invitation" } ? true : nil
        }
        let name = try #require(try await scene.run("ledger", "status").lines.first?.split(separator: " ").last)
        first.signal(SIGTERM)
        _ = try await first.ended()
        try scene.removeDatabase()

        try await scene.applyDesk()
        let second = try await scene.startServer()
        try await scene.connect()
        let refused = try await scene.run("ledger", "rebuild", "--from", String(name))
        #expect(refused.status == 1 && refused.errors.contains("Another server"), "\(refused.errors)")
        second.signal(SIGTERM)
        _ = try await second.ended()
        let rebuilt = try await scene.run("ledger", "rebuild", "--from", String(name))
        #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
        #expect(rebuilt.output.contains("1 booking restored"), "\(rebuilt.output)")
        #expect(try await scene.run("ledger", "status").lines.first == "ledger \(name)")

        _ = try await scene.startServer()
        let caller = scene.caller("call-9", from: "+14155550177")
        let tools = try await caller.requestAssistant().tools
        #expect(try await !scene.slots(caller, tools).contains(booking.slot))
        try await scene.cancel(booking, google)
      }
    }

    @Test(arguments: Scene.Storage.allCases)
    func `a ledger that is said to be restored is closed until it is rebuilt`(storage: Scene.Storage) async throws {
      try await Scene.play(on: storage) { scene in
        let (google, _) = try await scene.open()
        let free = try await scene.freeSlot()
        let restored = try await scene.run("ledger", "restored")
        #expect(restored.status == 0, "\(restored.errors)")
        let status = try await scene.run("ledger", "status")
        #expect(status.lines[1].hasPrefix("closed: it was restored from an older copy. `frontdesk ledger rebuild`"))
        #expect("\(status.output)\(status.errors)".split(separator: "rebuild").count == 2)
        try await scene.expectNoBooking(google, at: free, events: 0)
        let refused = try await scene.run("ledger", "reopen")
        #expect(refused.status == 1 && refused.errors.contains("--force"))
        let rebuilt = try await scene.run("ledger", "rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
        _ = try await scene.book(as: "Ada", from: "+14155550123")
        #expect(try await scene.run("ledger", "status").lines[1] == "open")
      }
    }

    @Test func `a dump of PostgreSQL that is restored is closed until it is rebuilt, without a word from anybody`()
      async throws
    {
      try await Scene.play(on: .postgres) { scene in
        let (google, first) = try await scene.open()
        let early = try await scene.book(as: "Ada", from: "+14155550123")
        let postgres = try LocalPostgres.shared
        let dump = try postgres.dump(LocalPostgres.name(in: try #require(scene.databaseSetting)))
        let late = try await scene.book(as: "Grace", from: "+14155550199")
        let free = try await scene.freeSlot()
        first.signal(SIGTERM)
        _ = try await first.ended()
        let copy = try await postgres.database()
        try postgres.execute(dump, in: LocalPostgres.name(in: copy))
        scene.use(["FRONTDESK_DATABASE": copy])

        let second = try await scene.startServer()
        #expect(second.errors.text.contains("the ledger is closed for bookings"))
        let status = try await scene.run("ledger", "status")
        #expect(
          status.status == 1 && status.lines[1].hasPrefix("closed: The database was restored"), "\(status.output)")
        try await scene.expectNoBooking(google, at: free, events: 2)
        let rebuilt = try await scene.run("ledger", "rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
        #expect(rebuilt.output.contains("1 booking restored"), "\(rebuilt.output)")
        #expect(try await scene.run("ledger", "status").lines[1] == "open")
        for booking in [early, late] { try await scene.cancel(booking, google) }
      }
    }

    @Test func `what a killed server leaves is explained, and then finished`() async throws {
      try await Scene.play { scene in
        let (google, first) = try await scene.open()
        first.signal(SIGTERM)
        _ = try await first.ended()
        let faulty = try await scene.startServer(
          program: "frontdesk-faulty", environment: ["FRONTDESK_FAILPOINTS": "advance.inserted:before=kill#1"])
        let caller = scene.caller()
        let tools = try await caller.requestAssistant().tools
        let arguments: JSONValue = ["slot": .string(try await scene.slots(caller, tools)[0]), "name": "Ada"]
        await #expect(throws: (any Error).self) {
          try await scene.say("create_event", arguments, as: "book", by: caller, tools)
        }
        let end = try await faulty.ended()
        #expect(end.ending == .signalled(SIGKILL))
        #expect(end.errors.contains("failpoint advance.inserted:before kill"))
        let explained = try await scene.run("doctor", "--ledger")
        #expect(explained.status == 0 && explained.output.contains("(held)"), "\(explained.output)\(explained.errors)")
        _ = try await scene.startServer()
        _ = try await scene.bookInTheEnd(arguments, as: "book", by: caller, tools)
        #expect(try await google.events(of: DemoDesk.owner).count == 1)
        let rest = try await eventually("the outbox is not worked off") { () -> RunningProcess.Ended? in
          let doctor = try await scene.run("doctor", "--ledger")
          return doctor.lines == ["Every booking is at rest."] ? doctor : nil
        }
        #expect(rest.status == 0)
      }
    }

    @Test func `a message is shown to the owner until it is done`() async throws {
      try await Scene.play { scene in
        _ = try await scene.open()
        #expect(try await scene.run("desk", "notices").errors == "There is nothing that is not done.\n")
        try await scene.leaveMessage("Please call back.")
        let shown = try await scene.run("desk", "notices", DemoDesk.key)
        #expect(shown.status == 0 && shown.output.contains("Please call back."), "\(shown.output)\(shown.errors)")
        #expect(shown.lines[0].contains("  message  at \(DemoDesk.key)  "))
        let json = try JSONValue(parsing: try await scene.run("desk", "notices", "--json").output, limits: .stored)
        let notice = try #require(json.array?.first)
        #expect(notice["kind"]?.string == "message" && notice["phone"]?.string == "+14155550123")
        let zone = try DemoDesk.zoneRules(in: nil)
        let offset = scene.clock.now().rfc3339(in: zone).suffix(6)
        #expect(notice["raisedAt"]?.string?.hasSuffix(offset) == true, "\(json.text)")
        let id = try #require(notice["id"]?.string)
        let done = try await scene.run("desk", "notices", "--done", String(id.prefix(10)))
        #expect(done.status == 0 && done.lines == ["Done: \(id)"], "\(done.errors)")
        #expect(try await scene.run("desk", "notices").output.isEmpty)
        #expect(try await scene.run("desk", "notices", "--all").lines[0].contains("  done "))
        let twice = try await scene.run("desk", "notices", "--done", id)
        #expect(twice.status == 1 && twice.errors.contains("There is no notice"))
      }
    }
  }
}

/// A booking that a caller has made.
private struct Made: Sendable {
  let number: String
  let slot: String
  let code: String
}

extension Scene {
  /// In a call of its own, which ends then.
  fileprivate func book(as name: String, from number: String) async throws -> Made {
    let caller = caller("call-of-\(name)", from: number)
    let tools = try await caller.requestAssistant().tools
    let slot = try await slots(caller, tools)[0]
    let email = "\(name.lowercased())@example.com"
    let answer = try await say(
      "create_event", ["slot": .string(slot), "name": .string(name), "email": .string(email)], as: "book", by: caller,
      tools)
    try #require(answer.line.hasPrefix("Booked: "), "\(answer.line)")
    _ = try await caller.hangUp(of: tools)
    return Made(number: number, slot: slot, code: try #require(answer.facts?["confirmationCode"]?.string))
  }

  fileprivate func cancel(_ booking: Made, _ google: DemoGoogle) async throws {
    let before = try await google.events(of: DemoDesk.owner).count { !$0.isCancelled }
    let caller = caller("call-to-cancel-\(booking.code)", from: booking.number)
    let tools = try await caller.requestAssistant().tools
    let answer = try await say(
      "cancel_event", ["confirmationCode": .string(booking.code)], as: "cancel", by: caller, tools)
    _ = try await eventually("the event is not deleted: \(answer.line)") {
      try await google.events(of: DemoDesk.owner).count { !$0.isCancelled } == before - 1 ? true : nil
    }
  }

  fileprivate func leaveMessage(_ text: String) async throws {
    let caller = caller("call-with-message")
    let tools = try await caller.requestAssistant().tools
    let answer = try await say("take_message", ["message": .string(text), "name": "Ada"], as: "msg", by: caller, tools)
    try #require(try await run("desk", "notices").output.contains(text), "\(answer.line)")
  }

  /// Whatever is asked, nothing is booked.
  fileprivate func freeSlot() async throws -> String {
    let caller = caller("call-before", from: "+14155550166")
    return try await slots(caller, try await caller.requestAssistant().tools)[0]
  }

  fileprivate func expectNoBooking(_ google: DemoGoogle, at slot: String, events: Int) async throws {
    let caller = caller("call-in-vain", from: "+14155550166")
    let tools = try await caller.requestAssistant().tools
    _ = try await eventually("times are offered that cannot be booked") {
      let offered = try await say("check_availability", [:], as: "check", by: caller, tools)
      return offered.line.hasPrefix("No bookings can be made or changed") ? true : nil
    }
    let answer = try await say("create_event", ["slot": .string(slot), "name": "Eve"], as: "book", by: caller, tools)
    #expect(!answer.line.hasPrefix("Booked: "), "\(answer.line)")
    #expect(try await google.events(of: DemoDesk.owner).count == events)
  }

  fileprivate func readiness() async throws -> String {
    let response = try await http.execute(HTTPClientRequest(url: "\(url)/readyz"), timeout: .seconds(10))
    return String(buffer: try await response.body.collect(upTo: 1 << 16))
  }

  // MARK: The database's files, while no process has them open

  private static let suffixes = ["", "-wal", "-shm"]

  fileprivate func copyDatabase(to name: String) throws {
    for suffix in Self.suffixes where FileManager.default.fileExists(atPath: database + suffix) {
      try FileManager.default.copyItem(
        atPath: database + suffix, toPath: directory.appending(path: name + suffix).path)
    }
  }

  fileprivate func putBackDatabase(from name: String) throws {
    for suffix in Self.suffixes {
      let copy = directory.appending(path: name + suffix).path
      if FileManager.default.fileExists(atPath: database + suffix) {
        try FileManager.default.removeItem(atPath: database + suffix)
      }
      if FileManager.default.fileExists(atPath: copy) {
        try FileManager.default.copyItem(atPath: copy, toPath: database + suffix)
      }
    }
  }

  fileprivate func removeDatabase() throws {
    for suffix in Self.suffixes + [".serial"] where FileManager.default.fileExists(atPath: database + suffix) {
      try FileManager.default.removeItem(atPath: database + suffix)
    }
  }
}
