/// Reads a webhook's raw body in one pass and decodes only what a desk needs.
///
/// A body repeats the whole conversation and the whole assistant and grows to megabytes during a long call, so what is
/// not needed is skipped, not decoded: its grammar is checked, its strings' UTF-8 is not. Of several members of one
/// name the last counts. Everything that holds a secret (`message.phoneNumber` may carry the credentials of a Twilio
/// account) is among what is skipped.
package enum WebhookReader {
  /// Levels of objects and arrays in a body.
  package static let maximumDepth = 128
  /// Calls of one message that are read; any further one is answered with a refusal.
  package static let maximumCalls = 64
  /// Calls of one message that are answered at all; more than a model ever makes, and a bound for memory.
  package static let maximumAnswers = 1024

  /// - Parameter body: for a NIO `ByteBuffer`, its `readableBytesUInt8Span`.
  package static func read(_ body: Span<UInt8>) throws(WebhookFailure) -> WebhookMessage {
    var skimmer = JSONSkimmer(maximumDepth: maximumDepth)
    var envelope = Envelope()
    guard try skimmer.beginObject(body) else { throw .notJSON }
    while let name = try skimmer.nextName(body) {
      if name == "message" {
        envelope = Envelope()
        try envelope.readMessage(body, &skimmer)
      } else {
        try skimmer.skipValue(body)
      }
    }
    guard skimmer.isAtEnd(body) else { throw .notJSON }
    return envelope.message(body)
  }

  package static func read(_ body: [UInt8]) throws(WebhookFailure) -> WebhookMessage {
    try read(body.span)
  }
}
