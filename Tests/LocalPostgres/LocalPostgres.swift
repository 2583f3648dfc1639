import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, in a directory of its own: reached by TCP on 127.0.0.1 and by a socket in that
/// directory, by password only. It is stopped and its directory removed when the last reference goes, and also when the
/// process that started it ends in whatever way.
///
/// Any number of processes may have servers at the same time. A superuser of the operating system may not run PostgreSQL;
/// for `root` everything is run as the user `postgres`.
package final class LocalPostgres: Sendable {
  /// Whether the server waits for the disk.
  package enum Durability: Sendable {
    /// `fsync=off`: fast; only a crash of the machine would tell the difference, not one of the server.
    case relaxed
    /// As in production.
    case full
  }

  /// How a server is stopped (pg_ctl's modes).
  package enum StopMode: String, Sendable {
    /// Sessions are ended and their transactions rolled back.
    case fast
    /// As after a crash: the next start recovers from the log.
    case immediate
  }

  /// What becomes of a base backup.
  package enum BackupUse: Sendable, CaseIterable {
    /// It is recovered as far as the log goes, and then used.
    case recovered
    /// It is a replica, which takes the server's place.
    case promoted
  }

  /// The role that owns everything, a superuser of its server.
  package static let role = "frontdesk"
  /// Its password.
  package static let password = "correct-horse"

  /// The directory that holds everything of this server, the socket too.
  package let directory: String
  /// The port on 127.0.0.1, which also names the socket.
  package let port: Int
  /// Of the programs `postgres`, `pg_ctl` and `psql` that are used.
  let installation: Installation
  private let undertaker: Undertaker
  private let databases = Mutex(0)
  private let durability: Durability

  /// One server for the whole process, which does not wait for the disk; started when it is first asked for.
  package static var shared: LocalPostgres {
    get throws { try started.get() }
  }
  private static let started = Result { try LocalPostgres() }

  /// Makes and starts a server, and waits until it answers: about a second.
  ///
  /// - Parameter settings: Further settings of the server, such as `["max_prepared_transactions": "1"]`.
  package init(durability: Durability = .relaxed, settings: [String: String] = [:]) throws {
    self.durability = durability
    installation = try Installation.found()
    directory = try installation.makeDirectory()
    undertaker = try Undertaker(of: directory, installation, ending: Self.ending)
    let socket = try FreePort()
    port = socket.number
    try installation.initialize("\(directory)/data", role: Self.role, password: Self.password)
    let lines = Self.settings(durability, directory: directory, port: port, further: settings)
    try installation.append(lines, to: "\(directory)/data/postgresql.conf")
    socket.free()
    try start()
  }

  /// Makes another server from a base backup of a running one, and starts it.
  package init(copyOf other: LocalPostgres, _ use: BackupUse) throws {
    durability = .relaxed
    installation = other.installation
    directory = try installation.makeDirectory()
    undertaker = try Undertaker(of: directory, installation, ending: Self.ending)
    let socket = try FreePort()
    port = socket.number
    try installation.backUp(other.uri(of: "postgres"), to: "\(directory)/data")
    // No log is archived: the recovery ends with what the backup holds.
    let lines = Self.settings(.relaxed, directory: directory, port: port, further: ["restore_command": "/bin/false"])
    try installation.append(lines, to: "\(directory)/data/postgresql.conf")
    try installation.append([], to: "\(directory)/data/\(use == .recovered ? "recovery" : "standby").signal")
    socket.free()
    try start()
    if use == .promoted { try installation.promote("\(directory)/data") }
  }

  deinit { undertaker.bury() }

  private static let ending = #""$1/pg_ctl" stop --silent --wait -D "$0/data" -m immediate"#

  private static func settings(
    _ durability: Durability, directory: String, port: Int, further: [String: String]
  ) -> [String] {
    var all = [
      "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": directory,
      "max_connections": "400", "shared_buffers": "64MB", "fsync": durability == .full ? "on" : "off",
      "full_page_writes": durability == .full ? "on" : "off", "autovacuum_naptime": "10min",
      "log_min_messages": "warning", "log_lock_waits": "on",
    ]
    all.merge(further) { $1 }
    return all.sorted { $0.key < $1.key }.map { "\($0.key) = '\($0.value)'" }
  }

  /// Where a database is, by TCP.
  package func uri(
    of database: String, role: String = role, password: String? = password, port: Int? = nil
  ) -> String {
    "postgres://\(role)\(password.map { ":\($0)" } ?? "")@127.0.0.1:\(port ?? self.port)/\(database)"
  }

  /// Where a database is, by the socket.
  package func socketURI(of database: String) -> String {
    let host = directory.replacing("/", with: "%2F")
    return "postgres://\(Self.role):\(Self.password)@\(host):\(port)/\(database)"
  }

  /// Makes an empty database and returns its URI.
  package func database() async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try self.newDatabase() }) }
    }
  }

  /// The same for callers that cannot wait otherwise than by blocking.
  ///
  /// - Parameter template: A database that is copied; nobody may be connected to it.
  package func newDatabase(like template: String = "template1") throws -> String {
    let number = databases.withLock { count in
      count += 1
      return count
    }
    try execute("CREATE DATABASE test_\(number) TEMPLATE \(template)")
    return uri(of: "test_\(number)")
  }
}
