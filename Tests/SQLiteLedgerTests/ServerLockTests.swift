import Foundation
import SQLiteLedger
import Testing

struct `The lock of a server` {
  @Test func `refuses a second holder, names the first, and is free after its release`() throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let lock = try ServerLock(database: path)
    #expect(throws: ServerLockRefusal.held(database: path, byProcess: getpid())) { _ = try ServerLock(database: path) }
    #expect(throws: ServerLockRefusal.self) { _ = try ServerLock(database: path) }
    lock.release()
    try Self.requireFree(path)
  }

  @Test func `goes with its scope when an error ends it`() throws {
    struct Interruption: Error {}
    let scratch = try Scratch()
    let path = scratch.newPath()
    #expect(throws: Interruption.self) {
      let lock = try ServerLock(database: path)
      try Self.fail(with: Interruption())
      lock.release()
    }
    try Self.requireFree(path)
  }

  @Test func `of two databases in one directory are two`() throws {
    let scratch = try Scratch()
    let first = try ServerLock(database: scratch.newPath())
    let second = try ServerLock(database: scratch.newPath())
    second.release()
    first.release()
  }

  @Test func `ends with its process, however that ends`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try ServerLock(database: path)
      kill(getpid(), SIGKILL)
      lock.release()
    }
    try Self.requireFree(path)
  }

  @Test func `refuses with a sentence that says who holds it, or what is wrong`() throws {
    let held = ServerLockRefusal.held(database: "/srv/desk.sqlite", byProcess: 4711)
    #expect(
      held.description
        == "Another server (process 4711) is using the database /srv/desk.sqlite: stop it first, or use another database."
    )
    let scratch = try Scratch()
    let refusal = #expect(throws: ServerLockRefusal.self) {
      _ = try ServerLock(database: "\(scratch.directory)/missing/desk.sqlite")
    }
    #expect(refusal?.description.hasSuffix("No such file or directory.") == true)
  }

  /// A process that another test has just started keeps a copy of every open file for a moment, until it runs a program of
  /// its own, and with it the lock.
  private static func requireFree(_ path: String) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      do {
        return try ServerLock(database: path).release()
      } catch {
        guard ContinuousClock.now < deadline else { throw error }
        usleep(1000)
      }
    }
  }

  private static func fail(with error: some Error) throws { throw error }
}
