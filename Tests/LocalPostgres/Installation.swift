import Foundation

/// PostgreSQL as it is installed on this machine, and the user that may run it.
struct Installation: Sendable {
  /// With `initdb`, `pg_ctl`, `postgres` and `psql` in it.
  let programs: String
  /// What goes before a command, so that it is not run as root.
  let prefix: [String]

  /// - Throws: a sentence when PostgreSQL is not installed.
  static func found() throws -> Installation {
    guard let programs = candidates.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") })
    else {
      throw ProgramFailure("PostgreSQL's server is not installed (there is no initdb); scripts/setup installs it.")
    }
    guard geteuid() == 0 else { return Installation(programs: programs, prefix: []) }
    return Installation(
      programs: programs, prefix: ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"])
  }

  /// Debian keeps each version's programs in a directory of its own, which is not on the path.
  private static var candidates: [String] {
    let debian = "/usr/lib/postgresql"
    let entries = FileManager.default.enumerator(atPath: debian)
    entries?.skipDescendants()
    var versions: [Int] = []
    while let entry = entries?.nextObject() as? String {
      entries?.skipDescendants()
      if let version = Int(entry) { versions.append(version) }
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return versions.sorted(by: >).map { "\(debian)/\($0)/bin" } + path.split(separator: ":").map(String.init)
      + ["/opt/homebrew/bin", "/usr/local/pgsql/bin"]
  }

  /// Short enough for a socket's path, and owned by the user who runs the server.
  func makeDirectory() throws -> String {
    try run(["mktemp", "-d", "/tmp/frontdesk-postgres-XXXXXX"]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func initialize(_ data: String, role: String, password: String) throws {
    try append([password], to: "\(data).password")
    // Without --no-sync this takes as long again; what is lost with the machine is only a test's.
    try run([
      "\(programs)/initdb", "--pgdata", data, "--username", role, "--auth", "scram-sha-256",
      "--pwfile", "\(data).password", "--encoding", "UTF8", "--no-locale", "--no-sync",
    ])
  }

  func append(_ lines: [String], to file: String) throws {
    try run(["sh", "-c", #"cat >> "$0""#, file], input: lines.joined(separator: "\n") + "\n")
  }

  func control(_ command: String, of data: String, log: String) throws {
    do {
      try run(["\(programs)/pg_ctl", command, "--silent", "--wait", "--timeout=30", "-D", data, "-l", log])
    } catch let failure as ProgramFailure {
      throw ProgramFailure("\(failure) \(try run(["tail", "-n", "5", log]))")
    }
  }

  func control(_ command: String, of data: String, mode: LocalPostgres.StopMode) throws {
    try run(["\(programs)/pg_ctl", command, "--silent", "--wait", "--timeout=30", "-D", data, "-m", mode.rawValue])
  }

  func psql(_ sql: String, uri: String) throws -> String {
    try run(
      [
        "\(programs)/psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1",
        "--dbname", uri, "--file", "-",
      ], input: sql)
  }

  /// - Returns: the database as statements that make it anew.
  func dump(_ uri: String) throws -> String { try run(["\(programs)/pg_dump", "--dbname", uri]) }

  /// Copies a running server's files, as of the end of the copying.
  func backUp(_ uri: String, to data: String) throws {
    try run(["\(programs)/pg_basebackup", "--dbname", uri, "--pgdata", data, "--checkpoint", "fast", "--no-sync"])
  }

  func promote(_ data: String) throws {
    try run(["\(programs)/pg_ctl", "promote", "--silent", "--wait", "--timeout=30", "-D", data])
  }

  @discardableResult
  private func run(_ command: [String], input: String = "") throws -> String {
    try Program.run(prefix + command, input: input)
  }
}
