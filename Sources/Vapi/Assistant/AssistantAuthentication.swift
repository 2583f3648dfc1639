import Desk

/// How the assistant makes Vapi authenticate when it calls the tools. Exactly one way, since Vapi does not say which of
/// several it would use.
package enum AssistantAuthentication: Hashable, Sendable {
  /// A credential that was made in Vapi's dashboard, by its id: no secret stands in the assistant.
  case credential(id: String)
  /// A credential inside the assistant, with the secret as bearer.
  case inlineBearer(secret: String)
  /// A credential inside the assistant, by which Vapi signs. The plan's first secret is handed over.
  case inlineSignature(HMACPlan)
  /// The secret as a fixed `X-Vapi-Secret` header of each server. Works with every plan of Vapi's, but Vapi may repeat
  /// the header in its messages.
  case header(secret: String)
  /// Nothing, since nothing is set.
  case none

  /// By the same credential of a desk's own that the sender has presented: what opens other desks is never handed to it.
  package init(repeating credential: DeskCredential) {
    switch credential {
    case .bearer(let secret): self = .sending(secret)
    case .signature(let plan): self = .inlineSignature(plan)
    }
  }

  /// Chooses by what is set: a credential's id, else an inline credential (a signature before a bearer), else the header.
  package static func choose(
    credentialID: String?, plan: HMACPlan?, secret: String?
  ) -> AssistantAuthentication {
    if let credentialID, !credentialID.isEmpty { return .credential(id: credentialID) }
    if let plan, !plan.secrets.isEmpty { return .inlineSignature(plan) }
    guard let secret, !secret.isEmpty else { return .none }
    return .sending(secret)
  }

  /// An inline bearer credential where the secret is a bearer token (RFC 6750 section 2.1); a secret with other signs, a
  /// blank for instance, is no such token and goes into the header, which carries it as it is.
  private static func sending(_ secret: String) -> AssistantAuthentication {
    let rest = secret.utf8.drop { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._~+/".utf8.contains(byte)
      }
    }
    let isToken = rest.count < secret.utf8.count && rest.allSatisfy { $0 == UInt8(ascii: "=") }
    return isToken ? .inlineBearer(secret: secret) : .header(secret: secret)
  }

  /// The same with a placeholder for each secret, for a page that people look at.
  package var redacted: AssistantAuthentication {
    let placeholder = "<your webhook secret>"
    switch self {
    case .credential, .none: return self
    case .inlineBearer: return .inlineBearer(secret: placeholder)
    case .header: return .header(secret: placeholder)
    case .inlineSignature(let plan): return .inlineSignature(plan.replacingSecrets(with: placeholder))
    }
  }

  /// The members of each `server` block.
  var serverMembers: [JSONValue.Member] {
    switch self {
    case .credential(let id): [JSONValue.Member("credentialId", .string(id))]
    case .header(let secret): [JSONValue.Member("headers", ["X-Vapi-Secret": .string(secret)])]
    case .inlineBearer, .inlineSignature, .none: []
    }
  }

  /// `credentials` of the assistant; `nil` for none. Source: `CreateWebhookCredentialDTO`.
  var credentials: JSONValue? {
    switch self {
    case .inlineBearer(let secret):
      Self.credential(["type": "bearer", "token": .string(secret)])
    case .inlineSignature(let plan): plan.authenticationPlan.map(Self.credential)
    case .credential, .header, .none: nil
    }
  }

  private static func credential(_ plan: JSONValue) -> JSONValue {
    [["provider": "webhook", "name": "frontdesk", "authenticationPlan": plan]]
  }
}

extension HMACPlan {
  fileprivate func replacingSecrets(with text: String) -> HMACPlan {
    HMACPlan(
      secrets: HMACSecret(text).map { [$0] } ?? [], algorithm: algorithm, encoding: encoding, payload: payload,
      signatureHeader: signatureHeader, signaturePrefix: signaturePrefix, timestampHeader: timestampHeader,
      messageIDHeader: messageIDHeader, includesTimestamp: includesTimestamp, tolerance: tolerance)
  }

  /// The plan as Vapi's `HMACAuthenticationPlan`, defaults written out.
  fileprivate var authenticationPlan: JSONValue? {
    guard let secret = secrets.first else { return nil }
    var members: [JSONValue.Member] = [
      JSONValue.Member("type", "hmac"),
      JSONValue.Member("secretKey", .string(secret.text)),
      JSONValue.Member("algorithm", .string(algorithm.rawValue)),
      JSONValue.Member("signatureHeader", .string(signatureHeader)),
      JSONValue.Member("timestampHeader", .string(timestampHeader)),
      JSONValue.Member("includeTimestamp", .bool(includesTimestamp)),
      JSONValue.Member("payloadFormat", .string(payload.text)),
      JSONValue.Member("signatureEncoding", .string(encoding.rawValue)),
      JSONValue.Member("secretIsBase64", .bool(secret.isBase64)),
    ]
    if !signaturePrefix.isEmpty { members.append(JSONValue.Member("signaturePrefix", .string(signaturePrefix))) }
    if payload.parts.contains(.messageID) {
      members.append(JSONValue.Member("messageIdHeader", .string(messageIDHeader)))
    }
    return .object(members)
  }
}
