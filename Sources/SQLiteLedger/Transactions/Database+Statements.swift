import Desk
import GRDB
import Scheduling

/// Statements are compiled once for the connection.
extension Database {
  func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// Counts one further and returns the count.
  func count(_ counter: String) throws -> Int {
    try run("UPDATE counter SET value = value + 1 WHERE name = ?", [counter])
    return try value(of: counter)
  }

  func value(of counter: String) throws -> Int {
    guard let row = try row("SELECT value FROM counter WHERE name = ?", [counter]) else {
      throw LedgerFailure.corrupt("the counter \(counter) is missing")
    }
    return try row.required("value")
  }
}

/// Columns read with care: what cannot be read is ``LedgerFailure/corrupt(_:)``, never the end of the process.
extension Row {
  func required<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    guard let value: Value = try optional(column) else { throw LedgerFailure.corrupt("\(column) is missing") }
    return value
  }

  func optional<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
    guard let stored = self[column] as DatabaseValue? else {
      throw LedgerFailure.corrupt("there is no column \(column)")
    }
    guard !stored.isNull else { return nil }
    guard let value = Value.fromDatabaseValue(stored) else {
      throw LedgerFailure.corrupt("\(column) is of another kind")
    }
    return value
  }

  func instant(_ column: String) throws -> Instant { try Instant(milliseconds: required(column)) }

  func interval() throws -> Interval {
    guard let interval = try Interval(start: instant("start"), end: instant("end")) else {
      throw LedgerFailure.corrupt("an interval ends before it starts")
    }
    return interval
  }

  func json(_ column: String) throws -> JSONValue {
    let text: String = try required(column)
    do throws(JSONFailure) {
      return try JSONValue(parsing: text, limits: .stored)
    } catch {
      throw LedgerFailure.corrupt("\(column) is not readable as JSON")
    }
  }

  /// An array of strings.
  func texts(_ column: String) throws -> [String] {
    guard let values = try json(column).array else { throw LedgerFailure.corrupt("\(column) is no array") }
    return try values.map { value in
      guard let text = value.string else { throw LedgerFailure.corrupt("\(column) holds something else than text") }
      return text
    }
  }
}
