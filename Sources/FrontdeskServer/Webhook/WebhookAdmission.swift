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
  private let last: Mutex<(snapshot: DeskSnapshot, authentication: WebhookAuthentication)?> = Mutex(nil)

  init(_ admission: WebhookAdmission) { self.admission = admission }

  /// Digests and keys are put together only when the desks have changed; collections that share their storage are found
  /// equal without a look at their elements.
  func authentication(for snapshot: DeskSnapshot) -> WebhookAuthentication {
    last.withLock { last in
      if let last, last.snapshot == snapshot { return last.authentication }
      let bearers = BearerSecrets(
        everyDesk: admission.everyDesk, desks: snapshot.entries.map { ($0.profile.key, $0.secretDigests) })
      var plans: [DeskKey: [HMACPlan]] = [:]
      for desk in snapshot.entries.map(\.profile.key) {
        plans[desk] = snapshot.signingKeys[desk]?.compactMap(HMACPlan.init)
      }
      let authentication = WebhookAuthentication(bearers: bearers, plan: admission.signature, desks: plans)
      last = (snapshot, authentication)
      return authentication
    }
  }
}
