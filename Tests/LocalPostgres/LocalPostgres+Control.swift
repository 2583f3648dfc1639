import Foundation

/// What tests do to a server.
extension LocalPostgres {
  /// Starts the server after ``stop(_:)``, and waits until it answers.
  package func start() throws {
    try installation.control("start", of: "\(directory)/data", log: "\(directory)/log")
  }

  /// Stops the server and waits until it is gone; files and port stay its own.
  package func stop(_ mode: StopMode = .fast) throws {
    try installation.control("stop", of: "\(directory)/data", mode: mode)
  }

  package func restart(_ mode: StopMode = .fast) throws {
    try stop(mode)
    try start()
  }

  /// Runs statements as the server's superuser, each in a transaction of its own.
  ///
  /// - Returns: What they printed: one line a row, columns separated by `|`.
  @discardableResult
  package func execute(_ sql: String, in database: String = "postgres") throws -> String {
    try installation.psql(sql, uri: uri(of: database))
  }

  /// A database as statements that make it anew (`pg_dump`).
  package func dump(_ database: String) throws -> String { try installation.dump(uri(of: database)) }

  /// The process ids of a database's sessions, oldest first. With a condition, such as `state = 'active'`, only those.
  package func backends(of database: String, where condition: String = "true") throws -> [Int32] {
    try execute(
      """
      SELECT pid FROM pg_stat_activity
      WHERE datname = '\(database)' AND backend_type = 'client backend' AND (\(condition)) ORDER BY backend_start
      """
    ).split(separator: "\n").compactMap { Int32($0) }
  }

  /// Ends a database's sessions, as an administrator may at any time.
  ///
  /// - Returns: How many there were.
  @discardableResult
  package func terminateBackends(of database: String, where condition: String = "true") throws -> Int {
    try execute(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = '\(database)' AND backend_type = 'client backend' AND (\(condition))
      """
    ).split(separator: "\n").count
  }

  /// Pauses a server process, which then neither answers nor ends, until ``resume(_:)``.
  package func pause(_ backend: Int32) throws { try signal(SIGSTOP, backend) }

  package func resume(_ backend: Int32) throws { try signal(SIGCONT, backend) }

  private func signal(_ signal: Int32, _ process: Int32) throws {
    guard kill(process, signal) == 0 else { throw CocoaError(.featureUnsupported) }
  }

  /// The name of the database in a URI that this server gave.
  package static func name(in uri: String) -> String {
    uri.split(separator: "/").last.map(String.init) ?? ""
  }

  /// What the server has logged.
  package func log() throws -> String { try String(contentsOfFile: "\(directory)/log", encoding: .utf8) }
}
