import Desk

/// The calls of one message. Vapi names each in two or three lists; each id counts once, where it was first seen.
struct CallCollector {
  private var sketches: [CallSketch] = []
  private var places: [String: Int] = [:]

  mutating func add(_ sketch: CallSketch) {
    guard let id = sketch.id, !id.isEmpty else { return }
    if let place = places[id] {
      sketches[place].fill(from: sketch)
    } else if sketches.count < WebhookReader.maximumAnswers {
      places[id] = sketches.count
      sketches.append(sketch)
    }
  }

  func toolCalls(_ bytes: Span<UInt8>) -> [ToolCall] {
    var calls: [ToolCall] = []
    calls.reserveCapacity(sketches.count)
    for sketch in sketches {
      let arguments =
        calls.count < WebhookReader.maximumCalls
        ? sketch.arguments(bytes)
        : .unreadable("Too many tools were called at once. Call one tool at a time.")
      calls.append(
        ToolCall(id: sketch.id.map(ToolCallID.init(rawValue:)), name: sketch.name ?? "", arguments: arguments))
    }
    return calls
  }
}
