import Desk
import Foundation
import Testing

@testable import GoogleCalendar

@Suite struct GoogleFailureTests {
  static let table: [String: GoogleFailure] = [
    "400-timeRangeEmpty": .badRequest, "400-badRequest": .badRequest, "400-required-missing-end": .badRequest,
    "400-required-missing-time-zone": .badRequest, "400-required-freebusy-missing-timeMin": .badRequest,
    "400-invalid-date-and-dateTime": .badRequest, "400-invalid-illegal-client-id": .badRequest,
    "400-invalid-orderBy-startTime-without-singleEvents": .badRequest,
    "400-invalid-corrupt-sync-token": .fullSyncRequired, "400-timeRangeTooLong": .badRequest,
    "400-push.webhookUrlNotHttps": .badRequest, "400-channelIdNotUnique": .badRequest,
    "401-authError": .unauthorized, "401-authError-new-shape": .unauthorized,
    "403-userRateLimitExceeded": .rateLimited(retryAfter: nil), "403-rateLimitExceeded": .rateLimited(retryAfter: nil),
    "403-rateLimitExceeded-quota-metric": .rateLimited(retryAfter: nil), "403-quotaExceeded": .quotaExceeded,
    "403-forbiddenForNonOrganizer": .forbidden, "403-forbiddenForServiceAccounts": .cannotInvite,
    "403-requiredAccessLevel": .forbidden, "403-notACalendarUser": .forbidden,
    "403-insufficientPermissions": .scopeMissing, "403-accessNotConfigured": .apiDisabled, "404-notFound": .notFound,
    "409-duplicate": .duplicate, "409-conflict": .conflict, "410-deleted": .gone,
    "410-fullSyncRequired": .fullSyncRequired, "410-updatedMinTooLongAgo": .fullSyncRequired,
    "412-conditionNotMet": .conditionNotMet, "429-rateLimitExceeded": .rateLimited(retryAfter: nil),
    "500-backendError": .server(retryAfter: nil), "503-backendError": .server(retryAfter: nil),
  ]

  @Test func `every error of Google's is read as what it is`() throws {
    struct Raw: Decodable {
      let name: String
      let status: Int
    }
    let path = "errors/calendar-errors.json"
    let names = try Fixtures.decode([Raw].self, path)
    let bodies = try #require(try JSONSerialization.jsonObject(with: Fixtures.data(path)) as? [[String: Any]])
    #expect(names.count == Self.table.count)
    for (entry, raw) in zip(names, bodies) {
      let body = try JSONSerialization.data(withJSONObject: try #require(raw["body"]))
      let response = HTTPExchangeResponse(status: entry.status, headers: [], body: Array(body))
      #expect(GoogleFailure(response) == Self.table[entry.name], "\(entry.name)")
    }
  }

  @Test(arguments: [
    (502, "<html><title>Error 502</title></html>", GoogleFailure.server(retryAfter: nil)),
    (503, "", .server(retryAfter: nil)), (504, "[1", .server(retryAfter: nil)), (408, "", .server(retryAfter: nil)),
    (403, "<html>Forbidden</html>", .forbidden), (403, #"{"error":{"errors":[{"reason":"brandNew"}]}}"#, .forbidden),
    (403, #"{"error":"text"}"#, .forbidden), (429, "", .rateLimited(retryAfter: nil)),
    (429, #"{"error":{"errors":[{"reason":"brandNew"}]}}"#, .rateLimited(retryAfter: nil)),
    (
      403,
      #"{"error":{"status":"PERMISSION_DENIED","details":[{"@type":"x","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}"#,
      .scopeMissing
    ),
    (403, #"{"error":{"status":"PERMISSION_DENIED","details":[{"reason":"SERVICE_DISABLED"}]}}"#, .apiDisabled),
    (429, #"{"error":{"status":"RESOURCE_EXHAUSTED"}}"#, .rateLimited(retryAfter: nil)),
    (403, #"{"error":{"errors":[{"reason":"dailyLimitExceeded"}]}}"#, .quotaExceeded),
    (409, "", .conflict), (410, "", .gone), (302, "", .unexpected(status: 302)), (418, "", .unexpected(status: 418)),
    (404, "<html>", .notFound), (401, "", .unauthorized),
  ])
  func `a body of any other form leaves the status to decide`(status: Int, body: String, failure: GoogleFailure) {
    #expect(GoogleFailure(HTTPExchangeResponse(status: status, headers: [], body: Array(body.utf8))) == failure)
  }

  @Test(arguments: [("7", Duration.seconds(7)), ("0", .zero), ("-4", .zero), ("999999", .seconds(3600))])
  func `a wait that Google asks for is kept to`(header: String, wait: Duration) {
    let response = HTTPExchangeResponse(status: 429, headers: [("Retry-After", header)], body: [])
    #expect(GoogleFailure(response) == .rateLimited(retryAfter: wait))
    #expect(GoogleFailure(response).retry == .afterBackoff(atLeast: wait))
  }

  @Test func `a date to wait for is left aside`() {
    let response = HTTPExchangeResponse(
      status: 503, headers: [("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT")], body: [])
    #expect(GoogleFailure(response) == .server(retryAfter: nil))
  }

  static let all: [GoogleFailure] = [
    .badRequest, .unauthorized, .rateLimited(retryAfter: nil), .quotaExceeded, .forbidden, .cannotInvite, .scopeMissing,
    .apiDisabled, .notFound, .duplicate, .conflict, .gone, .fullSyncRequired, .conditionNotMet,
    .server(retryAfter: nil), .unexpected(status: 302), .unreadable, .endless, .timedOut, .broken, .notConnected,
    .noRoom, .noTurn, .circuitOpen, .noToken(.notConnected), .noToken(.needsReconnecting), .noToken(.unreachable),
  ]

  @Test func `only what may pass is tried again, and never what lasts for hours`() {
    let retried = Self.all.filter { $0.retry != .never }
    #expect(
      retried == [
        .unauthorized, .rateLimited(retryAfter: nil), .conflict, .server(retryAfter: nil), .timedOut, .broken,
        .notConnected,
      ])
    #expect(Self.all.filter(\.lastsForHours) == [.quotaExceeded])
  }

  @Test func `a write is open after what may have reached Google, and only then`() {
    #expect(
      Self.all.filter(\.leavesWriteOpen) == [
        .server(retryAfter: nil), .unexpected(status: 302), .unreadable, .timedOut, .broken,
      ])
  }

  @Test func `each failure is one trouble of the desk's`() {
    let troubles = Dictionary(grouping: Self.all, by: \.trouble)
    #expect(troubles[.needsReconnecting] == [.unauthorized, .scopeMissing, .noToken(.needsReconnecting)])
    #expect(troubles[.overQuota] == [.rateLimited(retryAfter: nil), .quotaExceeded, .noRoom])
    #expect(troubles[.noAccess] == [.forbidden, .cannotInvite, .apiDisabled, .notFound, .gone])
    #expect(troubles[.notConnected] == [.noToken(.notConnected)])
    #expect(troubles[.unreachable]?.count == 15)
  }

  @Test func `labels tell failures apart`() {
    #expect(Set(Self.all.map(\.label)).count == Self.all.count - 2)
  }
}
