/// What one server process takes from strangers before it says no (facts: security 40, 41).
///
/// The values are chosen for a host with 1,024 file descriptors and 512 MiB to spare; tests make them small.
package struct ServerLimits: Sendable {
  /// How long a connection may be idle, or take for the head of a request.
  package var idle: Duration = .seconds(30)
  /// How long after its head a request must be whole, and a new connection may take for its first head; also how long a body may be sent on after an early answer, and how
  /// long an answer may wait to be read.
  package var receive: Duration = .seconds(10)
  /// Request line and header fields together, in bytes.
  package var headBytes = 16 * 1024
  package var headFields = 100
  /// Open connections. More wait in the operating system's queue until one closes: a quarter of the usual 1,024
  /// descriptors stays free for storage and for calls to Google.
  package var connections = 768
  /// Bytes of a webhook's body: a long call's transcript comes with every tool call.
  package var webhookBody = 8 << 20
  /// Bytes of any other body.
  package var otherBody = 256 << 10
  /// Bytes of all bodies that are held at the same time.
  package var bodiesHeld = 256 << 20
  /// Of these, bytes of bodies whose sender has not proved anything yet (a signature is checked after the body).
  package var unprovenBodiesHeld = 64 << 20
  /// Webhooks with tool calls that are worked on at the same time; further ones are told to wait a moment.
  package var callsAtOnce = 256

  package init() {}
}
