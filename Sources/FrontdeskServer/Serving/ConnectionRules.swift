import NIOCore
import NIOHTTP1

/// What one connection may do, as a pure state machine: events go in, what is to be done comes out.
///
/// A request must be whole a fixed time after its head, whoever dawdles and whether it was answered already. An answer
/// given before the request was whole announces that the connection closes. What cannot be read is refused here, in its
/// turn, since only here is it known whether an earlier answer is still under way.
struct ConnectionRules {
  enum Action: Equatable {
    case nothing
    case close
    /// Everything was read and answered, and the answer said that the connection closes: the other side may do so first.
    case leave
    /// Write this answer, then ``lingering`` takes its course.
    case refuse(HTTPResponseStatus)
  }

  enum OutboundVerdict: Equatable {
    case pass
    /// Pass, and say in the head that the connection will close.
    case passClosing
    /// The connection has been answered already; this came too late.
    case drop
  }

  /// How long a whole request may take from its head on, and an answer until it is read.
  let receive: TimeAmount
  /// Bytes that are read and thrown away after an early answer, so that the sender gets to read it.
  let drain: Int

  /// Requests whose head was read and whose answer is not written.
  private(set) var open = 0
  /// A head was read and its end was not.
  private(set) var receiving = false
  private var answering = false
  private var closes = false
  private var refusal: HTTPResponseStatus?
  private(set) var refused = false
  private var drained = 0
  /// When the request that is being received must be whole, or the first head be there.
  private(set) var deadline: NIODeadline?

  init(receive: TimeAmount, drain: Int = 16 << 20) {
    self.receive = receive
    self.drain = drain
  }

  /// An answer was given that ends the connection, and what the other side still sends is thrown away.
  var lingering: Bool { refused || (closes && !answering) }

  /// Whether what was read is to be passed on.
  var takesInput: Bool { refusal == nil && !refused }

  /// A new connection has as long for its first head as a request has to become whole: whoever has asked nothing yet is not
  /// given the patience of a connection that is kept alive.
  mutating func connected(at now: NIODeadline) { deadline = now + receive }

  mutating func head(_ head: HTTPRequestHead, at now: NIODeadline) -> Action {
    guard !lingering, takesInput else { return .nothing }
    guard head.isUnambiguous else { return refuse(.badRequest) }
    open += 1
    receiving = true
    deadline = now + receive
    return .nothing
  }

  mutating func body(bytes: Int) -> Action {
    guard lingering else { return .nothing }
    drained += bytes
    return drained > drain ? .close : .nothing
  }

  mutating func end() -> Action {
    receiving = false
    deadline = nil
    return lingering && !refused ? .leave : .nothing
  }

  mutating func timer(at now: NIODeadline) -> Action {
    guard let deadline, now >= deadline else { return .nothing }
    return .close
  }

  /// The other side sent what is no HTTP, or more header than we read.
  mutating func unreadable(_ error: HTTPParserError) -> Action {
    switch error {
    case .invalidEOFState, .closedConnection: .close
    case .headerOverflow: refuse(.requestHeaderFieldsTooLarge)
    default: refuse(.badRequest)
    }
  }

  /// - Parameter isRefusal: no credential was found. Every such answer ends the connection, so that all of them are alike
  ///   whether the body had arrived or not.
  mutating func answerHead(isRefusal: Bool = false) -> OutboundVerdict {
    guard !refused, open > 0 else { return .drop }
    answering = true
    guard open == 1, receiving || isRefusal else { return .pass }
    closes = true
    return .passClosing
  }

  mutating func answerEnd() -> Action {
    answering = false
    open -= 1
    if closes, !receiving { return .leave }
    return settleRefusal()
  }

  private mutating func refuse(_ status: HTTPResponseStatus) -> Action {
    guard refusal == nil else { return .nothing }
    refusal = status
    return settleRefusal()
  }

  /// A refusal takes its turn: only when no earlier request waits for its answer. What belongs to a request that was
  /// answered already is not answered again.
  private mutating func settleRefusal() -> Action {
    if closes { return refusal == nil || answering ? .nothing : .leave }
    guard let status = refusal, !refused, !answering, open == 0 || (open == 1 && receiving) else { return .nothing }
    refused = true
    deadline = nil
    return .refuse(status)
  }
}

extension HTTPRequestHead {
  /// Whether everybody between the sender and us agrees where the body ends and whose it is (RFC 9112 sections 3.2, 6.1).
  fileprivate var isUnambiguous: Bool {
    let lengths = headers["content-length"]
    let codings = headers["transfer-encoding"]
    guard codings.isEmpty || (lengths.isEmpty && codings.map { $0.lowercased() } == ["chunked"]) else { return false }
    guard lengths.count <= 1, headers["host"].count <= 1 else { return false }
    return version.major == 1 && (version.minor == 0 ? codings.isEmpty : !headers["host"].isEmpty)
  }
}
