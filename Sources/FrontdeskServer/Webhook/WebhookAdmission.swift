import Desk
import Synchronization
package import Vapi

/// Whom the webhook lets in.
package enum WebhookAdmission: Sendable {
  /// Everybody, as if with a secret that opens every desk. The program permits it only while Google itself is a sandbox
  /// on this machine (DESIGN section 8).
  case open
  /// Whoever has one of the server's secrets, a signature by the plan, or a desk's own secret.
  case secrets(everyDesk: [String], signature: HMACPlan?)
}

/// The authentication as it is for the desks of a moment.
final class Doorkeeper: Sendable {
  private let admission: WebhookAdmission
  private let last: Mutex<(entries: [DeskEntry], authentication: WebhookAuthentication)?> = Mutex(nil)

  init(_ admission: WebhookAdmission) { self.admission = admission }

  /// `nil`: nobody is asked for a credential.
  ///
  /// The secrets' digests are put together only when the desks have changed; arrays that share their storage are found
  /// equal without a look at their elements.
  func authentication(for entries: [DeskEntry]) -> WebhookAuthentication? {
    guard case .secrets(let everyDesk, let signature) = admission else { return nil }
    return last.withLock { last in
      if let last, last.entries == entries { return last.authentication }
      let bearers = BearerSecrets(
        everyDesk: everyDesk, desks: entries.map { ($0.profile.key, $0.secretDigests) })
      let authentication = WebhookAuthentication(bearers: bearers, plan: signature)
      last = (entries, authentication)
      return authentication
    }
  }
}
