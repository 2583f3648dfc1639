package import Desk
package import GoogleCalendar
package import Logging
package import Vapi

/// Everything that the server reaches out to, as one value; the program fills it, and so do the tests.
package struct ServerPorts: Sendable {
  package var reception: any Reception
  package var desks: DeskBook
  package var admission: WebhookAdmission
  /// How the assistant is made that answers a call.
  package var assistant: AssistantSettings
  /// `nil`: no OAuth client is configured, and the pages say so.
  package var signIn: GoogleSignIn?
  package var readiness: Readiness
  package var registry: PrometheusRegistry
  /// Opens `/metrics`; `nil`: nothing does.
  package var adminToken: String?
  /// How the outside reaches the server, without a slash at the end.
  package var publicURL: String
  package var clock: any Timekeeper
  package var randomness: Randomness
  package var logger: Logger

  package init(
    reception: any Reception, desks: DeskBook, admission: WebhookAdmission, assistant: AssistantSettings,
    signIn: GoogleSignIn?, readiness: Readiness, registry: PrometheusRegistry, adminToken: String?, publicURL: String,
    clock: any Timekeeper, randomness: Randomness, logger: Logger
  ) {
    self.reception = reception
    self.desks = desks
    self.admission = admission
    self.assistant = assistant
    self.signIn = signIn
    self.readiness = readiness
    self.registry = registry
    self.adminToken = adminToken
    self.publicURL = publicURL
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
  }
}
