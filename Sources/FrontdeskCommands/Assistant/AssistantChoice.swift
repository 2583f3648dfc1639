import ArgumentParser

/// Which desk, and which of the things at Vapi are its own.
struct AssistantChoice: ParsableArguments {
  @Option(help: "The desk's key; may be left out when there is one desk.")
  var desk: String?

  @Option(help: "The id of an assistant at Vapi that shall be the desk's; left out: the one that is marked as its own.")
  var assistant: String?

  @Option(help: "The id of the credential at Vapi that its tools send; left out: VAPI_CREDENTIAL_ID.")
  var credential: String?

  @Option(help: "Get a number from Vapi in this area (three digits), where the desk has none there.")
  var areaCode: String?

  func validate() throws {
    guard let areaCode else { return }
    guard areaCode.utf8.count == 3, areaCode.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValidationError("--area-code is three digits, such as 415.")
    }
  }
}
