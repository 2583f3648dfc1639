import Desk
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far a ledger has come: every change of a booking counts its serial one further.
struct SerialMark: Hashable, Sendable {
  let identity: LedgerID
  let serial: Int
}

/// A small file beside the database, named like it with `.serial` added, that remembers how far the database had come. A
/// database that is not as far is an older copy.
///
/// It is written after the commit, and so never says more than the database did. That it says less does no harm, and so
/// only what a server finds when it starts is synced.
final class SerialFile: Sendable {
  private let file: Int32
  /// What was written by this value last.
  private let last = Mutex<SerialMark?>(nil)

  /// Opens the file, or makes it (readable by its owner alone).
  init(database path: String) throws(LedgerFailure) {
    let serial = path + ".serial"
    file = open(serial, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard file >= 0 else {
      throw .unavailable("Cannot open \(serial): \(String(cString: strerror(errno))).")
    }
  }

  deinit { close(file) }

  /// What the file says; `nil` when it is new, or does not hold what ``record(_:)`` writes.
  func mark() -> SerialMark? {
    var text = [UInt8](repeating: 0, count: 256)
    let count = pread(file, &text, text.count, 0)
    guard count > 0 else { return nil }
    let words = String(decoding: text[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let serial = Int(words[1]) else { return nil }
    return SerialMark(identity: LedgerID(String(words[0])), serial: serial)
  }

  /// Writes the mark. The text always has the same length, so that one overwrites the other whole.
  ///
  /// - Returns: Whether the file now says this.
  func record(_ mark: SerialMark) -> Bool {
    last.withLock { last in
      guard write(mark) else { return false }
      last = mark
      return true
    }
  }

  /// The ledger that was recorded has come this far. A file that cannot be written stays behind, which does no harm.
  func follow(to serial: Int) {
    last.withLock { last in
      guard let known = last, known.serial < serial else { return }
      let mark = SerialMark(identity: known.identity, serial: serial)
      if write(mark) { last = mark }
    }
  }

  private func write(_ mark: SerialMark) -> Bool {
    let digits = String(mark.serial)
    let padding = String(repeating: "0", count: max(0, 20 - digits.utf8.count))
    let text = Array("\(mark.identity) \(padding)\(digits)\n".utf8)
    return pwrite(file, text, text.count, 0) == text.count && ftruncate(file, off_t(text.count)) == 0
  }

  func sync() -> Bool { fsync(file) == 0 }
}
