import CLibPQ

/// Why a statement did not do what it was asked.
enum StatementFailure: Error {
  /// The server's answer. The connection can still be used; the transaction, if there is one, can only be rolled back.
  case refused(ServerError)
  /// The connection is lost, or no answer came in time. What was sent last may or may not have been done.
  case broken(String)
}

/// An error as the server tells it, without what might hold a caller's data: neither its detail nor its context, and of
/// errors in data (classes 22 and 23) not the message either.
struct ServerError: CustomStringConvertible {
  let state: SQLState
  let message: String
  let constraint: String?

  init(state: SQLState, message: String, constraint: String? = nil) {
    self.state = state
    self.message = message
    self.constraint = constraint
  }

  /// `nil` when the result is none of an error.
  init?(_ result: OpaquePointer) {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return nil
    default: break
    }
    state = SQLState(Self.field("C", of: result) ?? "")
    constraint = Self.field("n", of: result)
    message = state.concernsData ? "" : Self.field("M", of: result) ?? "no message"
  }

  var description: String {
    ["PostgreSQL error \(state.code)", constraint.map { "constraint \($0)" }, message.isEmpty ? nil : message]
      .compactMap { $0 }.joined(separator: ": ")
  }

  /// The letters are those of the protocol (PostgreSQL documentation, 55.8).
  private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }
}

/// SQLSTATE (PostgreSQL documentation, appendix A).
struct SQLState: Hashable, Sendable {
  let code: String
  init(_ code: String) { self.code = code }

  static let untranslatableCharacter = SQLState("22P05")
  static let insufficientPrivilege = SQLState("42501")
  static let undefinedFile = SQLState("58P01")
  static let featureNotSupported = SQLState("0A000")
  static let readOnlyTransaction = SQLState("25006")

  /// Another transaction was in the way: after a rollback the same may be tried again. 40001 serialization failure, 40P01
  /// deadlock, 55P03 lock not available, 57014 query cancelled (its time was up), 23P01 exclusion and 23505 uniqueness:
  /// there everything is looked up before it is written, so another transaction wrote it in between.
  var isConflict: Bool { ["40001", "40P01", "55P03", "57014", "23P01", "23505"].contains(code) }

  /// The session is over: class 08, connection exceptions, and 57P01 to 57P05, the server is shutting down, has crashed,
  /// cannot be connected to now, or the database or the session's patience is gone. 25P03: it was idle for too long.
  var endsConnection: Bool { code.hasPrefix("08") || code.hasPrefix("57P") || code == "25P03" }

  /// The message may quote a value.
  var concernsData: Bool { code.hasPrefix("22") || code.hasPrefix("23") }
}
