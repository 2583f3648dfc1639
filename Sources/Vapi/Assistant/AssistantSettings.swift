/// What a transient assistant is made from, besides the desk itself.
package struct AssistantSettings: Hashable, Sendable {
  /// Where Vapi reaches this server, without a path: `https://desk.example.com`.
  package let publicURL: String
  package let authentication: AssistantAuthentication
  /// A model of OpenAI's. Pinned to a dated version, so that an assistant does not change by itself.
  package let model: String
  package let voice: Voice
  /// A model of Deepgram's, and the language that it listens for.
  package let transcriber: String
  package let language: String

  package struct Voice: Hashable, Sendable {
    package let provider: String
    package let id: String
    /// `nil`: the provider's default.
    package let model: String?

    package init(provider: String, id: String, model: String? = nil) {
      self.provider = provider
      self.id = id
      self.model = model
    }

    package static let standard = Voice(provider: "11labs", id: "sarah", model: "eleven_flash_v2_5")
  }

  package init(
    publicURL: String, authentication: AssistantAuthentication, model: String = "gpt-4.1-mini-2025-04-14",
    voice: Voice = .standard, transcriber: String = "nova-3", language: String = "en"
  ) {
    self.publicURL = publicURL
    self.authentication = authentication
    self.model = model
    self.voice = voice
    self.transcriber = transcriber
    self.language = language
  }

  /// The same, with another way to authenticate.
  package func authenticating(by authentication: AssistantAuthentication) -> AssistantSettings {
    AssistantSettings(
      publicURL: publicURL, authentication: authentication, model: model, voice: voice, transcriber: transcriber,
      language: language)
  }

  /// Where the tools of one desk are called.
  package func webhookURL(_ desk: String) -> String {
    var base = Substring(publicURL)
    while base.hasSuffix("/") { base = base.dropLast() }
    return base + "/webhook/vapi/" + desk
  }
}
