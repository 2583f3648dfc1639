extension JSONValue {
  /// Every element of an array, read; `nil` when this is no array or one of them cannot be read.
  func elements<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
    guard let array else { return nil }
    var elements: [Element] = []
    for value in array {
      guard let element = read(value) else { return nil }
      elements.append(element)
    }
    return elements
  }

  /// The member, read; `usual` where there is none, as in what older releases have stored. `nil` when it cannot be read.
  func member<Value>(_ name: String, or usual: Value, _ read: (JSONValue) -> Value?) -> Value? {
    guard let value = self[name], value != .null else { return usual }
    return read(value)
  }

  /// The member, read; none where there is none. `nil` when it cannot be read.
  func memberIfAny<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Value?? {
    guard let value = self[name], value != .null else { return .some(nil) }
    return read(value).map(Optional.some)
  }

  static func ifAny(_ value: JSONValue?) -> JSONValue { value ?? .null }

  var whole: Int? { integer.flatMap { Int(exactly: $0) } }
}
