import Desk
import Hummingbird
import NIOCore
import Vapi

/// Connects a message with the desk it is for, and what the desk says with Vapi's form of it. Everything that Vapi reads is
/// answered with status 200 (facts: vapi 2.4); a call's end that could not be stored with 503, so that it comes again
/// (facts: vapi 1.6).
struct Switchboard: Sendable {
  let reception: any Reception
  let assistant: AssistantSettings
  let turnstile: Turnstile
  let errands: Errands
  let heartbeats: Heartbeats
  let instruments: ServerInstruments

  /// - Parameters:
  ///   - resolution: `nil` when the desks cannot be read.
  ///   - access: what the sender's credential opens.
  func serve(
    _ message: WebhookMessage, for resolution: DeskResolution?, admittedBy access: WebhookAccess, record: RequestRecord
  ) async -> Response {
    let kind = Self.kind(of: message)
    instruments.message(type: kind)
    let desk: DeskProfile? = if case .desk(let desk)? = resolution { desk } else { nil }
    record.note {
      $0.message = kind
      $0.desk = desk?.key.rawValue
    }
    guard let reply = await reply(to: message, desk: desk, resolution, access, record) else {
      record.note { $0.outcomes = ["not stored"] }
      instruments.refusal("storage")
      return Reply.again(after: 1)
    }
    return Reply.make(.ok, type: reply.contentType, body: ByteBuffer(bytes: reply.body))
  }

  /// - Returns: `nil` when the message is to be sent again.
  private func reply(
    to message: WebhookMessage, desk: DeskProfile?, _ resolution: DeskResolution?, _ access: WebhookAccess,
    _ record: RequestRecord
  ) async -> WebhookReply? {
    switch message {
    case .toolCalls(let calls, let context):
      let answers = await answers(to: calls, in: context, resolution, record)
      return .results(Array(zip(calls, answers)).map { (call: $0, answer: $1) })
    case .functionCall(let call, let context):
      let answers = await answers(to: [call], in: context, resolution, record)
      return .legacyResult(call, answers.first ?? WebhookWording.busy)
    case .assistantRequest(let context):
      guard let desk else { return refuseCall(resolution, record) }
      errands.send { [reception] in await reception.callBegan(context, at: desk) }
      return .assistant(TransientAssistant.make(for: desk, settings: settings(for: access)))
    case .callBegan(let context):
      if let desk { errands.send { [reception] in await reception.callBegan(context, at: desk) } }
      return .acknowledgement(of: message.type)
    case .callEnded(let context), .callReported(let context):
      guard await storeEnd(of: context, at: desk, resolution) else { return nil }
      return .acknowledgement(of: message.type)
    case .other(let type, let context):
      if let desk, Self.ofLivingCalls.contains(type), heartbeats.isDue(context.call) {
        errands.send { [reception] in await reception.callLives(context, at: desk) }
      }
      return .acknowledgement(of: type)
    }
  }

  private func storeEnd(
    of context: CallContext, at desk: DeskProfile?, _ resolution: DeskResolution?
  ) async -> Bool {
    if let desk { return await reception.callEnded(context, at: desk) }
    // While the desks cannot be read, it may be any desk's call; of no desk's call there is nothing to store.
    return resolution != nil || context.call == nil
  }

  /// Whoever knows one desk's own credential alone gets an assistant with that, never with one of the server's.
  private func settings(for access: WebhookAccess) -> AssistantSettings {
    switch access {
    case .everyDesk: assistant
    case .desk(_, let credential): assistant.authenticating(by: AssistantAuthentication(repeating: credential))
    }
  }

  /// One answer for each call, whatever happens.
  private func answers(
    to calls: [ToolCall], in context: CallContext, _ resolution: DeskResolution?, _ record: RequestRecord
  ) async -> [Answer] {
    let answers: [Answer]
    switch resolution {
    case .desk(let desk):
      let given = await turnstile.pass { await reception.answer(calls, at: desk, in: context) }
      if given == nil { instruments.refusal("busy") }
      answers = given ?? calls.map { _ in WebhookWording.busy }
    case .unknown: answers = calls.map { _ in WebhookWording.unknownDesk }
    case .ask: answers = calls.map { _ in WebhookWording.severalDesks }
    case .none?: answers = calls.map { _ in WebhookWording.noDesk }
    case nil: answers = calls.map { _ in WebhookWording.noLedger }
    }
    record.note {
      // The model may invent names: only known ones are written.
      $0.tools = calls.map { ToolName(rawValue: $0.name.lowercased())?.rawValue ?? "unknown" }
      $0.outcomes = answers.map(\.kind.rawValue)
    }
    return answers
  }

  /// The sentence is spoken to the caller, so the reason goes into the log.
  private func refuseCall(_ resolution: DeskResolution?, _ record: RequestRecord) -> WebhookReply {
    let reason =
      switch resolution {
      case .desk, .unknown: "no such desk"
      case .ask: "several desks and none named"
      case .none?: "no desk"
      case nil: "desks cannot be read"
      }
    record.note { $0.outcomes = [reason] }
    return .refusal(WebhookWording.noAssistant)
  }

  /// The message's type for counting and logging: one that Vapi documents (facts: vapi 1.3), or `other`.
  private static func kind(of message: WebhookMessage) -> String {
    guard case .other(let type, _) = message else { return message.type }
    return known.contains(type) ? type : "other"
  }

  private static let known: Set = ofLivingCalls.union([
    "campaign.predial", "chat.created", "chat.deleted", "session.created", "session.updated", "session.deleted",
    "call.deleted", "call.delete.failed", "call.artifact.upload",
  ])

  /// Those that are sent while somebody is on the line.
  private static let ofLivingCalls: Set = [
    "transfer-destination-request", "handoff-destination-request", "knowledge-base-request", "voice-request",
    "call.endpointing.request", "status-update", "hang", "conversation-update", "transcript", "speech-update",
    "assistant.speechStarted", "assistant.started", "user-interrupted", "model-output", "phone-call-control",
    "transfer-update", "voice-input", "language-change-detected", "language-changed",
  ]
}

extension Receptionist: Reception {}
