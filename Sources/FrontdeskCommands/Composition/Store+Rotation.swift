import Desk
import GoogleCalendar
import Logging

extension Store {
  /// Every kind of document in the vault but the key's own check, which ``KeyCheck`` seals anew itself.
  static let sealedKinds = GoogleSignIn.sealedKinds + [WebhookSecrets.document.kind, Keyring.kind]

  /// Seals with the first key what an older one has sealed, and says whether the older ones are needed any more.
  func sealAnew(_ logger: Logger) async throws(LedgerFailure) {
    let rotation = try await sealer.reseal(Self.sealedKinds, in: storage)
    logger.notice(
      "sealed the vault with the first key",
      metadata: ["resealed": "\(rotation.resealed)", "unreadable": "\(rotation.unreadable)"])
  }
}
