import Desk

/// Who has which connection and who waits. It does nothing by itself: it answers what is to be done.
struct PoolState: Sendable {
  typealias Waiter = CheckedContinuation<Result<Session, LedgerFailure>, Never>

  struct Ticket: Hashable, Sendable {
    fileprivate let number: Int
  }

  enum Action: Sendable {
    case resume(Waiter, Result<Session, LedgerFailure>)
    /// Make a connection, after a pause that suits so many failures in a row.
    case connect(failures: Int)
    /// These connections are let go.
    case end([Session])
  }

  private let maximum: Int
  /// The one that was used last is used next.
  private var idle: [Session] = []
  private var inUse = 0
  private var opening = 0
  private var waiters: [(ticket: Ticket, waiter: Waiter)] = []
  private var lastTicket = 0
  /// Failures to connect since the last success.
  private var failures = 0
  /// Why the last attempt to connect failed, until one succeeds.
  private var lastFailure: LedgerFailure?
  private var isClosed = false

  init(maximum: Int) { self.maximum = max(1, maximum) }

  var waiting: Int { waiters.count }

  /// Somebody wants a connection. There is a ticket when they have to wait.
  mutating func ask(_ waiter: Waiter) -> (ticket: Ticket?, actions: [Action]) {
    guard !isClosed else { return (nil, [.resume(waiter, .failure(Self.closed))]) }
    if waiters.isEmpty, let session = idle.popLast() {
      inUse += 1
      return (nil, [.resume(waiter, .success(session))])
    }
    lastTicket += 1
    let ticket = Ticket(number: lastTicket)
    waiters.append((ticket, waiter))
    return (ticket, openIfWanted())
  }

  /// The time of somebody who waits is up.
  mutating func expire(_ ticket: Ticket) -> [Action] {
    guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return [] }
    let waiter = waiters.remove(at: index).waiter
    return [.resume(waiter, .failure(lastFailure ?? .busy))]
  }

  /// Somebody is done with a connection.
  mutating func takeBack(_ session: Session, isUsable: Bool) -> [Action] {
    inUse -= 1
    if isUsable, !isClosed { return hand(session) }
    guard !isClosed else { return [.end([session])] }
    // What ended this one has probably ended those that lie idle as well, such as a restart of the server.
    let ended = [session] + idle
    idle = []
    return [.end(ended)] + openIfWanted()
  }

  /// A connection was made, or could not be.
  mutating func connected(_ session: Session, failure: LedgerFailure?) -> [Action] {
    opening -= 1
    guard !isClosed else { return [.end([session])] }
    guard let failure else {
      failures = 0
      lastFailure = nil
      return hand(session) + openIfWanted()
    }
    failures += 1
    lastFailure = failure
    return openIfWanted()
  }

  /// Whether the connection that is to be made after a pause is still wanted; it is given up otherwise.
  mutating func stillWanted() -> Bool {
    guard isClosed || waiters.isEmpty else { return true }
    opening -= 1
    return false
  }

  mutating func close() -> [Action] {
    isClosed = true
    let refused = waiters.map { Action.resume($0.waiter, .failure(Self.closed)) }
    let ended = idle
    waiters = []
    idle = []
    return refused + [.end(ended)]
  }

  private mutating func hand(_ session: Session) -> [Action] {
    guard !waiters.isEmpty else {
      idle.append(session)
      return []
    }
    inUse += 1
    return [.resume(waiters.removeFirst().waiter, .success(session))]
  }

  /// As many at once as are waited for; one at a time while the server cannot be reached.
  private mutating func openIfWanted() -> [Action] {
    guard !waiters.isEmpty else {
      // Whoever asks next tries at once.
      failures = 0
      return []
    }
    var actions: [Action] = []
    let wanted = failures > 0 ? 1 : waiters.count
    while opening < wanted, idle.count + inUse + opening < maximum {
      opening += 1
      actions.append(.connect(failures: failures))
    }
    return actions
  }

  private static let closed = LedgerFailure.unavailable("The database has been closed.")
}
