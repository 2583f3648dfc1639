package import Desk

/// Port: what the webhook asks of the desk. `Receptionist` is the one that works; tests have their own.
package protocol Reception: Sendable {
  /// One answer for each call, in order, within the desk's own deadline.
  func answer(_ calls: [ToolCall], at desk: DeskProfile, in context: CallContext) async -> [Answer]
  func callBegan(_ context: CallContext, at desk: DeskProfile) async
  /// Some other message of the call has come, so it is alive.
  func callLives(_ context: CallContext, at desk: DeskProfile) async
  /// - Returns: whether that is stored. `false`: it is to be said again.
  func callEnded(_ context: CallContext, at desk: DeskProfile) async -> Bool
}
