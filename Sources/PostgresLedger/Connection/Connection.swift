import CLibPQ

/// One connection to PostgreSQL by libpq (PostgreSQL documentation, chapter 34), never blocked longer than ``deadline``.
///
/// It is used by one thread at a time: it belongs to a ``Session``. Once it is broken it stays so.
final class Connection {
  /// Until when whatever is asked of it must be done; afterwards the connection is broken, since its answer may still come.
  private var deadline: ContinuousClock.Instant
  /// How long one statement may take, beside ``deadline``.
  private var allowance: Duration
  private var statementDeadline: ContinuousClock.Instant
  /// Why it cannot be used any more.
  private(set) var breakage: String?
  let raw: OpaquePointer

  /// Connects. Only looking up the host's name may take longer than the deadline: the system's resolver knows of none.
  init(_ server: ServerName, until deadline: ContinuousClock.Instant) throws(StatementFailure) {
    self.deadline = deadline
    statementDeadline = deadline
    allowance = .seconds(1)
    guard let raw = server.startConnecting() else { throw .broken("there is no memory for a connection") }
    self.raw = raw
    // libpq would print what the server remarks.
    PQsetNoticeReceiver(raw, { _, _ in }, nil)
    var status = PGRES_POLLING_WRITING
    while status != PGRES_POLLING_OK {
      guard PQstatus(raw) != CONNECTION_BAD, status != PGRES_POLLING_FAILED else { throw broken() }
      try wait(for: status == PGRES_POLLING_READING ? .readable : .writable)
      status = PQconnectPoll(raw)
    }
    guard PQsetnonblocking(raw, 1) == 0 else { throw broken() }
  }

  deinit { PQfinish(raw) }

  /// Whether it can still be used, as far as can be told without asking the server: a server that has gone has closed its
  /// end, and one that ends the session has said so.
  var isAlive: Bool {
    guard breakage == nil, PQstatus(raw) == CONNECTION_OK, PQtransactionStatus(raw) == PQTRANS_IDLE else {
      return false
    }
    guard Readiness.readable.holdsNow(for: PQsocket(raw)) else { return true }
    // Nothing was asked, so what can be read is an end, or a remark.
    return PQconsumeInput(raw) == 1 && PQstatus(raw) == CONNECTION_OK
      && !Readiness.readable.holdsNow(for: PQsocket(raw)) && PQisBusy(raw) == 0
  }

  var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

  /// From now on each statement must be done by then, and in that time.
  func allow(_ allowance: Duration, until deadline: ContinuousClock.Instant) {
    self.allowance = allowance
    self.deadline = deadline
  }

  /// A statement begins.
  func startClock() { statementDeadline = min(deadline, .now + allowance) }

  /// Waits for the socket.
  func wait(for readiness: Readiness) throws(StatementFailure) {
    switch readiness.wait(for: PQsocket(raw), until: statementDeadline) {
    case .ready: return
    case .overdue: throw broken("the server did not answer in time")
    case .failed(let reason): throw broken(reason)
    }
  }

  /// The failure to throw when the connection cannot be used any more.
  func broken(_ reason: String? = nil) -> StatementFailure {
    let reason = breakage ?? reason ?? PQerrorMessage(raw).map { Self.oneLine(String(cString: $0)) } ?? ""
    breakage = reason
    return .broken(reason)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
  }
}
