/// What is said when nothing more is to be said: one body for each status, whatever led to it, so that nobody can tell
/// one refusal from another.
enum Wording {
  /// Sent with every answer (facts: security 51). Pages add a content security policy that allows their own style.
  static let headers: [(name: String, value: String)] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
  ]

  /// The JSON text for a status.
  static func body(of status: Int) -> String { #"{"error":"\#(sentence(for: status))"}"# }

  private static func sentence(for status: Int) -> String {
    switch status {
    case 400: "The request could not be read."
    case 401: "The request carries no valid credential."
    case 404: "There is nothing here."
    case 405: "This cannot be done here."
    case 413: "The body is too large."
    case 415: "The body must be sent as it is, without a content encoding."
    case 431: "The header fields are too large."
    case 503: "The server cannot answer at the moment."
    default: "The request could not be answered."
    }
  }
}
