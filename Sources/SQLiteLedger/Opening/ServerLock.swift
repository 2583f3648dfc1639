#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The right to be the only server on a database: a lock (flock(2)) on a file beside it, named like it with `.lock` added.
///
/// The lock lasts as long as the value, and the operating system ends it with the process, however that ends. The file
/// stays; it holds the process id of its last holder, for the sentence that a second server prints.
package struct ServerLock: ~Copyable, Sendable {
  private let file: Int32

  /// Does not wait. A throw after `file` is set runs `deinit`, which closes it.
  package init(database path: String) throws(ServerLockRefusal) {
    let lock = path + ".lock"
    file = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard file >= 0 else { throw .unusable(lock, reason: String(cString: strerror(errno))) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let refusal: ServerLockRefusal =
        errno == EWOULDBLOCK
        ? .held(database: path, byProcess: Self.holder(file))
        : .unusable(lock, reason: String(cString: strerror(errno)))
      throw refusal
    }
    guard Self.sign(file) else {
      throw .unusable(lock, reason: String(cString: strerror(errno)))
    }
  }

  deinit { Self.end(file) }

  /// Gives the lock back. Say it where the server ends: a value that nobody uses any more may go earlier than its scope.
  package consuming func release() {}

  private static func end(_ file: Int32) { close(file) }

  private static func sign(_ file: Int32) -> Bool {
    let text = Array("\(getpid())\n".utf8)
    return ftruncate(file, 0) == 0 && pwrite(file, text, text.count, 0) == text.count
  }

  private static func holder(_ file: Int32) -> Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(file, &text, text.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}

/// Why a server may not start on a database. The description is a sentence for the operator.
package enum ServerLockRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another server holds it. The process id is absent when that server has not written it yet.
  case held(database: String, byProcess: Int32?)
  /// The lock file cannot be made or locked.
  case unusable(String, reason: String)

  package var description: String {
    switch self {
    case .held(let database, let process):
      let who = process.map { " (process \($0))" } ?? ""
      return "Another server\(who) is using the database \(database): stop it first, or use another database."
    case .unusable(let file, let reason):
      return "Cannot lock \(file): \(reason)."
    }
  }
}
