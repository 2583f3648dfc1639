import Desk
import Foundation
import Scheduling
import Testing

@testable import FrontdeskCommands

/// One row of the fault model: what Google does, what the caller hears, and what must hold at the end.
struct FaultRow: Sendable, CustomTestStringConvertible {
  let row: String
  let fault: String
  var faults = "[]"
  var behaviour = "{}"
  /// What the caller may hear first, within the deadline.
  let first: Set<AnswerKind>
  /// What the caller hears once Google is well again; `nil`: they need not ask.
  var atLast: AnswerKind?
  /// Events of this program in the calendar when everything is at rest.
  let events: Int

  var testDescription: String { "\(row): \(fault)" }
}

extension Processes {
  @Suite(.serialized) struct GoogleFaults {
    private static let insert = #"{"method":"POST","path":"/calendar/v3/calendars/*/events"}"#
    private static let list = #"{"method":"GET","path":"/calendar/v3/calendars/*/events"}"#

    private static func on(_ match: String, _ action: String, _ rest: String = "") -> String {
      #"[{"match":\#(match),\#(rest)"do":\#(action)}]"#
    }

    static let rows: [FaultRow] = [
      FaultRow(
        row: "G1", fault: "the insert's reply is lost after the commit",
        faults: on(insert, #"{"drop":"after"}"#, #""times":1,"#), first: [.booked], events: 1),
      FaultRow(
        row: "G2", fault: "the insert is lost before the commit",
        faults: on(insert, #"{"drop":"before"}"#, #""times":1,"#), first: [.booked], events: 1),
      FaultRow(
        row: "G3", fault: "the insert lands after we gave up", faults: on(insert, #"{"delayMs":9000}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G4", fault: "503 twice on the insert",
        faults: on(insert, #"{"status":503}"#, #""times":2,"#), first: [.booked], events: 1),
      FaultRow(
        row: "G4", fault: "500 on every insert for a while", faults: on(insert, #"{"status":500}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G5", fault: "503 with the insert applied",
        faults: on(insert, #"{"status":503,"commits":true}"#, #""times":1,"#), first: [.booked], events: 1),
      FaultRow(
        row: "G6", fault: "403 rateLimitExceeded",
        faults: on(insert, #"{"status":403,"reason":"rateLimitExceeded"}"#, #""times":1,"#), first: [.booked],
        events: 1),
      FaultRow(
        row: "G6", fault: "429", faults: on(insert, #"{"status":429,"reason":"rateLimitExceeded"}"#, #""times":1,"#),
        first: [.booked], events: 1),
      FaultRow(
        row: "G10", fault: "a duplicate id is not noticed",
        faults: on(insert, #"{"drop":"after"}"#, #""times":1,"#), behaviour: #"{"duplicatesUnnoticed":true}"#,
        first: [.booked], events: 1),
      FaultRow(
        row: "G11", fault: "lists are 400 ms behind", behaviour: #"{"listLagMs":400}"#,
        first: [.booked, .stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G12", fault: "the list never shows our event", behaviour: #"{"listLagMs":86400000}"#,
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G13", fault: "one row a page, empty pages in between", behaviour: #"{"pageSize":1,"emptyPages":2}"#,
        first: [.booked], events: 1),
      FaultRow(
        row: "G22", fault: "Google accepts and never answers", faults: on(insert, #"{"delayMs":600000}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G23", fault: "one byte a second", faults: on(list, #"{"trickleMs":1000}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G24", fault: "an insert's answer is cut JSON, and the event stands",
        faults: on(insert, #"{"status":200,"commits":true,"body":"{\"id\":"}"#, #""times":1,"#), first: [.booked],
        events: 1),
      FaultRow(
        row: "G24", fault: "lists are HTML", faults: on(list, #"{"status":200,"body":"<html>Sorry</html>"}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G24", fault: "lists hold an error with status 200",
        faults: on(list, #"{"status":200,"body":"{\"error\":{\"code\":500,\"message\":\"backendError\"}}"}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
      FaultRow(
        row: "G24", fault: "lists hold wrong types",
        faults: on(list, #"{"status":200,"body":"{\"items\":[{\"id\":7,\"start\":[],\"end\":1e999}]}"}"#),
        first: [.stay, .held], atLast: .booked, events: 1),
    ]

    @Test(arguments: rows)
    func `what Google does wrong, the caller hears rightly`(_ row: FaultRow) async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slot = try #require(try await call.slots().first).slot
        try await google.setBehaviour(row.behaviour)
        try await google.setFaults(row.faults)
        let first = try await call.book(slot, id: "first", email: "ada@example.com")
        #expect(first.status == 200)
        #expect(first.outcome.map(row.first.contains) == true, "\(row.row): \(first)")
        #expect(first.duration < .seconds(7), "the deadline is 6 seconds, and this machine may be busy")
        try await google.setFaults("[]")
        try await google.setBehaviour(#"{"listLagMs":0,"duplicatesUnnoticed":false}"#)
        if let last = row.atLast, first.outcome != last {
          let told = try await call.bookPatiently(slot, email: "ada@example.com")
          #expect(told.last?.outcome == last, "\(row.row): \(told)")
        }
        try await Self.comesToRest(scene)
        let live = try await google.live()
        #expect(live.count == row.events, "\(row.row): \(live)")
      }
    }

    /// Until the server's own numbers say that no booking is under way.
    static func comesToRest(_ scene: Scene) async throws {
      _ = try await eventually("the ledger does not come to rest", within: .seconds(90)) { () -> Bool? in
        let checked = try await scene.run("doctor", "--ledger")
        return checked.output.contains("at rest") ? true : nil
      }
    }
  }
}
