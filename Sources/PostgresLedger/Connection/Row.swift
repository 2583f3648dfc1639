import CLibPQ
import Desk
import Scheduling

/// A row of an answer, read with care: what cannot be read is ``LedgerFailure/corrupt(_:)``, never the end of the process.
struct Row {
  private let columns: [String: Int]
  private let values: [String?]

  static func all(of answer: OpaquePointer) -> [Row] {
    let width = PQnfields(answer)
    var columns: [String: Int] = [:]
    for column in 0..<width {
      if let name = PQfname(answer, column) { columns[String(cString: name)] = Int(column) }
    }
    return (0..<PQntuples(answer)).map { row in
      let values = (0..<width).map { column in
        PQgetisnull(answer, row, column) == 1 ? nil : PQgetvalue(answer, row, column).map { String(cString: $0) }
      }
      return Row(columns: columns, values: values)
    }
  }

  func required<Value: ColumnValue>(_ column: String) throws(LedgerFailure) -> Value {
    guard let value: Value = try optional(column) else { throw .corrupt("\(column) is missing") }
    return value
  }

  func optional<Value: ColumnValue>(_ column: String) throws(LedgerFailure) -> Value? {
    guard let index = columns[column] else { throw .corrupt("there is no column \(column)") }
    guard let text = values[index] else { return nil }
    guard let value = Value(column: text) else { throw .corrupt("\(column) is of another kind") }
    return value
  }

  func instant(_ column: String) throws(LedgerFailure) -> Instant { try Instant(milliseconds: required(column)) }

  func interval(_ start: String = "start", _ end: String = "end") throws(LedgerFailure) -> Interval {
    guard let interval = try Interval(start: instant(start), end: instant(end)) else {
      throw .corrupt("an interval ends before it starts")
    }
    return interval
  }

  func json(_ column: String) throws(LedgerFailure) -> JSONValue {
    let text: String = try required(column)
    do throws(JSONFailure) {
      return try JSONValue(parsing: text, limits: .stored)
    } catch {
      throw .corrupt("\(column) is not readable as JSON")
    }
  }

  /// An array of strings.
  func texts(_ column: String) throws(LedgerFailure) -> [String] {
    guard let values = try json(column).array else { throw .corrupt("\(column) is no array") }
    var texts: [String] = []
    for value in values {
      guard let text = value.string else { throw .corrupt("\(column) holds something else than text") }
      texts.append(text)
    }
    return texts
  }
}

/// What a column may be read as, from PostgreSQL's text form.
protocol ColumnValue {
  init?(column text: String)
}

extension String: ColumnValue {
  init?(column text: String) { self = text }
}

extension Int: ColumnValue {
  init?(column text: String) { self.init(text) }
}

extension Int64: ColumnValue {
  init?(column text: String) { self.init(text) }
}

extension Bool: ColumnValue {
  init?(column text: String) {
    switch text {
    case "t": self = true
    case "f": self = false
    default: return nil
    }
  }
}
