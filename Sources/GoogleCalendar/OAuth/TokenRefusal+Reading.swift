/// What was asked of the token endpoint: the same error means different things.
enum TokenRequestKind: Hashable, Sendable {
  case authorizationCode
  case refresh
  case assertion
}

extension TokenRefusal {
  /// What an error answer of the token endpoint means.
  ///
  /// Sources: RFC 6749 section 5.2; the table of facts: google-calendar 1.5 and 1.9.
  /// - Parameters:
  ///   - code: the member `error`, if there is one.
  ///   - description: the member `error_description`: prose, and yet the only thing that tells some cases apart.
  ///   - subtype: Google's own member `error_subtype`.
  init(status: Int, code: String?, description: String?, subtype: String?, to kind: TokenRequestKind) {
    let passing: Set<String> = ["internal_failure", "server_error", "temporarily_unavailable"]
    let words = (description ?? "").lowercased()
    switch code {
    case let code? where passing.contains(code): self = .unavailable
    case _ where status >= 500 || status == 408 || status == 429: self = .unavailable
    case "invalid_grant": self = Self.invalidGrant(words, subtype: subtype, to: kind)
    case "invalid_client": self = words.contains("not found") ? .clientUnknown : .clientSecretWrong
    case "deleted_client": self = .clientDeleted
    case "unauthorized_client": self = kind == .assertion ? .notDelegated : .grantEnded
    case "access_denied": self = words.contains("restricted") ? .accountRestricted : .notDelegated
    case "admin_policy_enforced": self = .accountRestricted
    case "redirect_uri_mismatch": self = .redirectMismatch
    case "invalid_scope": self = .scopeRefused
    case "invalid_request" where words.contains("impersonation"): self = .subjectUnknown
    case "invalid_request", "unsupported_grant_type": self = .requestRefused
    default: self = .unrecognised
    }
  }

  private static func invalidGrant(_ words: String, subtype: String?, to kind: TokenRequestKind) -> TokenRefusal {
    if subtype == "invalid_rapt" || words.contains("invalid_rapt") { return .sessionEnded }
    if kind == .authorizationCode { return .codeRefused }
    if words.contains("deleted") { return .accountDeleted }
    guard kind == .assertion else { return .grantEnded }
    let table: [(fragment: String, refusal: TokenRefusal)] = [
      ("signature", .keyRefused), ("short-lived", .clockSkew), ("audience", .audienceRefused),
      ("no valid verifier", .serviceAccountUnknown), ("account not found", .serviceAccountUnknown),
      ("disabled", .serviceAccountUnknown), ("email", .subjectUnknown),
    ]
    return table.first { words.contains($0.fragment) }?.refusal ?? .grantEnded
  }
}
