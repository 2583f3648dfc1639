import Desk

/// Checks a value against the part of JSON Schema that Vapi's OpenAPI document uses. A member that the schema does not
/// name is refused, as Vapi does.
///
/// Schemas that the extract leaves out are skipped among alternatives and accept anything elsewhere. Two defects of the
/// document are passed over: an enum of strings on a member of type `object` or `array` (`BackoffPlan.type`,
/// `serverMessages`), and status codes typed as objects.
struct SchemaChecker {
  private let schemas: JSONValue

  init() throws {
    schemas = try Fixtures.value("vapi/openapi-extract.json")["components"]?["schemas"] ?? .null
  }

  func problems(_ value: JSONValue, _ name: String) -> [String] {
    guard let schema = schemas[name] else { return ["there is no schema \(name)"] }
    return problems(value, schema, at: name)
  }

  private func problems(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    if let reference = schema["$ref"]?.string {
      let name = String(reference.split(separator: "/").last ?? "")
      return schemas[name].map { problems(value, $0, at: path) } ?? []
    }
    if value == .null, schema["nullable"]?.bool == true { return [] }
    if let parts = schema["allOf"]?.array { return parts.flatMap { problems(value, $0, at: path) } }
    if let alternatives = (schema["oneOf"] ?? schema["anyOf"])?.array {
      let known = alternatives.filter { alternative in
        guard let reference = alternative["$ref"]?.string else { return true }
        return schemas[String(reference.split(separator: "/").last ?? "")] != nil
      }
      let attempts = known.map { problems(value, $0, at: path) }
      if attempts.isEmpty || attempts.contains(where: \.isEmpty) { return [] }
      return attempts.min { $0.count < $1.count } ?? []
    }
    return kindProblems(value, schema, at: path) + boundProblems(value, schema, at: path)
  }

  private func kindProblems(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    let allowed = schema["enum"]?.array
    switch (schema["type"]?.string, value) {
    case ("object", .object(let members)):
      return memberProblems(members, schema, at: path)
    case ("array", .array(let elements)):
      guard let items = schema["items"] else { return [] }
      return elements.enumerated().flatMap { problems($1, items, at: "\(path)[\($0)]") }
    case ("object", .string) where allowed?.contains(value) == true: return []
    case ("object", .integer) where path.contains("excludedStatusCodes"): return []
    case ("string", .string), ("number", .integer), ("number", .number), ("integer", .integer), ("boolean", .bool),
      (nil, _):
      guard let allowed, !allowed.contains(value) else { return [] }
      return ["\(path): not among the allowed values"]
    case (let type, _): return ["\(path): should be \(type ?? "anything")"]
    }
  }

  private func memberProblems(_ members: [JSONValue.Member], _ schema: JSONValue, at path: String) -> [String] {
    var found: [String] = []
    for name in schema["required"]?.array ?? [] where !members.contains(where: { .string($0.name) == name }) {
      found.append("\(path): \(name.string ?? "") is missing")
    }
    guard let properties = schema["properties"] else {
      guard let any = schema["additionalProperties"], case .object = any else { return found }
      return found + members.flatMap { problems($0.value, any, at: "\(path).\($0.name)") }
    }
    for member in members {
      if let property = properties[member.name] {
        found += problems(member.value, property, at: "\(path).\(member.name)")
      } else {
        found.append("\(path): property \(member.name) should not exist")
      }
    }
    return found
  }

  private func boundProblems(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
    var found: [String] = []
    if let text = value.string {
      if let limit = schema["maxLength"]?.integer, text.utf16.count > limit { found.append("\(path): too long") }
      if let limit = schema["minLength"]?.integer, text.utf16.count < limit { found.append("\(path): too short") }
    }
    if let number = Self.number(value) {
      if let limit = Self.number(schema["maximum"]), number > limit { found.append("\(path): too large") }
      if let limit = Self.number(schema["minimum"]), number < limit { found.append("\(path): too small") }
    }
    return found
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    default: nil
    }
  }
}
