import Desk
import Synchronization
package import Vapi

/// Whom the webhook lets in besides those who have a desk's own secret. With nothing in it, nobody.
package struct WebhookAdmission: Sendable {
  /// The server's own secrets, in clear.
  package var everyDesk: [String]
  /// Whose signature opens every desk.
  package var signature: HMACPlan?

  package init(everyDesk: [String], signature: HMACPlan?) {
    self.everyDesk = everyDesk
    self.signature = signature
  }
}

/// The authentication as it is for the desks of a moment.
final class Doorkeeper: Sendable {
  private let admission: WebhookAdmission
  private let last: Mutex<(entries: [DeskEntry], authentication: WebhookAuthentication)?> = Mutex(nil)

  init(_ admission: WebhookAdmission) { self.admission = admission }

  /// The secrets' digests are put together only when the desks have changed; arrays that share their storage are found
  /// equal without a look at their elements.
  func authentication(for entries: [DeskEntry]) -> WebhookAuthentication {
    last.withLock { last in
      if let last, last.entries == entries { return last.authentication }
      let bearers = BearerSecrets(
        everyDesk: admission.everyDesk, desks: entries.map { ($0.profile.key, $0.secretDigests) })
      let authentication = WebhookAuthentication(bearers: bearers, plan: admission.signature)
      last = (entries, authentication)
      return authentication
    }
  }
}
