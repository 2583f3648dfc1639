import Desk

extension WebhookReply {
  /// The reply to a message that asks nothing of a desk, by its type.
  ///
  /// Types whose reply Vapi does not read, and every unknown one, get `{}`. Of those whose reply it reads, a desk has
  /// nothing to give, so each gets the reply that says no and is still valid:
  ///
  /// | type | reply | because |
  /// | --- | --- | --- |
  /// | `transfer-destination-request`, `handoff-destination-request` | an `error` for the model | there is nobody to transfer to; the schema of the second wants a `destination`, but inventing one would lose the caller |
  /// | `knowledge-base-request` | no documents | the model answers from its prompt |
  /// | `call.endpointing.request` | half a second | without a valid number the caller is never answered |
  /// | `campaign.predial` | not eligible | a desk cannot vouch for calling a contact that it does not know |
  /// | `voice-request` | no sound | its reply is PCM, and JSON would be heard as noise |
  ///
  /// Source: the `ServerMessageResponse…` schemas of Vapi's OpenAPI document.
  package static func acknowledgement(of type: String) -> WebhookReply {
    switch type {
    case "transfer-destination-request":
      WebhookReply(["error": "This desk cannot transfer calls. Offer to take a message instead."])
    case "handoff-destination-request":
      WebhookReply(["error": "This desk has nobody to hand the call to. Go on with the call yourself."])
    case "knowledge-base-request": WebhookReply(["documents": []])
    case "call.endpointing.request": WebhookReply(["timeoutSeconds": .number(0.5)])
    case "campaign.predial": WebhookReply(["eligible": false])
    case "voice-request": .silence
    default: WebhookReply(.object([]))
    }
  }
}
