import Synchronization

/// How many bytes of bodies the process holds at the same time, so that many large ones cannot take its memory.
final class BodyAllowance: Sendable {
  /// Whether the sender has proved who it is before its body is read.
  enum Standing { case proven, unproven }

  private struct Held {
    var total = 0
    var unproven = 0
  }

  private let total: Int
  private let unproven: Int
  private let held = Mutex(Held())

  init(total: Int, unproven: Int) {
    self.total = total
    self.unproven = unproven
  }

  /// `false` when so many bytes more are too many; then nothing is taken.
  func take(_ bytes: Int, _ standing: Standing) -> Bool {
    held.withLock { held in
      guard held.total + bytes <= total else { return false }
      if standing == .unproven {
        guard held.unproven + bytes <= unproven else { return false }
        held.unproven += bytes
      }
      held.total += bytes
      return true
    }
  }

  func giveBack(_ bytes: Int, _ standing: Standing) {
    held.withLock { held in
      held.total -= bytes
      if standing == .unproven { held.unproven -= bytes }
    }
  }
}
