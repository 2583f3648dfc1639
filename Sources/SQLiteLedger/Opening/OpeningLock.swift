#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lets connections that open a database of one directory do so one after another, in this process and in others: several
/// that turn one new file to the write-ahead log and make its tables at once stand in each other's way.
///
/// An `flock` on the directory itself, so that no further file lies about. It is a courtesy: where the directory cannot be
/// locked, or somebody keeps it for long, the opening goes on without it.
struct OpeningLock: ~Copyable {
  private let directory: Int32

  /// Waits for at most five seconds.
  init(beside path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    for _ in 0..<500 {
      guard flock(directory, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
      usleep(10_000)
    }
  }

  /// Say it when the database is open: a value that nobody uses any more may go earlier than its scope.
  consuming func release() {}

  deinit { if directory >= 0 { close(directory) } }
}
