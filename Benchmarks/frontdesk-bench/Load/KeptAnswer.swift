import NIOCore
import Synchronization

/// Keeps the body of the last good answer.
final class KeptAnswer: Sendable {
  private let body = Mutex(ByteBuffer())

  var bytes: [UInt8] { body.withLock { Array($0.readableBytesView) } }

  func take(_ status: Int, _ body: ByteBuffer) -> LoadPlan.Judgement {
    guard status == 200 else { return .wrong }
    self.body.withLock { $0 = body }
    return .good
  }
}
