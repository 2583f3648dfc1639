import ArgumentParser
import AsyncHTTPClient
import Desk
import Foundation
import GoogleCalendar
import Scheduling
import Vapi

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Act as Vapi: ask a webhook for its assistant, then call one of its tools as the assistant says.",
    discussion: """
      Ends with 0 when the tool's answer is a result, with 1 when it is an error, refused, or not authenticated.
      """)

  @Option(help: "The webhook's URL; a server's address alone means /webhook/vapi there.")
  var url: String

  @Option(help: "The tool to call, such as check_availability.")
  var tool: String?

  @Option(help: "Its arguments as a JSON object.")
  var arguments = "{}"

  @Option(help: "The caller's number; left out: a call from a browser.")
  var caller: String?

  @Option(help: "The number that was called.")
  var called: String?

  @Option(help: "The desk's key, to be put at the end of the URL's path.")
  var desk: String?

  @Option(
    help: """
      What to send in X-Vapi-Secret; - reads it from standard input. Left out: the settings' own secret or signature, which \
      is sent to this machine and to FRONTDESK_PUBLIC_URL's host only.
      """)
  var secret: String?

  @Option(help: "The call's id, to go on with an earlier call; left out: a new one.")
  var callID: String?

  @Option(help: "The tool call's id, to deliver one a second time; left out: a new one.")
  var toolCallID: String?

  @Flag(help: "Hang up at the end.")
  var hangUp = false

  @Flag(help: "Print the assistant that the webhook answers, secrets left out.")
  var assistantRequest = false

  @OptionGroup var options: SettingsOptions

  func validate() throws {
    guard tool != nil || assistantRequest else {
      throw ValidationError("Name a tool with --tool, or ask for the assistant with --assistant-request.")
    }
  }

  func run() async throws {
    let arguments = try readArguments()
    let webhook = try webhook()
    let credential = try await CallCredential.find(for: webhook, secret: secret, options.settings())
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await play(caller(http, credential, webhook), arguments))
    } catch {
      outcome = .failure(error)
    }
    try await http.shutdown()
    try outcome.get()
  }

  private func play(_ caller: VapiCaller, _ arguments: JSONValue) async throws {
    let (tools, exchange) = try await reaching { try await caller.requestAssistant() }
    report("assistant-request", exchange)
    Output.line("  an assistant with the tools \(tools.names.joined(separator: ", "))")
    if assistantRequest { Output.line(tools.assistant.withoutSecrets.page) }
    guard let tool else { return try await end(caller, tools) }
    let asked = CallScene.Asked(
      id: ToolCallID(toolCallID ?? "cli-\(Randomness.system.hexadecimal(bytes: 8))"), name: tool, arguments: arguments)
    let answered = try await reaching { try await caller.call([asked], of: tools) }
    report("\(tool) \(arguments.text)", answered)
    guard answered.status == 200 else { throw CommandFailure(VapiCaller.refusal(of: tool, answered.status)) }
    guard let answer = VapiCaller.answer(to: asked.id, in: answered.reply) else {
      throw CommandFailure("The webhook's answer holds no result for this tool call.")
    }
    Output.line("  \(answer.line)")
    if let facts = answer.facts { Output.line("  \(facts.text)") }
    try await end(caller, tools)
    if answer.isError { throw ExitCode.failure }
  }

  private func end(_ caller: VapiCaller, _ tools: AssistantTools) async throws {
    guard hangUp else { return }
    guard let exchange = try await reaching({ try await caller.hangUp(of: tools) }) else {
      return Output.remark("The assistant does not want to hear of the end of a call.")
    }
    report("end-of-call-report", exchange)
  }

  private func report(_ asked: String, _ exchange: VapiCaller.Exchange) {
    Output.line("\(asked)  HTTP \(exchange.status)  \(Transcript.milliseconds(exchange.duration))")
  }

  private func readArguments() throws -> JSONValue {
    do throws(JSONFailure) {
      let value = try JSONValue(parsing: arguments, limits: .arguments)
      if case .object = value { return value }
    } catch {
      // The same sentence as for a text that is JSON but no object.
    }
    throw CommandFailure("--arguments is no JSON object, such as {\"when\": \"2026-11-24\"}.")
  }

  private func caller(_ http: HTTPClient, _ credential: CallCredential, _ webhook: WebAddress) -> VapiCaller {
    let clock = SystemClock()
    let randomness = Randomness.system
    return VapiCaller(
      http: http, clock: clock, randomness: randomness,
      scene: CallScene(
        call: CallID(callID ?? "cli-\(randomness.hexadecimal(bytes: 8))"), organisation: "cli", began: clock.now(),
        caller: caller, called: called),
      numberServer: credential.server(webhook.text), credentials: credential.plans)
  }

  private func webhook() throws -> WebAddress {
    do throws(Misfit) {
      let address = try WebAddress(url)
      return address.appending(path: (address.path.isEmpty ? "/webhook/vapi" : "") + (desk.map { "/\($0)" } ?? ""))
    } catch {
      throw CommandFailure("--url \(error.problem); write \(error.remedy).")
    }
  }

  private func reaching<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let failure as CommandFailure { throw failure } catch {
      throw CommandFailure.noAnswer(from: url, error)
    }
  }
}

extension JSONValue {
  /// The same with every secret that an assistant may hold struck out.
  var withoutSecrets: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.map { member in
          let isSecret = Self.secretNames.contains(member.name.lowercased()) && member.value.string != nil
          return Member(member.name, isSecret ? "…" : member.value.withoutSecrets)
        })
    case .array(let values): .array(values.map(\.withoutSecrets))
    case .null, .bool, .integer, .number, .string: self
    }
  }

  private static let secretNames: Set = ["token", "secretkey", "secret", "x-vapi-secret", "authorization"]
}
