import Synchronization

/// What is written of one request into the log when it is done: nothing of its body, no number, name or credential.
final class RequestRecord: Sendable {
  struct Notes {
    /// Only a desk that exists, or the text is the sender's.
    var desk: String?
    /// The kind of message, as far as we know it.
    var message: String?
    var tools: [String] = []
    var outcomes: [String] = []
  }

  private let notes = Mutex(Notes())

  func note(_ change: @Sendable (inout Notes) -> Void) { notes.withLock { change(&$0) } }

  var current: Notes { notes.withLock { $0 } }
}
