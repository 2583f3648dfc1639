import Desk
import HTTPTypes
import Scheduling
import Testing
import Vapi

/// A desk to test with.
enum Samples {
  static func desk(
    name: String = "Alder Dental", key: String = "alder", offerings: Int = 1, hosts: Int = 1
  ) throws -> DeskProfile {
    let nine = try #require(ClockTime(hour: 9, minute: 0))
    let five = try #require(ClockTime(hour: 17, minute: 0))
    let open = try #require(OpenHours(opens: nine, closes: five))
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(30), durations: [.minutes(60)])
    return DeskProfile(
      key: DeskKey(key), name: name, zone: ZoneID("America/New_York"),
      hours: try WeeklyHours([.monday: [open], .tuesday: [open]]),
      offerings: (0..<offerings).map {
        Offering(key: OfferingKey("service-\($0)"), name: "Check-up \($0)", rules: rules)
      },
      hosts: (0..<hosts).map {
        Host(
          key: HostKey("host-\($0)"), name: "Dr. Alder \($0)",
          calendar: CalendarReference(account: AccountID("host\($0)@example.com"), calendar: CalendarID("primary")))
      })
  }

  static func plan(_ texts: String..., isBase64: Bool = false) throws -> HMACPlan {
    HMACPlan(secrets: try texts.map { try #require(HMACSecret($0, isBase64: isBase64)) })
  }

  static func settings(_ authentication: AssistantAuthentication) -> AssistantSettings {
    AssistantSettings(publicURL: "https://desk.example.com/", authentication: authentication)
  }
}

extension WebhookMessage {
  static func parsing(_ text: String) throws(WebhookFailure) -> WebhookMessage {
    try WebhookReader.read(Array(text.utf8))
  }

  var toolCalls: [ToolCall]? { if case .toolCalls(let calls, _) = self { calls } else { nil } }

  /// The message as a value, for comparison with committed files.
  var described: JSONValue {
    let (kind, calls): (String, [ToolCall]) =
      switch self {
      case .toolCalls(let calls, _): ("toolCalls", calls)
      case .functionCall(let call, _): ("functionCall", [call])
      case .assistantRequest: ("assistantRequest", [])
      case .callBegan: ("callBegan", [])
      case .callEnded: ("callEnded", [])
      case .callReported: ("callReported", [])
      case .other(let type, _): ("other " + type, [])
      }
    return [
      "kind": .string(kind),
      "calls": .array(calls.map(Self.describe)),
      "call": context.call.map { .string($0.rawValue) } ?? .null,
      "caller": context.caller.map { .string($0.rawValue) } ?? .null,
      "called": context.called.map { .string($0.rawValue) } ?? .null,
      "hints": .array(context.hints.map(JSONValue.string)),
      "patienceMilliseconds": context.patience.map { .integer($0.wholeMilliseconds) } ?? .null,
    ]
  }

  private static func describe(_ call: ToolCall) -> JSONValue {
    let arguments: JSONValue =
      switch call.arguments {
      case .object(let value): value
      case .unreadable(let sentence): .string(sentence)
      }
    return [
      "id": call.id.map { .string($0.rawValue) } ?? .null, "name": .string(call.name), "arguments": arguments,
    ]
  }
}

/// Seeded, so that a failure comes again (SplitMix64).
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// Spans cannot pass through the macros of the tests.
extension HMACPlan {
  func verifies(body: [UInt8], url: String, headers: HTTPFields, at now: Instant) -> Bool {
    verifies(body.span, method: "POST", url: url, headers: headers, at: now)
  }

  /// By the first secret.
  func signature(body: [UInt8], _ request: SignedRequest) -> String? {
    signature(of: body.span, in: request, with: secrets[0])
  }
}

extension WebhookAuthentication {
  func checkBody(body: [UInt8], url: String, headers: HTTPFields, at now: Instant) -> BodyVerdict {
    checkBody(body.span, method: "POST", url: url, headers: headers, at: now)
  }
}
