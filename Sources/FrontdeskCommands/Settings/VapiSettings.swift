/// How Vapi proves that it is Vapi, and how its API is reached.
struct VapiSettings: Sendable {
  let apiKey: Secret?
  let apiURL: WebAddress
  let credentialID: String?
  /// Any of them opens: as a bearer token or in `X-Vapi-Secret`.
  let webhookSecrets: [Secret]
  let hmac: HMACSettings?

  /// `nil` when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading) {
    apiKey = reading.value(.vapiAPIKey, Forms.secret)
    credentialID = reading.value(.vapiCredentialID, Forms.text)
    webhookSecrets = reading.value(.vapiWebhookSecret, Forms.secrets) ?? []
    let api = reading.value(.vapiAPIURL, WebAddress.init(_:))
    let before = reading.problems.count
    hmac = HMACSettings(&reading)
    guard let api, reading.problems.count == before else { return nil }
    apiURL = api
  }

  func warnings(_ reading: SettingsReading) -> [String] {
    var warnings: [String] = []
    if webhookSecrets.contains(where: { $0.value.utf8.count < 16 }) {
      warnings.append("VAPI_WEBHOOK_SECRET holds a secret of fewer than 16 characters, which can be guessed.")
    }
    let idle = SettingName.allCases.filter { $0.rawValue.hasPrefix("VAPI_HMAC_") && reading.isSet($0) }
    if hmac == nil, let first = idle.first {
      warnings.append("\(first.rawValue) has no effect without VAPI_HMAC_SECRET.")
    }
    return warnings
  }
}

/// Vapi's `HMACAuthenticationPlan`, as this server expects it.
struct HMACSettings: Hashable, Sendable {
  enum Algorithm: String, CaseIterable, Sendable { case sha256, sha512, sha1 }
  enum Encoding: String, CaseIterable, Sendable { case hex, base64 }

  /// Never empty; a signature under any of them is accepted.
  let secrets: [Secret]
  let secretsAreBase64: Bool
  /// Lower-case.
  let header: String
  /// Empty: none.
  let prefix: String
  let algorithm: Algorithm
  let encoding: Encoding
  let payloadFormat: String
  /// Lower-case; `nil`: Vapi sends no time (`includeTimestamp: false`).
  let timestampHeader: String?
  let tolerance: Duration

  /// `nil` when no secret is set, or when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading) {
    let isBase64 = reading.value(.vapiHMACSecretBase64, Forms.truth)
    let secrets = reading.value(.vapiHMACSecret) { text throws(Misfit) in
      try Self.secrets(text, base64: isBase64 ?? false)
    }
    let header = reading.value(.vapiHMACHeader, Forms.header)
    let prefix = reading.value(.vapiHMACPrefix, Forms.text) ?? ""
    let algorithm: Algorithm? = reading.value(.vapiHMACAlgorithm, Forms.choice)
    let encoding: Encoding? = reading.value(.vapiHMACEncoding, Forms.choice)
    let format = reading.value(.vapiHMACPayloadFormat, Self.payloadFormat)
    let timestampHeader = reading.value(.vapiHMACTimestampHeader, Self.timestampHeader)
    let tolerance = reading.value(.vapiHMACTolerance) { text throws(Misfit) in
      try Forms.duration(text, within: 1...86_400)
    }
    guard let secrets, let isBase64, let header, let algorithm, let encoding, let format, let timestampHeader,
      let tolerance
    else { return nil }
    self.secrets = secrets
    secretsAreBase64 = isBase64
    self.header = header
    self.prefix = prefix
    self.algorithm = algorithm
    self.encoding = encoding
    payloadFormat = format
    self.timestampHeader = timestampHeader
    self.tolerance = tolerance
  }

  private static func secrets(_ text: String, base64: Bool) throws(Misfit) -> [Secret] {
    let secrets = try Forms.entries(text).map { Secret($0) }
    guard !base64 || secrets.allSatisfy({ Forms.isBase64($0.value) }) else {
      throw Misfit(
        "is not base64, which VAPI_HMAC_SECRET_BASE64 says it is", write: "the key in base64", mayShow: false)
    }
    return secrets
  }

  /// What Vapi calls the header of the time when it is not told otherwise.
  static let usualTimestampHeader = "x-timestamp"

  /// `none` stands for no header at all; blank is as absent, here as in every setting.
  private static func timestampHeader(_ text: String) throws(Misfit) -> String? {
    text.lowercased() == "none" ? nil : try Forms.header(text)
  }

  /// The body must be signed, and a placeholder that is unknown would be signed as it stands, which nothing matches.
  private static func payloadFormat(_ text: String) throws(Misfit) -> String {
    guard text.contains("{body}") else {
      throw Misfit("does not hold {body}", write: "a format such as {timestamp}.{body}")
    }
    var rest = text
    for known in ["{body}", "{timestamp}", "{method}", "{url}", "{svix-id}"] {
      rest = rest.split(separator: known, omittingEmptySubsequences: false).joined()
    }
    guard !rest.contains("{"), !rest.contains("}") else {
      throw Misfit(
        "holds a placeholder that Vapi does not have", write: "{body}, {timestamp}, {method}, {url} or {svix-id}")
    }
    return text
  }
}
