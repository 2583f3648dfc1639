import Foundation

/// pgbouncer in transaction mode in front of a test's server: each transaction may be on another connection to it.
package final class LocalBouncer: Sendable {
  package let port: Int
  private let undertaker: Undertaker

  /// Debian keeps it where only the administrator's path leads.
  private static let program = ["/usr/sbin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  package static var isInstalled: Bool { program != nil }

  /// One for the whole process, in front of ``LocalPostgres/shared``.
  package static var shared: LocalBouncer {
    get throws { try started.get() }
  }
  private static let started = Result { try LocalBouncer(before: LocalPostgres.shared) }

  /// - Parameter connections: How many to each database it has at most.
  package init(before server: LocalPostgres, connections: Int = 4) throws {
    guard let program = Self.program else { throw ProgramFailure("pgbouncer is not installed.") }
    let installation = server.installation
    let directory = try installation.makeDirectory()
    let free = try FreePort()
    port = free.number
    try installation.append(
      ["\"\(LocalPostgres.role)\" \"\(LocalPostgres.password)\""], to: "\(directory)/users")
    try installation.append(
      [
        "[databases]", "* = host=127.0.0.1 port=\(server.port)", "[pgbouncer]", "listen_addr = 127.0.0.1",
        "listen_port = \(port)", "unix_socket_dir =", "pool_mode = transaction", "auth_type = scram-sha-256",
        "auth_file = \(directory)/users", "default_pool_size = \(connections)", "max_client_conn = 1000",
        "server_idle_timeout = 2",
      ], to: "\(directory)/pgbouncer.ini")
    free.free()
    undertaker = try Undertaker(
      of: directory, installation,
      task: """
        "\(program)" -q "$0/pgbouncer.ini" < /dev/null > "$0/log" 2>&1 &
        """, ending: "kill -9 $!")
    try waitUntilItAnswers(installation)
  }

  deinit { undertaker.bury() }

  package func uri(of database: String) -> String {
    "postgres://\(LocalPostgres.role):\(LocalPostgres.password)@127.0.0.1:\(port)/\(database)"
  }

  private func waitUntilItAnswers(_ installation: Installation) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      do {
        _ = try installation.psql("SELECT 1", uri: uri(of: "postgres"))
        return
      } catch {
        guard .now < deadline else { throw error }
        usleep(20_000)
      }
    }
  }
}
