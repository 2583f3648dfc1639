package import Desk

/// Every way in which a call to Google can fail, as a closed list. What follows from each is said once, in switches
/// that the compiler keeps complete. Holds no URL, id or text of Google's.
package enum GoogleFailure: Error, Hashable, Sendable {
  /// 400: this program asked wrongly.
  case badRequest
  /// 401: the token was refused, and so was its replacement.
  case unauthorized
  /// 403 or 429 with a rate limit: the quota of this minute.
  case rateLimited(retryAfter: Duration?)
  /// 403 `quotaExceeded` or `dailyLimitExceeded`: for hours. Or Google said so less than a minute ago, and nothing was sent.
  case quotaExceeded
  /// 403: the account may not do this with that calendar or event.
  case forbidden
  /// 403 `forbiddenForServiceAccounts`: a service account without delegation cannot invite guests.
  case cannotInvite
  /// 403: the grant lacks the scope.
  case scopeMissing
  /// 403 `accessNotConfigured`: the Calendar API is not switched on in the Google Cloud project.
  case apiDisabled
  /// 404: not there, or no access; Google does not tell these apart.
  case notFound
  /// 409 `duplicate`: the id is taken, perhaps by an event that was deleted.
  case duplicate
  /// 409 otherwise: two edits met.
  case conflict
  /// 410: deleted already.
  case gone
  /// 410 or 400: the sync token is of no use any more.
  case fullSyncRequired
  /// 412: somebody changed the event since it was read.
  case conditionNotMet
  /// 5xx or 408.
  case server(retryAfter: Duration?)
  /// A status that no rule knows, such as a redirect.
  case unexpected(status: Int)

  /// A success whose body is not what was expected, or is too long.
  case unreadable
  /// The list did not end after very many pages.
  case endless
  /// No answer in time. The request may have been carried out.
  case timedOut
  /// The connection broke. The request may have been carried out.
  case broken
  /// No connection, so nothing was carried out.
  case notConnected
  /// Our own budget had no room before the deadline. Nothing was sent.
  case noRoom
  /// The writes to that calendar that came before took until the deadline. Nothing was sent.
  case noTurn
  /// So many calls failed lately that none is tried for the moment. Nothing was sent.
  case circuitOpen
  /// There is no token. Nothing was sent.
  case noToken(TokenTrouble)
}

extension GoogleFailure {
  /// After which kind of wait the same request may be sent again.
  package enum Retry: Hashable, Sendable {
    case never
    /// At once, with another token, one time.
    case withNewToken
    /// After a short random pause: a passing fault.
    case afterPause
    /// After a wait that doubles, at least as long as Google asked for: too many requests.
    case afterBackoff(atLeast: Duration?)
  }

  package var retry: Retry {
    switch self {
    case .unauthorized: .withNewToken
    case .rateLimited(let wait): .afterBackoff(atLeast: wait)
    case .server(let wait): wait.map { .afterBackoff(atLeast: $0) } ?? .afterPause
    case .conflict, .timedOut, .broken, .notConnected: .afterPause
    case .badRequest, .quotaExceeded, .forbidden, .cannotInvite, .scopeMissing, .apiDisabled, .notFound, .duplicate,
      .gone, .fullSyncRequired, .conditionNotMet, .unexpected, .unreadable, .endless, .noRoom, .noTurn, .circuitOpen,
      .noToken:
      .never
    }
  }

  /// Whether a write that ended so may have been carried out, or may still be.
  package var leavesWriteOpen: Bool {
    switch self {
    case .server, .timedOut, .broken, .unreadable, .unexpected: true
    case .badRequest, .unauthorized, .rateLimited, .quotaExceeded, .forbidden, .cannotInvite, .scopeMissing,
      .apiDisabled, .notFound, .duplicate, .conflict, .gone, .fullSyncRequired, .conditionNotMet, .endless,
      .notConnected, .noRoom, .noTurn, .circuitOpen, .noToken:
      false
    }
  }

  /// What the desk hears of it.
  package var trouble: CalendarTrouble {
    switch self {
    case .unauthorized, .scopeMissing: .needsReconnecting
    case .rateLimited, .quotaExceeded: .overQuota
    case .forbidden, .cannotInvite, .apiDisabled, .notFound, .gone: .noAccess
    case .badRequest, .duplicate, .conflict, .fullSyncRequired, .conditionNotMet, .server, .unexpected, .unreadable,
      .endless, .timedOut, .broken, .notConnected, .noTurn, .circuitOpen:
      .unreachable
    case .noRoom: .overQuota
    case .noToken(.notConnected): .notConnected
    case .noToken(.needsReconnecting): .needsReconnecting
    case .noToken(.unreachable): .unreachable
    }
  }

  /// Whether the quota is used up for hours, so that the operator should hear of it.
  package var lastsForHours: Bool {
    switch self {
    case .quotaExceeded: true
    case .badRequest, .unauthorized, .rateLimited, .forbidden, .cannotInvite, .scopeMissing, .apiDisabled, .notFound,
      .duplicate, .conflict, .gone, .fullSyncRequired, .conditionNotMet, .server, .unexpected, .unreadable, .endless,
      .timedOut, .broken, .notConnected, .noRoom, .noTurn, .circuitOpen, .noToken:
      false
    }
  }

  /// Whether it is likely to be over some time later without anybody doing anything.
  package var passes: Bool {
    switch self {
    case .rateLimited, .quotaExceeded, .conflict, .conditionNotMet, .server, .unexpected, .unreadable, .endless,
      .timedOut, .broken, .notConnected, .noRoom, .noTurn, .circuitOpen, .noToken(.unreachable):
      true
    case .badRequest, .unauthorized, .forbidden, .cannotInvite, .scopeMissing, .apiDisabled, .notFound, .duplicate,
      .gone, .fullSyncRequired, .noToken:
      false
    }
  }

  /// Whether it counts towards opening the account's breaker: Google is ill, as opposed to saying no.
  var isHard: Bool {
    switch self {
    case .server, .timedOut, .broken, .notConnected: true
    case .badRequest, .unauthorized, .rateLimited, .quotaExceeded, .forbidden, .cannotInvite, .scopeMissing,
      .apiDisabled, .notFound, .duplicate, .conflict, .gone, .fullSyncRequired, .conditionNotMet, .unexpected,
      .unreadable, .endless, .noRoom, .noTurn, .circuitOpen, .noToken:
      false
    }
  }
}
