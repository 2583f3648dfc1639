import Foundation
import LedgerContract
import SQLiteLedger
import Synchronization

/// A directory of its own for one test; it goes with the value.
final class Scratch: Sendable {
  let directory: String
  private let files = Mutex(0)

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/frontdesk-ledger-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    directory = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    // A ledger's last reference may go on its own queue, a moment after its last answer; SQLite then takes away the files
    // beside the database while this does the same. Each failure means that one file fewer is left.
    var failure: (any Error)?
    for _ in 0..<100 {
      do {
        try FileManager.default.removeItem(atPath: directory)
        return
      } catch {
        failure = error
      }
    }
    print("\(directory) was left behind: \(failure.map { "\($0)" } ?? "")")
  }

  /// A path at which no file is yet.
  func newPath() -> String {
    let number = files.withLock { count in
      count += 1
      return count
    }
    return "\(directory)/ledger-\(number).sqlite"
  }

  /// A new ledger for each call.
  var makeLedger: StorageFactory { { try SQLiteLedger(path: self.newPath()) } }
}
