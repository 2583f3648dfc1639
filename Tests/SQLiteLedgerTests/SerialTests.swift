import Desk
import Foundation
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

/// A database that is brought back from a copy is known by the file beside it (fault P5).
struct `An older copy of the database` {
  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.newPath()
  }

  /// Opens the ledger as a server does, works with it, and ends.
  @discardableResult
  private func serve(
    _ work: (SQLiteLedger) async throws -> Void = { _ in }
  ) async throws -> LedgerCondition {
    let ledger = try SQLiteLedger(path: path)
    let condition = try await ledger.keepSerial()
    try await work(ledger)
    try ledger.close()
    return condition
  }

  /// The server is not running: the database is one file.
  private func copy(_ name: String) throws -> String {
    let copy = "\(scratch.directory)/\(name)"
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    return copy
  }

  private func bringBack(_ copy: String) throws {
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: copy, toPath: path)
  }

  @Test func `that was made before the last start is shut, once, until it is reopened`() async throws {
    try await serve { try await $0.holding(Sample.booking("a", 0, 30)) }
    let old = try copy("old")
    try await serve { try await $0.holding(Sample.booking("b", 30, 60)) }
    try bringBack(old)
    let condition = try await serve { ledger in
      await #expect(throws: LedgerFailure.closed(SQLiteLedger.olderCopy)) {
        try await ledger.hold(Sample.booking("c", 30, 60), at: Sample.now)
      }
    }
    #expect(condition.closedBecause == SQLiteLedger.olderCopy)
    #expect(condition.closedBecause?.contains("frontdesk ledger rebuild") == true)
    #expect(try await serve().closedBecause == SQLiteLedger.olderCopy)
    try await serve { try await $0.reopen() }
    #expect(try await serve().closedBecause == nil)
  }

  @Test func `that was made while the server ran is shut, if anything was booked afterwards`() async throws {
    for isBooked in [true, false] {
      let name = "copy-\(isBooked)"
      try await serve { ledger in
        try await ledger.holding(Sample.booking("\(isBooked)", isBooked ? 0 : 60, isBooked ? 30 : 90))
        try await ledger.queue.vacuum(into: "\(scratch.directory)/\(name)")
        if isBooked { try await ledger.holding(Sample.booking("late", 30, 60)) }
      }
      try bringBack("\(scratch.directory)/\(name)")
      #expect(try await (serve().closedBecause != nil) == isBooked)
      try await serve { try await $0.reopen() }
    }
  }

  @Test func `that another command made by its changes is none`() async throws {
    try await serve()
    let command = try SQLiteLedger(path: path)
    try await command.holding(Sample.booking("a", 0, 30))
    try command.close()
    #expect(try await serve().closedBecause == nil)
  }

  @Test func `is known after a server was killed as well`() async throws {
    try await serve()
    let old = try copy("old")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let ledger = try SQLiteLedger(path: path)
      _ = try await ledger.keepSerial()
      try await ledger.holding(Sample.booking("a", 0, 30))
      kill(getpid(), SIGKILL)
    }
    #expect(try await serve().closedBecause == nil)
    for file in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + file) {
      try FileManager.default.removeItem(atPath: path + file)
    }
    try bringBack(old)
    #expect(try await serve().closedBecause == SQLiteLedger.olderCopy)
  }

  @Test(arguments: ["", "nonsense", "one two three", "identity 99999999999999999999999"])
  func `cannot be told by a file that says nothing, which is written anew`(_ text: String) async throws {
    try await serve()
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + ".serial"))
    #expect(try await serve().closedBecause == nil)
    let words = try String(contentsOfFile: path + ".serial", encoding: .utf8).split(separator: " ")
    #expect(words.count == 2 && words.first?.count == 32)
  }

  @Test func `cannot be told without the file, as after a move of the database`() async throws {
    try await serve { try await $0.holding(Sample.booking("a", 0, 30)) }
    let old = try copy("old")
    try await serve { try await $0.holding(Sample.booking("b", 30, 60)) }
    try bringBack(old)
    try FileManager.default.removeItem(atPath: path + ".serial")
    #expect(try await serve().closedBecause == nil)
  }

  @Test func `of another ledger replaces what the file says`() async throws {
    try await serve { try await $0.holding(Sample.booking("a", 0, 30)) }
    try FileManager.default.removeItem(atPath: path)
    #expect(try await serve().closedBecause == nil)
    let old = try copy("old")
    try await serve { try await $0.holding(Sample.booking("b", 30, 60)) }
    try bringBack(old)
    #expect(try await serve().closedBecause == SQLiteLedger.olderCopy)
  }

  @Test func `leaves a ledger shut that was shut for another reason`() async throws {
    try await serve { try await $0.shut(because: "Somebody is looking at it.") }
    #expect(try await serve().closedBecause == "Somebody is looking at it.")
  }

  @Test func `the file is for the owner alone, and a server cannot start without it`() async throws {
    try await serve()
    let attributes = try FileManager.default.attributesOfItem(atPath: path + ".serial")
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    try FileManager.default.removeItem(atPath: path + ".serial")
    try FileManager.default.createDirectory(atPath: path + ".serial", withIntermediateDirectories: false)
    let failure = await #expect(throws: LedgerFailure.self) { try await serve() }
    guard case .unavailable(let sentence) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(sentence.contains(path + ".serial"))
  }

  @Test func `other commands do not touch the file`() async throws {
    let command = try SQLiteLedger(path: path)
    try await command.holding(Sample.booking("a", 0, 30))
    #expect(!FileManager.default.fileExists(atPath: path + ".serial"))
  }
}
