import Desk
import Foundation
import Vapi

/// Getting at the tool calls of a webhook's body: ours, which skips what it does not need, beside decoding all of it.
struct ScannerMeasure {
  let bench: Bench

  func take() throws {
    let webhooks = try Webhooks()
    Output.title("Reading a tool-calls body in this process, µs")
    var rows = [["", "bytes", "WebhookReader", "JSONDecoder", "ratio"]]
    for size in [3000, 50_000, 200_000] {
      let body = Array(
        webhooks.body(
          call: "bench-call", toolCall: "bench-check", tool: "check_availability", ["when": "next Wednesday"],
          size: size
        ).utf8)
      let data = Data(body)
      let decoder = JSONDecoder()
      guard case .toolCalls(let calls, _) = try WebhookReader.read(body), calls.count == 1 else {
        throw BenchFailure("the body is not read as one tool call")
      }
      let ours = try Repeated.microseconds {
        guard case .toolCalls(let calls, _) = try WebhookReader.read(body.span) else { return 0 }
        return calls.count
      }
      let theirs = try Repeated.microseconds {
        try decoder.decode(PlainEnvelope.self, from: data).message.toolCallList.count
      }
      rows.append(["\(size / 1000) KB", String(body.count), ours.brief, theirs.brief, "\((theirs / ours).brief) ×"])
    }
    Output.table(rows)
  }
}
