package import Desk

/// A credential as Vapi would use it: its `authenticationPlan`.
package enum CredentialPlan: Hashable, Sendable {
  /// The header's whole value.
  case fixed(header: String, value: String)
  case signature(HMACPlan)

  /// `nil` for a plan that is not spoken here (`oauth2`) or that lacks something.
  package init?(authenticationPlan plan: JSONValue) {
    switch plan["type"]?.string {
    case "bearer":
      guard let token = plan["token"]?.string else { return nil }
      let hasPrefix = plan["bearerPrefixEnabled"]?.bool ?? true
      self = .fixed(
        header: plan["headerName"]?.string ?? "Authorization", value: hasPrefix ? "Bearer " + token : token)
    case "hmac":
      guard let plan = HMACPlan(authenticationPlan: plan) else { return nil }
      self = .signature(plan)
    default: return nil
    }
  }
}

extension HMACPlan {
  /// Reads Vapi's `HMACAuthenticationPlan`, absent members by its documented defaults; `nil` when it is not whole.
  package init?(authenticationPlan plan: JSONValue) {
    guard plan["type"]?.string == "hmac", let text = plan["secretKey"]?.string,
      let secret = HMACSecret(text, isBase64: plan["secretIsBase64"]?.bool ?? false),
      let algorithm = plan["algorithm"]?.string.flatMap(Algorithm.init(rawValue:)),
      let encoding = Encoding(rawValue: plan["signatureEncoding"]?.string ?? Encoding.hex.rawValue),
      let payload = PayloadFormat(plan["payloadFormat"]?.string ?? PayloadFormat.standard.text)
    else { return nil }
    self.init(
      secrets: [secret], algorithm: algorithm, encoding: encoding, payload: payload,
      signatureHeader: plan["signatureHeader"]?.string ?? "x-signature",
      signaturePrefix: plan["signaturePrefix"]?.string ?? "",
      timestampHeader: plan["timestampHeader"]?.string ?? "x-timestamp",
      messageIDHeader: plan["messageIdHeader"]?.string,
      includesTimestamp: plan["includeTimestamp"]?.bool ?? true)
  }
}
