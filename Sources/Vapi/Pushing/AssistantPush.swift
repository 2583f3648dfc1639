import Desk

/// Brings a desk's tools, assistant and phone numbers at Vapi to what they shall be: tools first, since the assistant
/// names them by id, then the assistant, then the numbers that it answers.
///
/// What is right already is left alone, so a second push does nothing, and one that failed in the middle is ended by the
/// next. Every list is gone through in a fixed order.
package struct AssistantPush: Sendable {
  let api: VapiAPI
  let design: AssistantDesign
  let adopted: String?
  let areaCode: String?

  /// - Parameters:
  ///   - adopted: the id of an assistant that shall be the desk's, whatever it was.
  ///   - areaCode: where the desk has no number at Vapi, one is had from Vapi there (three digits, United States).
  package init(api: VapiAPI, design: AssistantDesign, adopting adopted: String? = nil, areaCode: String? = nil) {
    self.api = api
    self.design = design
    self.adopted = adopted
    self.areaCode = areaCode
  }

  /// Does it.
  ///
  /// - Parameter report: hears of each step after it is done.
  /// - Returns: what a person should know, a sentence each.
  package func run(report: (PushStep) -> Void) async throws(VapiFailure) -> [String] {
    try await walk(executing: true, report: report)
  }

  /// Says what ``run(report:)`` would do, and does nothing.
  package func rehearse(report: (PushStep) -> Void) async throws(VapiFailure) -> [String] {
    try await walk(executing: false, report: report)
  }

  private func walk(executing: Bool, report: (PushStep) -> Void) async throws(VapiFailure) -> [String] {
    let account = try await VapiAccount.read(api)
    let current = try await assistant(in: account)
    var record = WrittenRecord(mark: AssistantMark.of(current))
    var ids: [String] = []
    for body in design.tools {
      let step = toolStep(body, account, current, &record)
      ids.append(try await perform(step, executing) { toolMade(body, $0) })
      report(step)
    }
    let merged = AssistantMerge.merged(
      design, tools: ids, known: account.toolIDs, over: current, &record)
    let step = assistantStep(merged, current)
    let id = try await perform(step, executing) { assistants in
      assistants.first { AssistantMark.isOn($0, for: design.desk.key) && design.leadsExactlyHere($0["server"]) }
    }
    report(step)
    var notes = notes(record, account, current)
    for number in numberSteps(account, answeredBy: id, &notes) {
      _ = try await perform(number, executing) { numbers in numbers.first { $0["assistantId"]?.string == id } }
      report(number)
    }
    return notes
  }

  /// As it is this moment, since it is written back whole.
  private func assistant(in account: VapiAccount) async throws(VapiFailure) -> JSONValue? {
    if let adopted { return try await api.get(.assistant, adopted) }
    guard let id = try account.assistant(of: design)?["id"]?.string else { return nil }
    return try await api.get(.assistant, id)
  }

  private func toolStep(
    _ body: JSONValue, _ account: VapiAccount, _ assistant: JSONValue?, _ record: inout WrittenRecord
  ) -> PushStep {
    let name = body["function"]?["name"]?.string ?? ""
    let found = VapiAccount.tool(name, of: design, for: assistant, among: account.tools)
    guard let found, let id = found["id"]?.string else {
      _ = record.settle(ToolMerge.place(name), current: nil, desired: body["messages"] ?? [])
      return .creating(.tool, name, body)
    }
    // The type tells Vapi which kind of tool the rest describes.
    let merged = ToolMerge.merged(body, over: found, &record)
    return .bringing(.tool, name, id: id, from: found, to: merged, repeating: "type")
  }

  private func toolMade(_ body: JSONValue, _ tools: [JSONValue]) -> JSONValue? {
    VapiAccount.tool(body["function"]?["name"]?.string ?? "", of: design, for: nil, among: tools)
  }

  private func assistantStep(_ merged: JSONValue, _ current: JSONValue?) -> PushStep {
    guard let current, let id = current["id"]?.string else { return .creating(.assistant, design.name, merged) }
    let name = merged["name"]?.string ?? design.name
    return .bringing(.assistant, name, id: id, from: current, to: merged)
  }

  /// The id of what the step is about; for a new thing that is not to be made a name in its stead.
  private func perform(
    _ step: PushStep, _ executing: Bool, recognise: ([JSONValue]) -> JSONValue?
  ) async throws(VapiFailure) -> String {
    switch step.deed {
    case .leave(let id): return id
    case .update(let id, let body):
      if executing { _ = try await api.update(step.collection, id, body) }
      return id
    case .create(let body):
      guard executing else { return "(new \(step.subject))" }
      let made = try await api.create(step.collection, body, recognise: recognise)
      guard let id = made["id"]?.string else { throw .unreadable }
      return id
    }
  }
}
