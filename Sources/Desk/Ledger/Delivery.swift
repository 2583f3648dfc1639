/// Which delivery this is: the same again is the same delivery, however often the platform sends it.
package struct DeliveryKey: Hashable, Sendable {
  package let desk: DeskKey
  /// The call or chat; `nil` when the platform named none.
  package let call: CallID?
  /// The platform's tool call id; for the legacy form, a digest of call, name and arguments.
  package let toolCall: ToolCallID

  package init(desk: DeskKey, call: CallID?, toolCall: ToolCallID) {
    self.desk = desk
    self.call = call
    self.toolCall = toolCall
  }
}

/// A SHA-256 digest of a delivery's tool name and arguments, in lower-case hexadecimal.
package struct Fingerprint: Hashable, Sendable {
  package let hexadecimal: String
  package init(hexadecimal: String) { self.hexadecimal = hexadecimal }
}

/// The right to answer a delivery. A later beginning of the same delivery gets a higher ticket, and the older one is void.
package struct DeliveryTicket: Hashable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
}

package enum DeliveryOpening: Hashable, Sendable {
  /// With the bookings at rest whose outcome its call still has to hear (``CallRecords/unreported(to:of:)``).
  case begun(DeliveryTicket, owed: [Booking] = [])
  /// A final answer is stored.
  case answered(Answer)
  /// Another copy is being worked on.
  case inFlight
  /// The same ids came with another name or other arguments before.
  case mismatched
}

package enum DeliveryProgress: Hashable, Sendable {
  case answered(Answer)
  case inFlight
  /// Nobody works on it: its lease has run out, or it was never opened.
  case idle
}
