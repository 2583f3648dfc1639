import LedgerContract
import Scheduling
import Testing

@testable import Desk

/// P3: an error of the disk after which this process writes nothing more.
@Suite struct `Storage that is lost to the process` {
  struct Row: Sendable, CustomTestStringConvertible {
    let tool: String
    let arguments: JSONValue
    var testDescription: String { tool }
  }

  static let rows = [
    Row(tool: "create_event", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(tool: "reschedule_event", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(tool: "cancel_event", arguments: [:]),
    Row(tool: "hold_slot", arguments: ["start": "2026-11-25T14:00:00"]),
    Row(tool: "take_message", arguments: ["message": "Hello"]),
    Row(tool: "check_availability", arguments: ["when": "2026-11-25"]),
  ]

  static let hindrance: HinderedLedger.Hindrance = { (function) throws(LedgerFailure) in
    let reads = ["unreported", "hasEnded", "booking", "claims", "taken", "upcoming", "counts", "progress"]
    guard !reads.contains(where: { function.hasPrefix($0) }) else { return }
    throw .lost("the disk has failed")
  }

  @Test(arguments: rows) func `lets no caller hear of anything that is open, booked or noted`(row: Row) async throws {
    let office = try await Office(hindering: Self.hindrance)
    let answer = await office.ask(row.tool, row.arguments)
    #expect(answer.kind == .unreachable, "\(answer.line)")
    if row.tool != "check_availability" { #expect(answer.line.hasPrefix("Nothing can be booked, changed or noted")) }
    #expect(!answer.line.contains("the disk"))
    #expect(office.calendars.ours(in: Office.owner).isEmpty)
  }
}
