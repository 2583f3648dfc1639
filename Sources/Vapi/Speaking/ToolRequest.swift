package import Scheduling

/// Where and how Vapi sends one message.
package struct ToolRequest: Hashable, Sendable {
  package let url: String
  /// The server's own headers and the credential's.
  package let headers: [Header]
  /// Signs the body, when the credential is a signature.
  package let plan: HMACPlan?

  package struct Header: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// Whether anything at all authenticates the request.
  package var isAuthenticated: Bool { plan != nil || !headers.isEmpty }

  /// Every header to send with the body: `Content-Type`, the fixed ones, and the signature's.
  package func headers(for body: [UInt8], at now: Instant, messageID: String) -> [Header] {
    var all = [Header(name: "Content-Type", value: "application/json")] + headers
    guard let plan, let secret = plan.secrets.first else { return all }
    let timestamp = String(now.seconds)
    let request = SignedRequest(method: "POST", url: url, timestamp: timestamp, messageID: messageID)
    guard let signature = plan.signature(of: body.span, in: request, with: secret) else { return all }
    all.append(Header(name: plan.signatureHeader, value: plan.signaturePrefix + signature))
    if plan.includesTimestamp { all.append(Header(name: plan.timestampHeader, value: timestamp)) }
    if plan.payload.parts.contains(.messageID) { all.append(Header(name: plan.messageIDHeader, value: messageID)) }
    return all
  }
}
