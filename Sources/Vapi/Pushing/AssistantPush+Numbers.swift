import Desk

extension AssistantPush {
  /// The desk's numbers that nobody answers yet get its assistant. One that another assistant or a squad answers is left
  /// to it, and noted.
  func numberSteps(
    _ account: VapiAccount, answeredBy assistant: String, _ notes: inout [String]
  ) -> [PushStep] {
    let numbers = account.numbers(of: design, answeredBy: assistant)
    if numbers.isEmpty { return new(answeredBy: assistant, &notes) }
    return numbers.compactMap { number in
      guard let id = number["id"]?.string, let provider = number["provider"] else { return nil }
      let name = Self.shown(number)
      let others = ["assistantId", "squadId", "workflowId"].filter { number[$0]?.string != nil }
      guard others.isEmpty || number["assistantId"]?.string == assistant else {
        notes.append(
          "The number \(name) is answered by something else at Vapi: take that off it there, and push again.")
        return nil
      }
      let wanted: JSONValue = ["provider": provider, "assistantId": .string(assistant)]
      return .bringing(.phoneNumber, name, id: id, from: number, to: wanted, repeating: "provider")
    }
  }

  private func new(answeredBy assistant: String, _ notes: inout [String]) -> [PushStep] {
    guard let areaCode else {
      notes.append(
        "No number at Vapi is this desk's: import one there and put it into the desk's file, or give --area-code.")
      return []
    }
    let body: JSONValue = [
      "provider": "vapi", "numberDesiredAreaCode": .string(areaCode), "name": .string(design.name),
      "assistantId": .string(assistant),
    ]
    return [.creating(.phoneNumber, "in the area \(areaCode)", body)]
  }

  private static func shown(_ number: JSONValue) -> String {
    number["number"]?.string.flatMap { PhoneNumber($0) }.map(\.description) ?? number["id"]?.string ?? ""
  }

  /// What was left to a person, and what they may have meant.
  func notes(_ record: WrittenRecord, _ account: VapiAccount, _ current: JSONValue?) -> [String] {
    var notes = record.kept.map { "Kept as somebody has changed it at Vapi: \($0)." }
    let namesakes = current == nil ? account.namesakes(of: design) : []
    if !namesakes.isEmpty {
      notes.append(
        "There is another assistant “\(design.name)” (\(namesakes.joined(separator: ", "))), which is not this desk's; "
          + "--assistant ID takes one over.")
    }
    return notes
  }
}
