import Desk

/// Where each part of a message stands. The schema's places and those seen in production traffic alike.
extension Envelope {
  mutating func readMessage(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "type": type = try skimmer.string(bytes, upTo: 256) ?? ""
      case "status": status = try skimmer.string(bytes, upTo: 64) ?? ""
      case "call": call = try readCall(bytes, &skimmer)
      case "chat": chat = try readCall(bytes, &skimmer)
      case "customer": caller = try Self.number(bytes, &skimmer)
      case "phoneNumber": called = try Self.number(bytes, &skimmer)
      case "assistant": try readAssistant(bytes, &skimmer)
      case "artifact": try readArtifact(bytes, &skimmer)
      case "assistantOverrides": try readOverrides(bytes, &skimmer)
      case "toolCallList", "toolCalls": try readCalls(bytes, &skimmer)
      case "toolWithToolCallList": try readTools(bytes, &skimmer)
      case "functionCall": functionCall = try CallSketch.read(bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
  }

  /// A call or a chat; its id.
  private mutating func readCall(
    _ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer
  ) throws(WebhookFailure) -> String? {
    guard try skimmer.beginObject(bytes) else {
      try skimmer.skipValue(bytes)
      return nil
    }
    var id: String?
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "id": id = try skimmer.string(bytes, upTo: 256)
      case "metadata": try readHints(.callMetadata, bytes, &skimmer)
      case "assistantOverrides": try readOverrides(bytes, &skimmer)
      case "customer": callersCopy = try Self.number(bytes, &skimmer)
      case "phoneNumber": calledCopy = try Self.number(bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
    return id
  }

  private mutating func readOverrides(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "metadata": try readHints(.overridesMetadata, bytes, &skimmer)
      case "variableValues": try readHints(.overridesVariables, bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
  }

  private mutating func readAssistant(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "metadata": try readHints(.assistantMetadata, bytes, &skimmer)
      case "variableValues": try readHints(.assistantVariables, bytes, &skimmer)
      case "server": assistantPatience = try Self.patience(bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
  }

  private mutating func readArtifact(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while let name = try skimmer.nextName(bytes) {
      switch name {
      case "variableValues": try readHints(.artifactVariableValues, bytes, &skimmer)
      case "variables": try readHints(.artifactVariables, bytes, &skimmer)
      default: try skimmer.skipValue(bytes)
      }
    }
  }

  private mutating func readHints(
    _ place: CallHints.Place, _ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer
  ) throws(WebhookFailure) {
    guard try skimmer.beginObject(bytes) else { return try skimmer.skipValue(bytes) }
    while try skimmer.nextName(bytes) != nil {
      if let hint = try skimmer.string(bytes, upTo: CallHints.maximumBytes) { hints.add(hint, from: place) }
    }
  }

  private mutating func readCalls(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginArray(bytes) else { return try skimmer.skipValue(bytes) }
    while try skimmer.nextElement(bytes) { calls.add(try CallSketch.read(bytes, &skimmer)) }
  }

  /// The tools called, each with its call inside. Of the tool itself only its name and its server's patience count: its
  /// `parameters` are a schema or templates, never arguments.
  private mutating func readTools(_ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer) throws(WebhookFailure) {
    guard try skimmer.beginArray(bytes) else { return try skimmer.skipValue(bytes) }
    while try skimmer.nextElement(bytes) {
      guard try skimmer.beginObject(bytes) else {
        try skimmer.skipValue(bytes)
        continue
      }
      var call: CallSketch?
      var tool = CallSketch()
      while let name = try skimmer.nextName(bytes) {
        switch name {
        case "toolCall": call = try CallSketch.read(bytes, &skimmer)
        case "name": tool.flatName = try skimmer.string(bytes, upTo: CallSketch.maximumName)
        case "function": try tool.readFunction(bytes, &skimmer)
        case "server":
          let patience = try Self.patience(bytes, &skimmer)
          toolPatience = [toolPatience, patience].compactMap { $0 }.min()
        default: try skimmer.skipValue(bytes)
        }
      }
      if var call {
        call.toolsName = tool.name
        calls.add(call)
      }
    }
  }

  /// `number` of a customer or of a phone number. Everything beside it, credentials included, is skipped.
  private static func number(
    _ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer
  ) throws(WebhookFailure) -> PhoneNumber? {
    var number: PhoneNumber?
    guard try skimmer.beginObject(bytes) else {
      try skimmer.skipValue(bytes)
      return nil
    }
    while let name = try skimmer.nextName(bytes) {
      if name == "number" {
        number = try skimmer.string(bytes, upTo: 64).flatMap(PhoneNumber.init)
      } else {
        try skimmer.skipValue(bytes)
      }
    }
    return number
  }

  /// `timeoutSeconds` of a server, which Vapi allows to be 1...300; what is no such number says nothing.
  private static func patience(
    _ bytes: Span<UInt8>, _ skimmer: inout JSONSkimmer
  ) throws(WebhookFailure) -> Duration? {
    var seconds: Double?
    guard try skimmer.beginObject(bytes) else {
      try skimmer.skipValue(bytes)
      return nil
    }
    while let name = try skimmer.nextName(bytes) {
      if name == "timeoutSeconds" { seconds = try skimmer.number(bytes) } else { try skimmer.skipValue(bytes) }
    }
    guard let seconds, (1...300).contains(seconds) else { return nil }
    return .milliseconds(Int64(seconds * 1000))
  }
}
