import Desk
import Scheduling

/// The members of an object, in the order in which they are set.
struct Members {
  private var members: [JSONValue.Member] = []

  /// Writes only; `nil` leaves the member out.
  subscript(_ name: String) -> JSONValue? {
    get { value[name] }
    set { if let newValue { members.append(JSONValue.Member(name, newValue)) } }
  }

  var value: JSONValue { .object(members) }
  var valueIfAny: JSONValue? { members.isEmpty ? nil : value }
}

extension JSONValue {
  static func length(_ duration: Duration) -> JSONValue { .string(Lengths.words(duration)) }
  static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
  /// `nil` when there is nothing in it.
  static func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }
}
