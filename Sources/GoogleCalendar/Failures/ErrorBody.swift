/// Google's error body in both of its forms: with `errors` (the Calendar API's own), with `status` and `details` (the
/// gateway's), or with both.
struct ErrorBody: Decodable, Hashable, Sendable {
  struct Problem: Decodable, Hashable, Sendable {
    var domain: String?
    var reason: String?
    /// What the problem is about, such as the parameter `syncToken`.
    var location: String?
  }

  struct Detail: Decodable, Hashable, Sendable {
    /// Of `google.rpc.ErrorInfo`, such as `ACCESS_TOKEN_SCOPE_INSUFFICIENT`.
    var reason: String?
  }

  struct Content: Decodable, Hashable, Sendable {
    var errors: [Problem]?
    /// Such as `PERMISSION_DENIED`.
    var status: String?
    var details: [Detail]?
  }

  var error: Content

  /// The first reason given, whichever form gives it.
  var reason: String? {
    error.errors?.lazy.compactMap(\.reason).first ?? error.details?.lazy.compactMap(\.reason).first ?? error.status
  }

  var location: String? { error.errors?.first?.location }
}
