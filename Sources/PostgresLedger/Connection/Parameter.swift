import Desk
import Scheduling

/// A value for a statement, sent as text with its type said, so that nothing has to be guessed from where it stands.
enum Parameter {
  case text(String?)
  case integer(Int64?)
  case flag(Bool)
  case json(JSONValue?)
  case texts([String?])
  case integers([Int64])

  static func integer(_ value: Int) -> Parameter { .integer(Int64(value)) }
  static func instant(_ value: Instant) -> Parameter { .integer(value.milliseconds) }
  static func id(_ value: some Identifier) -> Parameter { .text(value.rawValue) }

  /// The type's object id, which is the same in every database (PostgreSQL's `pg_type.dat`).
  var type: UInt32 {
    switch self {
    case .flag: 16
    case .integer: 20
    case .text: 25
    case .json: 114
    case .texts: 1009
    case .integers: 1016
    }
  }

  /// `nil` is NULL.
  var text: String? {
    switch self {
    case .text(let value): value
    case .integer(let value): value.map(String.init)
    case .flag(let value): value ? "t" : "f"
    case .json(let value): value?.text
    case .texts(let values): "{" + values.map { $0.map(Self.quoted) ?? "NULL" }.joined(separator: ",") + "}"
    case .integers(let values): "{" + values.map(String.init).joined(separator: ",") + "}"
    }
  }

  /// An element of an array (PostgreSQL documentation, 8.15.6).
  private static func quoted(_ element: String) -> String {
    var text = "\""
    for scalar in element.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
