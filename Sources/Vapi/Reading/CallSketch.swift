import Desk

/// One tool call as far as it has been seen: names by place, and where its arguments stand.
///
/// Vapi has written calls nested (`function.name`, `function.arguments`) and flat (`name`, `arguments` or
/// `parameters`), with the arguments as an object or as a string that holds one.
struct CallSketch {
  /// UTF-8 bytes of a name; Vapi allows 80 signs.
  static let maximumName = 320
  /// UTF-8 bytes of an id. Ids are opaque strings of whichever model was asked.
  static let maximumID = 1024

  var id: String?
  var functionName: String?
  var flatName: String?
  /// What the tool that the call belongs to is called.
  var toolsName: String?
  private var functionArguments: Range<Int>?
  private var functionParameters: Range<Int>?
  private var flatArguments: Range<Int>?
  private var flatParameters: Range<Int>?

  init() {}

  var name: String? { functionName ?? flatName ?? toolsName }

  static func read(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) -> CallSketch {
    var sketch = CallSketch()
    guard try skimmer.beginObject(bytes) else {
      try skimmer.skipValue(bytes)
      return sketch
    }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "id": sketch.id = try skimmer.string(bytes, upTo: maximumID)
      case "name": sketch.flatName = try skimmer.string(bytes, upTo: maximumName)
      case "function": try sketch.readFunction(bytes, &skimmer)
      case "arguments": sketch.flatArguments = try presentValue(bytes, &skimmer)
      case "parameters": sketch.flatParameters = try presentValue(bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
    return sketch
  }

  mutating func readFunction(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "name": functionName = try skimmer.string(bytes, upTo: Self.maximumName)
      case "arguments": functionArguments = try Self.presentValue(bytes, &skimmer)
      case "parameters": functionParameters = try Self.presentValue(bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
  }

  /// Where the value stands; `nil` for `null`, which is as absent.
  private static func presentValue(
    _ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer
  ) throws(WebhookFailure) -> Range<Int>? {
    let range = try skimmer.value(bytes)
    return bytes[range.lowerBound] == UInt8(ascii: "n") ? nil : range
  }

  /// Takes from another copy of the same call what this one lacks.
  mutating func fill(from copy: CallSketch) {
    functionName = functionName ?? copy.functionName
    flatName = flatName ?? copy.flatName
    toolsName = toolsName ?? copy.toolsName
    functionArguments = functionArguments ?? copy.functionArguments
    functionParameters = functionParameters ?? copy.functionParameters
    flatArguments = flatArguments ?? copy.flatArguments
    flatParameters = flatParameters ?? copy.flatParameters
  }

  func arguments(_ bytes: Span<UInt8>) -> ToolArguments {
    let places = [
      (functionArguments, false), (functionParameters, true), (flatArguments, false), (flatParameters, true),
    ]
    for case (let range?, let mayBeDeclaration) in places {
      let arguments = ToolArguments(raw: bytes.extracting(range))
      if mayBeDeclaration, arguments.isDeclaration || bytes[range.lowerBound] == UInt8(ascii: "[") { continue }
      return arguments
    }
    return .object(.object([]))
  }
}

extension ToolArguments {
  /// Whether this is the JSON schema of a tool's parameters, which stands under the same name as arguments do.
  fileprivate var isDeclaration: Bool {
    guard case .object(let value) = self, value["type"]?.string == "object", case .object? = value["properties"] else {
      return false
    }
    return true
  }
}
