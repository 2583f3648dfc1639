/// Why something could not be done at Vapi. Its sentence is for the person who called the command; it holds no key.
package enum VapiFailure: Error, Hashable, Sendable {
  /// 401.
  case keyRefused
  /// 402.
  case unpaid
  /// 403.
  case notAllowed
  /// 404, for this collection.
  case notFound(VapiCollection)
  /// Any other 4xx, with Vapi's own reasons.
  case refused(status: Int, reasons: [String])
  /// 429, as often as was tried.
  case tooManyRequests
  /// 5xx or 408, as often as was tried.
  case troubled(status: Int)
  /// No connection.
  case unreachable(String)
  /// No answer in time, as often as was tried.
  case silent
  /// An answer that is not what Vapi's document says.
  case unreadable
  /// Several assistants are marked as this desk's.
  case several([String])

  /// Whether the request may have been carried out all the same.
  var mayBeDone: Bool {
    switch self {
    case .troubled, .silent, .unreadable: true
    case .keyRefused, .unpaid, .notAllowed, .notFound, .refused, .tooManyRequests, .unreachable, .several: false
    }
  }

  package var sentence: String {
    switch self {
    case .keyRefused:
      "Vapi does not know VAPI_API_KEY (HTTP 401): set the account's private key, not the public one."
    case .unpaid: "Vapi wants a payment method first (HTTP 402)."
    case .notAllowed:
      "VAPI_API_KEY may not do this (HTTP 403): set a private key of the organisation that the assistant is in."
    case .notFound(let collection):
      "Vapi has no such \(collection.rawValue) (HTTP 404): it was removed meanwhile, or VAPI_API_URL is not Vapi's."
    case .refused(let status, let reasons):
      "Vapi refuses the request (HTTP \(status))" + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; ")).")
    case .tooManyRequests: "Vapi takes no more requests for now (HTTP 429): try again later."
    case .troubled(let status): "Vapi is in trouble (HTTP \(status)): try again later."
    case .unreachable(let reason): "Vapi cannot be reached: \(reason)."
    case .silent: "Vapi did not answer in time: try again."
    case .unreadable: "Vapi's answer cannot be read: is VAPI_API_URL its API?"
    case .several(let ids):
      "Several assistants at Vapi are marked as this desk's (\(ids.joined(separator: ", "))): name one with --assistant."
    }
  }
}

/// What the API is asked for; the raw value is the path.
package enum VapiCollection: String, Hashable, Sendable, CaseIterable {
  case assistant
  case tool
  case phoneNumber = "phone-number"
}
