package import Desk
package import HTTPTypes
package import Scheduling

/// Which desks a credential opens.
package enum WebhookAccess: Hashable, Sendable {
  /// It is one of the server's.
  case everyDesk
  /// It is one of that desk's own.
  case desk(DeskKey, DeskCredential)

  package func opens(_ desk: DeskKey) -> Bool {
    switch self {
    case .everyDesk: true
    case .desk(let own, _): own == desk
    }
  }
}

/// What a sender has proved to know of one desk's own, and nothing beyond it. Its description shows nothing of it.
package enum DeskCredential: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// The secret as it was sent.
  case bearer(String)
  /// The plan of the key that signed, and of no other.
  case signature(HMACPlan)

  package var description: String { "DeskCredential(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Decides whether a webhook is let in: in two steps, so that a body is read only for a request whose headers leave it
/// open (security checklist, 40).
///
/// A secret is accepted as `Authorization: Bearer X` or `X-Vapi-Secret: X` (docs.vapi.ai/server-url/server-authentication),
/// a signature by the plan, or by one of the plans of the desk in the path. Any one of them is enough. With neither
/// configured nothing is let in; whether to run without is not decided here.
///
/// A stranger must not learn which desks there are, and which of them have keys (security checklist, 6). So whatever
/// desk the path names, a header in which any desk's signature may stand has the body read, and keys are tried on it:
/// where the desk has none, another desk's, in vain.
package struct WebhookAuthentication: Hashable, Sendable {
  package let bearers: BearerSecrets
  package let plan: HMACPlan?
  /// Each of a desk's keys has a plan.
  private let desks: [DeskKey: [HMACPlan]]
  /// Tried where the path names a desk without keys; what comes of it counts for nothing.
  private let decoys: [HMACPlan]

  /// - Parameter desks: the plans of desks' own keys. They count only where the path names the desk.
  package init(bearers: BearerSecrets, plan: HMACPlan? = nil, desks: [DeskKey: [HMACPlan]] = [:]) {
    self.bearers = bearers
    self.plan = plan
    self.desks = desks.filter { !$0.value.isEmpty }
    decoys = self.desks.min { $0.key.rawValue < $1.key.rawValue }?.value ?? []
  }

  package enum HeaderVerdict: Hashable, Sendable {
    case accepted(WebhookAccess)
    case rejected
    /// Nothing that could be a credential was sent.
    case absent
    /// A signature is there; ``checkBody(_:method:url:path:headers:at:)`` decides.
    case needsBody
  }

  package enum BodyVerdict: Hashable, Sendable {
    case accepted(WebhookAccess)
    case rejected
  }

  /// - Parameter path: the desk that the path names.
  package func checkHeaders(_ headers: HTTPFields, path: DeskKey? = nil) -> HeaderVerdict {
    var access: WebhookAccess?
    let secrets = Self.presentedSecrets(headers)
    for secret in secrets {
      let opened = bearers.access(presenting: secret)
      access = access ?? opened
    }
    if let access { return .accepted(access) }
    if plan?.isSigned(headers) == true { return .needsBody }
    if path != nil, desks.values.contains(where: { $0.contains { $0.isSigned(headers) } }) { return .needsBody }
    return secrets.isEmpty ? .absent : .rejected
  }

  /// - Parameters:
  ///   - body: the bytes exactly as they came.
  ///   - url: the public URL that the sender was given, for payload formats that hold `{url}`.
  ///   - path: the desk that the path names.
  package func checkBody(
    _ body: Span<UInt8>, method: String, url: String, path: DeskKey? = nil, headers: HTTPFields, at now: Instant
  ) -> BodyVerdict {
    let isServers = plan?.verifies(body, method: method, url: url, headers: headers, at: now) == true
    var own: HMACPlan?
    if let path {
      for plan in desks[path] ?? decoys where plan.verifies(body, method: method, url: url, headers: headers, at: now) {
        own = own ?? plan
      }
      if desks[path] == nil { own = nil }
      if !isServers, let own { return .accepted(.desk(path, .signature(own))) }
    }
    return isServers ? .accepted(.everyDesk) : .rejected
  }

  /// Values of one header that are looked at.
  private static let maximumValues = 4

  /// Vapi's bearer plan lets its owner choose the header and whether `Bearer ` stands before the secret, so each
  /// header's value counts with the prefix and without.
  private static func presentedSecrets(_ headers: HTTPFields) -> [String] {
    var secrets: [String] = []
    for name in [HTTPField.Name.authorization, .vapiSecret] {
      for value in headers[values: name].prefix(maximumValues) {
        secrets.append(value)
        if value.prefix(7).lowercased() == "bearer " {
          secrets.append(String(value.dropFirst(7).drop { $0 == " " }))
        }
      }
    }
    return secrets.filter { !$0.isEmpty }
  }
}

extension HTTPField.Name {
  /// `X-Vapi-Secret`: the shared secret as it is.
  package static let vapiSecret: HTTPField.Name = {
    guard let name = HTTPField.Name("X-Vapi-Secret") else { preconditionFailure("the name is a token (RFC 9110)") }
    return name
  }()
}
