import Desk
import Foundation
import GRDB
import LedgerContract
import Scheduling
import Testing

@testable import SQLiteLedger

struct `Opening a database` {
  @Test func `the file and those beside it are for the owner alone`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let ledger = try SQLiteLedger(path: path)
    try await ledger.holding(Sample.booking("a", 0, 30))
    for file in [path, path + "-wal", path + "-shm"] {
      #expect(try Self.rights(of: file) == 0o600, "\(file)")
    }
  }

  @Test func `a file that others could read is taken from them`() throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o644]))
    _ = try SQLiteLedger(path: path)
    #expect(try Self.rights(of: path) == 0o600)
  }

  @Test(arguments: ["missing/ledger.sqlite", "."])
  func `a path that cannot be a database is unavailable`(_ name: String) throws {
    let scratch = try Scratch()
    let failure = #expect(throws: LedgerFailure.self) { try SQLiteLedger(path: "\(scratch.directory)/\(name)") }
    guard case .unavailable(let sentence) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(sentence.contains(scratch.directory))
  }

  @Test func `a file that is no database is said to be none`() throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    try Data(repeating: 0x61, count: 10_000).write(to: URL(fileURLWithPath: path))
    let failure = #expect(throws: LedgerFailure.self) { try SQLiteLedger(path: path) }
    guard case .corrupt = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func `a database of a newer version is refused and left alone`() throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    try SQLiteLedger(path: path).queue.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('\(Migrations.steps.count + 1)')")
    }
    #expect(
      throws: LedgerFailure.unavailable(
        "The database was written by a newer version of Frontdesk; start that version, or use another database.")
    ) { try SQLiteLedger(path: path) }
  }

  @Test(arguments: SchemaFixture.all)
  func `a database of every earlier version is brought up to date with all that is in it`(
    _ fixture: SchemaFixture
  ) async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    try await DatabaseQueue(path: path).write { try $0.execute(sql: fixture.sql) }
    let ledger = try SQLiteLedger(path: path)
    let fresh = try SQLiteLedger(path: scratch.newPath())
    #expect(try Self.schema(of: ledger) == Self.schema(of: fresh))
    for booking in fixture.bookings { #expect(try await ledger.booking(booking.id) == booking) }
    #expect(try await ledger.desks() == fixture.desks)
    #expect(try await ledger.progress(of: Sample.delivery("t"), at: Sample.now) == .answered(Sample.final))
    #expect(try await ledger.counts().outbox == 1)
    #expect(try await ledger.hold(Sample.booking("new", 0, 30), at: Sample.now) == .taken)
  }

  @Test func `every version of the schema has a stored database`() {
    #expect(SchemaFixture.all.map(\.version) == Migrations.steps.map(\.number))
    #expect(Migrations.steps.map(\.number) == Array(1...Migrations.steps.count))
  }

  @Test func `several that open a new file at once all get it`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { _ = try SQLiteLedger(path: path, patience: .seconds(10)) }
      }
      try await group.waitForAll()
    }
    #expect(try await SQLiteLedger(path: path).desks().isEmpty)
  }

  @Test(
    arguments: [
      (UInt64(0x801), "ext4"), (0x35, "nfs4"), (0x805, nil), (0x1003_0005, "cifs"),
    ] as [(UInt64, String?)])
  func `the mount table names the file system of a device`(_ device: UInt64, _ type: String?) {
    let table = MountTable(
      """
      23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 23 0:53 / /srv rw - nfs4 host:/srv rw,vers=4.2
      a line that is cut - off
      41 23 768:65541 / /mnt/a\\040b rw shared:2 master:3 - cifs //host/share rw
      """)
    #expect(table.types[MountTable.Device(device)] == type)
  }

  #if os(Linux)
    @Test func `the mount table of this machine can be read`() throws {
      let text = try #require(FileManager.default.contents(atPath: "/proc/self/mountinfo"))
      #expect(!MountTable(String(decoding: text, as: UTF8.self)).types.isEmpty)
    }
  #endif

  private static func rights(of file: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  private static func schema(of ledger: SQLiteLedger) throws -> [String] {
    try ledger.queue.read {
      try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    }
  }
}
