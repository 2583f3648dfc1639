import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the bench has to clear away at its end, also when that end is sudden: processes that it started, and their folder.
final class Crew: Sendable {
  private let state = Mutex<(processes: Set<Int32>, folder: URL?)>(([], nil))

  func join(_ process: Int32) { state.withLock { _ = $0.processes.insert(process) } }
  func leave(_ process: Int32) { state.withLock { _ = $0.processes.remove(process) } }
  func settle(in folder: URL) { state.withLock { $0.folder = folder } }

  /// Ends every process at once and removes the folder.
  func dismiss() throws {
    let folder = state.withLock { state in
      for process in state.processes { kill(process, SIGKILL) }
      state.processes = []
      defer { state.folder = nil }
      return state.folder
    }
    if let folder { try FileManager.default.removeItem(at: folder) }
  }
}
