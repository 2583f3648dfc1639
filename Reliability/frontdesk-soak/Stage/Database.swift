import ArgumentParser
import Foundation
import LocalPostgres

/// Which ledger the servers use.
enum LedgerKind: String, CaseIterable, ExpressibleByArgument, Sendable {
  case sqlite, postgres
}

/// The servers' database.
enum Database: Sendable {
  case file(URL)
  case server(LocalPostgres, uri: String)

  static func make(_ kind: LedgerKind, in folder: URL) async throws -> Database {
    switch kind {
    case .sqlite: return .file(folder.appending(path: "frontdesk.sqlite"))
    case .postgres:
      let server = try await onThread { try LocalPostgres() }
      return .server(server, uri: try await server.database())
    }
  }

  /// What `FRONTDESK_DATABASE` is set to.
  var address: String {
    switch self {
    case .file(let file): file.path
    case .server(_, let uri): uri
    }
  }

  var postgres: LocalPostgres? { if case .server(let server, _) = self { server } else { nil } }

  /// Ends every session, as an administrator may.
  func endSessions() async throws {
    guard case .server(let server, let uri) = self else { return }
    _ = try await Self.onThread { try server.terminateBackends(of: LocalPostgres.name(in: uri)) }
  }

  func restart(_ mode: LocalPostgres.StopMode) async throws {
    guard case .server(let server, _) = self else { return }
    try await Self.onThread { try server.restart(mode) }
  }

  /// LocalPostgres blocks the thread that asks.
  static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }
}
