import AsyncHTTPClient
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ExchangeFailure {
  /// What an error of the HTTP client means here. Whatever is not surely from before the first byte counts as *broken*,
  /// so that a request that may have been carried out is never taken for one that was not.
  init(_ error: any Error) {
    switch error {
    case let failure as ExchangeFailure:
      self = failure
    case is CancellationError:
      self = .broken("cancelled")
    case let failure as HTTPClientError:
      self =
        Self.beforeSending.contains(failure)
        ? .notConnected(failure.shortDescription) : .broken(failure.shortDescription)
    case is ChannelError where (error as? ChannelError)?.isConnectTimeout == true:
      self = .notConnected("connect timeout")
    case let failure as IOError where failure.errnoCode == ECONNREFUSED:
      self = .notConnected("connection refused")
    case _ where Self.isFailedHandshake(error):
      self = .notConnected("TLS handshake")
    default:
      let name = String(describing: type(of: error))
      self = Self.connectionErrors.contains(name) ? .notConnected(name) : .broken(name)
    }
  }

  private static let beforeSending: [HTTPClientError] = [
    .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme,
    .alreadyShutdown,
  ]

  /// `NIOSSLError.handshakeFailed`, of a module that this target does not import: the certificate proves nothing, or the
  /// server speaks no TLS. Nothing was sent then, as a client sends nothing before it has verified the server (RFC 8446,
  /// section 4.4.4).
  private static func isFailedHandshake(_ error: any Error) -> Bool {
    String(describing: type(of: error)) == "NIOSSLError" && String(describing: error).hasPrefix("handshakeFailed")
  }

  /// Thrown while a connection is made, by modules that this target does not import (NIOPosix, NIOSSL).
  private static let connectionErrors: Set<String> = ["NIOConnectionError", "NIOSSLExtraError", "SocketAddressError"]
}

extension ChannelError {
  fileprivate var isConnectTimeout: Bool { if case .connectTimeout = self { true } else { false } }
}
