/// How bad the network is between two programs.
package enum Weather: Hashable, Sendable {
  /// Every byte passes at once.
  case clear
  /// Connections are accepted and nothing passes, either way.
  case blackHole
  /// Connections are closed as soon as they are made.
  case refusing
  /// What the client sends is swallowed and the connection is reset: the request is lost before it has an effect.
  case losingRequests
  /// What the client sends passes; the connection is reset once so many bytes of the reply have come: the reply is lost.
  case losingReplies(after: Int)
  /// The reply comes byte by byte, so many milliseconds apart.
  case trickling(milliseconds: Int)
  /// A connection carries one request; the second that is sent on it meets a reset (a keep-alive that has gone stale).
  case resettingReused
}
