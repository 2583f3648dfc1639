/// A control request that cannot be done, in words for whoever sent it.
struct ControlError: Error, CustomStringConvertible {
  var status = 400
  var message: String

  init(_ message: String, status: Int = 400) {
    self.message = message
    self.status = status
  }

  var description: String { message }

  var reply: Reply { .json(["error": .string(message)], status: status) }

  static func noAccount(_ email: String) -> ControlError {
    ControlError("there is no account \(email); POST /sandbox/accounts makes one", status: 404)
  }

  static func noCalendar(_ id: String) -> ControlError {
    ControlError("there is no calendar \(id); POST /sandbox/calendars makes one", status: 404)
  }

  static func noZone(_ name: String) -> ControlError {
    ControlError("\(name) is not a known time zone; expected an IANA name such as Europe/Berlin")
  }
}

/// The body of a control request: what it may hold, and how to say so.
protocol ControlBody: Decodable {
  static var expected: String { get }
  static var names: Set<String> { get }
}

extension ControlBody {
  /// Reads a body and refuses members that it does not know, so that a slip of the pen is not silently nothing.
  static func read(_ body: [UInt8]) throws(ControlError) -> Self {
    guard let json = JSON(parsing: body.isEmpty ? Array("{}".utf8) : body), let members = json.object else {
      throw ControlError("the body is not a JSON object; expected \(expected)")
    }
    if let stranger = Set(members.keys).subtracting(names).min() {
      throw ControlError("there is no member \(stranger); expected \(expected)")
    }
    return try decode(Self.self, from: json, expected)
  }
}

/// Decodes JSON that was already parsed, and names the member where it fails.
func decode<Value: Decodable>(_: Value.Type, from json: JSON, _ expected: String) throws(ControlError) -> Value {
  do {
    return try ControlDecoding.decode(Value.self, json)
  } catch let error as DecodingError {
    throw ControlError("\(ControlDecoding.words(error)); expected \(expected)")
  } catch {
    throw ControlError("expected \(expected)")
  }
}
