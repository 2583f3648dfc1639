package import AsyncHTTPClient
import NIOCore

extension AsyncHTTPExchange {
  /// How a client for this exchange is set up.
  ///
  /// - HTTP/1.1 only: over HTTP/2 AsyncHTTPClient multiplexes on one connection without PING, so that one silent
  ///   connection takes every call with it.
  /// - Up to 64 connections side by side per host; the default of 8 would make reads of many calendars wait in line.
  /// - A refused connection fails at once; by default it is tried again for ten seconds. Retries are decided above.
  /// - No redirects: an access token must not follow one (security fact 47). No proxy.
  /// - TLS with AsyncHTTPClient's own default, which verifies certificate and host name.
  package static func makeConfiguration() -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: nil,
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: .seconds(3)),
      proxy: nil,
      ignoreUncleanSSLShutdown: false,
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.connectionPool.retryConnectionEstablishment = false
    // Shorter than what middleboxes forget silently after, long enough for the pauses within a call.
    configuration.connectionPool.idleTimeout = .seconds(55)
    return configuration
  }
}
