import Logging
import Synchronization

/// Keeps every line that was logged, with all its metadata, at every level.
final class LogBook: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  func lines(containing part: String) -> [String] { lines.withLock { $0.filter { $0.contains(part) } } }

  func logger(label: String = "test") -> Logger {
    var logger = Logger(label: label) { _ in Handler(book: self) }
    logger.logLevel = .trace
    return logger
  }

  private func add(_ line: String) { lines.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let book: LogBook
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(book: LogBook) { self.book = book }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      let written = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      book.add("\(event.level) \(event.message) \(written.joined(separator: " "))")
    }
  }
}
