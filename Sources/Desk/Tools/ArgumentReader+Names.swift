extension ArgumentReader {
  /// What somebody or something is called: a text, or a list of one. `nil` when it is absent; what is there and is no text is
  /// asked for again rather than dropped, since it stood for something.
  func name(_ argument: String, limit: Int = 100) throws(Asking) -> String? {
    switch value(argument) {
    case .none, .string: return text(argument, limit: limit)
    case .array(let values) where values.isEmpty: return nil
    case .array(let values) where values.count == 1 && values[0].string != nil: return text(argument, limit: limit)
    case .array, .object, .integer, .number, .bool, .null: throw Asking(.unreadableName(argument: argument))
    }
  }
}
