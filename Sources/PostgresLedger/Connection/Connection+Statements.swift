import CLibPQ

/// Statements. None is named: a connection pooler that hands out server connections by the transaction (pgbouncer) would
/// look for the name on another one.
extension Connection {
  /// Runs a statement and returns its rows.
  @discardableResult
  func rows(_ sql: String, _ parameters: [Parameter] = []) throws(StatementFailure) -> [Row] {
    let answer = try ask(sql, parameters)
    defer { PQclear(answer) }
    return Row.all(of: answer)
  }

  func row(_ sql: String, _ parameters: [Parameter] = []) throws(StatementFailure) -> Row? {
    try rows(sql, parameters).first
  }

  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  func change(_ sql: String, _ parameters: [Parameter] = []) throws(StatementFailure) -> Int {
    let answer = try ask(sql, parameters)
    defer { PQclear(answer) }
    return PQcmdTuples(answer).flatMap { Int(String(cString: $0)) } ?? 0
  }

  /// Runs any number of statements, separated by semicolons, in one round trip.
  ///
  /// - Returns: What the last one was, such as `COMMIT`, and its rows.
  @discardableResult
  func script(_ sql: String) throws(StatementFailure) -> (tag: String, rows: [Row]) {
    guard breakage == nil else { throw broken() }
    startClock()
    guard PQsendQuery(raw, sql) == 1 else { throw broken() }
    let answer = try answer()
    defer { PQclear(answer) }
    return (PQcmdStatus(answer).map { String(cString: $0) } ?? "", Row.all(of: answer))
  }

  private func ask(_ sql: String, _ parameters: [Parameter]) throws(StatementFailure) -> OpaquePointer {
    guard breakage == nil else { throw broken() }
    let texts = parameters.map(\.text)
    // Text ends for PostgreSQL where it ends for C.
    guard !texts.contains(where: { $0?.utf8.contains(0) ?? false }) else {
      throw .refused(ServerError(state: .untranslatableCharacter, message: "PostgreSQL cannot store U+0000"))
    }
    startClock()
    let types = parameters.map(\.type)
    let isSent = CStrings.with(texts) { values in
      PQsendQueryParams(raw, sql, Int32(parameters.count), types, values, nil, nil, 0) == 1
    }
    guard isSent else { throw broken() }
    return try answer()
  }

  /// Sends what is not sent yet and reads to the end of the answer.
  ///
  /// - Returns: The last result; the caller clears it.
  private func answer() throws(StatementFailure) -> OpaquePointer {
    try flush()
    var last: OpaquePointer?
    var error: ServerError?
    while let result = try nextResult() {
      error = error ?? ServerError(result)
      PQclear(last)
      last = result
    }
    if let error {
      PQclear(last)
      if error.state.endsConnection || PQstatus(raw) != CONNECTION_OK { throw broken(error.description) }
      throw .refused(error)
    }
    guard let last, PQstatus(raw) == CONNECTION_OK else {
      PQclear(last)
      throw broken()
    }
    return last
  }

  private func flush() throws(StatementFailure) {
    while true {
      switch PQflush(raw) {
      case 0: return
      case 1:
        try wait(for: .either)
        // The server may have to be listened to before it reads on.
        guard PQconsumeInput(raw) == 1 else { throw broken() }
      default: throw broken()
      }
    }
  }

  private func nextResult() throws(StatementFailure) -> OpaquePointer? {
    while PQisBusy(raw) == 1 {
      try wait(for: .readable)
      guard PQconsumeInput(raw) == 1 else { throw broken() }
    }
    return PQgetResult(raw)
  }
}
