import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The processes that the soak has to end, also when its own end is sudden.
final class Crew: Sendable {
  private let processes = Mutex<Set<Int32>>([])

  func join(_ process: Int32) { processes.withLock { _ = $0.insert(process) } }
  func leave(_ process: Int32) { processes.withLock { _ = $0.remove(process) } }

  /// Ends every process at once.
  func dismiss() {
    processes.withLock { processes in
      for process in processes { kill(process, SIGKILL) }
      processes = []
    }
  }
}
