extension Answer {
  /// The answer as JSON, for storage. The same answer always gives the same text.
  package var stored: JSONValue {
    ["kind": .string(kind.rawValue), "line": .string(line), "facts": facts]
  }

  /// `nil` when the value was not written by ``stored``.
  package init?(stored value: JSONValue) {
    guard let kind = value["kind"]?.string.flatMap(AnswerKind.init(rawValue:)), let line = value["line"]?.string,
      let facts = value["facts"]
    else { return nil }
    self.init(kind, line, facts: facts)
  }
}
