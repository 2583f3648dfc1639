import Desk

/// What one attempt means for the next. Pure.
///
/// Vapi's own clients try again after 408, 429 and 5xx, and honour `Retry-After`. A PATCH holds whole values, so that
/// doing it twice is as good as once; after a POST that may have been carried out somebody must look first.
enum APIAttempt: Hashable, Sendable {
  case done(JSONValue)
  /// Worth another try, at the earliest after this long.
  case again(VapiFailure, after: Duration?)
  case failed(VapiFailure)

  /// Answers of a list of a hundred assistants, prompts included.
  static let limits = JSONLimits(depth: 64, members: 400_000, stringBytes: 1 << 20, bytes: 1 << 23)
  /// Reasons that are repeated, and characters of each.
  private static let reasons = (count: 5, length: 200)

  init(_ request: RESTRequest, _ collection: VapiCollection, obstacle: RESTObstacle) {
    switch obstacle {
    case .notSent(let reason): self = .again(.unreachable(reason), after: nil)
    case .lost: self = request.method == .post ? .failed(.silent) : .again(.silent, after: nil)
    }
  }

  init(_ request: RESTRequest, _ collection: VapiCollection, response: RESTResponse) {
    let wait = response.retryAfter.flatMap { Int($0) }.map { Duration.seconds(max(0, min($0, 3600))) }
    switch response.status {
    case 200..<300: self = Self.value(response.body).map(APIAttempt.done) ?? .failed(.unreadable)
    case 401: self = .failed(.keyRefused)
    case 402: self = .failed(.unpaid)
    case 403: self = .failed(.notAllowed)
    case 404: self = .failed(.notFound(collection))
    case 429: self = .again(.tooManyRequests, after: wait)
    case 408, 500...:
      let failure = VapiFailure.troubled(status: response.status)
      self = request.method == .post ? .failed(failure) : .again(failure, after: wait)
    case 400..<500: self = .failed(.refused(status: response.status, reasons: Self.reasons(response.body)))
    default: self = .failed(.unreadable)
    }
  }

  private static func value(_ body: [UInt8]) -> JSONValue? {
    do throws(JSONFailure) { return try JSONValue(parsing: body, limits: limits) } catch { return nil }
  }

  /// `{"message": string or [string]}`.
  private static func reasons(_ body: [UInt8]) -> [String] {
    let message = value(body)?["message"]
    let texts = message?.array?.compactMap(\.string) ?? [message?.string].compactMap(\.self)
    return texts.prefix(reasons.count).map { String(SpokenLine.clean($0).prefix(reasons.length)) }
  }

  /// How long to wait before the next try: what Vapi says, else doubling from half a second to 8 s with jitter in the upper
  /// half.
  ///
  /// - Parameters:
  ///   - failures: how often it has failed before, without this time.
  ///   - fraction: chance, in `0..<1`.
  static func pause(after failures: Int, saying wait: Duration?, fraction: Double) -> Duration {
    if let wait { return wait }
    let ceiling = min(8000, 500 << max(0, min(failures, 8)))
    return .milliseconds(Int64(Double(ceiling) * (0.5 + fraction / 2)))
  }
}
