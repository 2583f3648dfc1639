/// What an account's token is wanted for.
struct RefreshNeed: Hashable, Sendable {
  /// Only look what is stored.
  var isReadingOnly = false
  /// For a call that begins: last longer than usual.
  var isEarly = false
  /// A token that Google answered 401 to: worth nothing.
  var refused: String?
  /// A token that is due for replacement, though it may still be used.
  var due: String?

  static let reading = RefreshNeed(isReadingOnly: true)
}

/// How one run through storage and Google ended.
struct RefreshReport: Sendable {
  /// The raw values are the metric's.
  enum Outcome: String, Sendable, CaseIterable {
    /// Nothing had to be done.
    case read
    /// Another process had refreshed.
    case adopted
    case refreshed
    /// Google said no for good.
    case refused
    /// Google did not answer, or another process is at it.
    case unavailable
    /// Our own storage failed.
    case storage
    case notConnected
  }

  var outcome: Outcome
  /// The latest that is known; `nil`: not connected, or unknown (``Outcome/storage``).
  var grant: StoredGrant?
  var refusal: TokenRefusal?
  /// A grant with a rotated refresh token that could not be stored yet: its access token must not be used before it is.
  var unsaved: StoredGrant?
}
