#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is awaited of a socket: poll(2) with a deadline.
enum Readiness {
  case readable
  case writable
  case either

  enum Outcome {
    case ready
    case overdue
    case failed(String)
  }

  private var events: Int16 {
    switch self {
    case .readable: Int16(POLLIN)
    case .writable: Int16(POLLOUT)
    case .either: Int16(POLLIN | POLLOUT)
    }
  }

  func wait(for socket: Int32, until deadline: ContinuousClock.Instant) -> Outcome {
    guard socket >= 0 else { return .failed("the connection is closed") }
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return .overdue }
      // Rounded up, so that it does not spin in the last millisecond.
      let milliseconds = min(
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1, 60_000)
      var entry = pollfd(fd: socket, events: events, revents: 0)
      let count = poll(&entry, 1, Int32(milliseconds))
      if count > 0 { return .ready }
      if count < 0, errno != EINTR { return .failed(String(cString: strerror(errno))) }
    }
  }

  /// Does not wait.
  func holdsNow(for socket: Int32) -> Bool {
    var entry = pollfd(fd: socket, events: events, revents: 0)
    return poll(&entry, 1, 0) > 0
  }
}
