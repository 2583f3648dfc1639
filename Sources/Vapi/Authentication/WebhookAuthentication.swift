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

  package var description: String { "DeskCredential(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Decides whether a webhook is let in: in two steps, so that a body is read only for a request whose headers leave it
/// open (security checklist, 40).
///
/// A secret is accepted as `Authorization: Bearer X` or `X-Vapi-Secret: X` (docs.vapi.ai/server-url/server-authentication),
/// a signature by the plan. Any one of them is enough. With neither configured nothing is let in; whether to run
/// without is not decided here.
package struct WebhookAuthentication: Hashable, Sendable {
  package let bearers: BearerSecrets
  package let plan: HMACPlan?

  package init(bearers: BearerSecrets, plan: HMACPlan? = nil) {
    self.bearers = bearers
    self.plan = plan
  }

  package enum HeaderVerdict: Hashable, Sendable {
    case accepted(WebhookAccess)
    case rejected
    /// Nothing that could be a credential was sent.
    case absent
    /// A signature is there; ``checkBody(_:method:url:headers:at:)`` decides.
    case needsBody
  }

  package enum BodyVerdict: Hashable, Sendable {
    case accepted(WebhookAccess)
    case rejected
  }

  package func checkHeaders(_ headers: HTTPFields) -> HeaderVerdict {
    var access: WebhookAccess?
    let secrets = Self.presentedSecrets(headers)
    for secret in secrets {
      let opened = bearers.access(presenting: secret)
      access = access ?? opened
    }
    if let access { return .accepted(access) }
    if plan?.isSigned(headers) == true { return .needsBody }
    return secrets.isEmpty ? .absent : .rejected
  }

  /// - Parameters:
  ///   - body: the bytes exactly as they came.
  ///   - url: the public URL that the sender was given, for payload formats that hold `{url}`.
  package func checkBody(
    _ body: Span<UInt8>, method: String, url: String, headers: HTTPFields, at now: Instant
  ) -> BodyVerdict {
    guard let plan, plan.verifies(body, method: method, url: url, headers: headers, at: now) else { return .rejected }
    return .accepted(.everyDesk)
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
