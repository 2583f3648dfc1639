import Desk

extension JSONValue {
  /// This value laid over another: of two objects the members of both, those here where both have one; in place of
  /// anything else this value.
  func laid(over other: JSONValue?) -> JSONValue {
    guard case .object(let mine) = self, case .object(let theirs)? = other else { return self }
    let kept = theirs.map { member in
      self[member.name].map { Member(member.name, $0.laid(over: member.value)) } ?? member
    }
    let added = mine.filter { member in !theirs.contains { $0.name == member.name } }
    return .object(kept + added)
  }

  /// The same object with one member set, in its place or at the end.
  func setting(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return .object([Member(name, value)]) }
    guard members.contains(where: { $0.name == name }) else { return .object(members + [Member(name, value)]) }
    return .object(members.map { $0.name == name ? Member(name, value) : $0 })
  }

  /// The same object without these members.
  func removing(_ names: String...) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !names.contains($0.name) })
  }

  /// The same without members that are `null`: Vapi answers some, and takes none.
  var withoutNulls: JSONValue {
    switch self {
    case .object(let members):
      .object(members.filter { $0.value != .null }.map { Member($0.name, $0.value.withoutNulls) })
    case .array(let values): .array(values.map(\.withoutNulls))
    case .null, .bool, .integer, .number, .string: self
    }
  }

  /// One form for every value that means the same: members by name, no `null`, whole numbers as such.
  var canonical: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { $0.value != .null }.map { Member($0.name, $0.value.canonical) }.sorted { $0.name < $1.name })
    case .array(let values): .array(values.map(\.canonical))
    case .number(let number): Int64(exactly: number).map(JSONValue.integer) ?? self
    case .null, .bool, .integer, .string: self
    }
  }

  func means(_ other: JSONValue?) -> Bool { canonical == (other ?? .null).canonical }

  /// Only those members that another value has too, in every depth: what a server has added of its own is left out.
  func projected(onto shape: JSONValue) -> JSONValue {
    switch (self, shape) {
    case (.object(let members), .object):
      .object(
        members.compactMap { member in shape[member.name].map { Member(member.name, member.value.projected(onto: $0)) }
        })
    case (.array(let values), .array(let shapes)) where values.count == shapes.count:
      .array(zip(values, shapes).map { $0.projected(onto: $1) })
    default: self
    }
  }
}
