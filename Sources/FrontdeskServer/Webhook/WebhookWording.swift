import Desk

/// What a tool call is told when it never got to a desk. The model reads it, and passes on to the caller what is fit for
/// a caller; the operator finds in it what to mend.
enum WebhookWording {
  /// Every other tool would answer the same, taking a message too.
  private static let ending =
    "Apologise to the caller, say that nothing can be booked or noted for them on this line right now, ask them to call "
    + "again later, and call no more tools."

  static let unknownDesk = Answer(
    .refused,
    "This server has no desk of the name that stands in the webhook's address after /webhook/vapi/; the owner must "
      + "correct the server URL. \(ending)")

  static let severalDesks = Answer(
    .refused,
    "This server has several desks and nothing says which one was called; the owner must add the desk's key to the "
      + "server URL (/webhook/vapi/KEY) or the called number to the desk's numbers. \(ending)")

  static let noDesk = Answer(
    .refused,
    "No desk has been set up on this server yet; the owner must run: frontdesk desk apply FILE. \(ending)")

  static let noLedger = Answer(
    .unreachable,
    "The appointment book cannot be read at the moment. Tell the caller so, and ask them to call again in a few "
      + "minutes.")

  static let busy = Answer(
    .stay,
    "One moment please: many callers are being helped just now and nothing has been done yet. Ask the caller to stay on "
      + "the line and make the same tool call again.")

  /// Spoken to the caller when no assistant can be named for a call (facts: vapi 1.4).
  static let noAssistant = "We are sorry, this number cannot take calls at the moment. Please try again later."
}
