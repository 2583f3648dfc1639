import Foundation
import JWTKit
import Scheduling
import Testing

@testable import GoogleCalendar

@Suite struct FixtureTests {
  @Test func `every payload decodes, and none is forgotten`() throws {
    let names = Fixtures.names(in: "").filter { $0.contains(".") && $0 != "README.md" }
    #expect(names.count > 60)
    for name in names {
      switch name.prefix(while: { $0 != "/" }) {
      case "oauth": try readOAuth(name)
      case "push", "batch": try readUnused(name)
      default: try decode(name)
      }
    }
  }

  private func decode(_ name: String) throws {
    switch name {
    case _ where name.hasPrefix("events/"):
      let event = try Fixtures.decode(Event.self, name)
      #expect(event.id != nil && event.etag != nil && event.status != nil, "\(name)")
    case _ where name.hasPrefix("requests/"):
      let event = try Fixtures.decode(Event.self, name)
      #expect(event.start != nil || event.extendedProperties != nil, "\(name)")
    case _ where name.hasPrefix("lists/events-"):
      let page = try Fixtures.decode(EventsPage.self, name)
      #expect(page.items != nil && page.timeZone != nil && page.accessRole != nil, "\(name)")
      #expect((page.nextPageToken == nil) != (page.nextSyncToken == nil), "\(name)")
    case "lists/calendar-list.json":
      let page = try Fixtures.decode(CalendarListPage.self, name)
      #expect(page.items?.map(\.accessRole) == ["owner", "owner", "freeBusyReader", "reader"].map(AccessRole.init))
    case "lists/calendar-get.json":
      #expect(try Fixtures.decode(CalendarListEntry.self, name).id != nil)
    case "freebusy/request.json":
      #expect(try Fixtures.decode(FreeBusyRequest.self, name).items.count == 3)
    case _ where name.hasPrefix("freebusy/"):
      #expect(try Fixtures.decode(FreeBusyAnswer.self, name).calendars?.isEmpty == false, "\(name)")
    case "errors/calendar-errors.json":
      #expect(try Fixtures.decode([ErrorFixture].self, name).allSatisfy { $0.body.reason != nil })
    default:
      try readUnused(name)
    }
  }

  /// What the accounts' server says and is told. Its meaning is tested in ``TokenWireTests``.
  private func readOAuth(_ name: String) throws {
    let bytes = Array(try Fixtures.data(name))
    switch name {
    case "oauth/token-errors.json":
      #expect(try Fixtures.decode([TokenWireTests.ErrorExample].self, name).allSatisfy { $0.status >= 400 })
    case "oauth/token-request.http":
      #expect(try TokenWireTests.exampleRequests().count == 4)
    case _ where name.hasPrefix("oauth/token-"):
      #expect(TokenReply(bytes, sentAt: Instant(seconds: 0)) != nil, "\(name)")
    case "oauth/revoke-error.json":
      #expect(TokenErrorReply(bytes).error == "invalid_token")
    case "oauth/service-account-key-shape.json":
      // Read as far as its private key, which is not one.
      #expect(throws: ServiceAccountKeyMistake.unreadablePrivateKey) { try ServiceAccountKey(parsing: bytes) }
    case "oauth/authorize-url.txt", "oauth/redirects.txt":
      #expect(FormFields(parsing: String(decoding: bytes, as: UTF8.self)).fields.count > 2, "\(name)")
    default:
      try readUnused(name)
    }
  }

  /// Payloads of calls that this program does not make: they are read with as much of its own code as there is for them,
  /// so that a later use begins from what is known to decode.
  private func readUnused(_ name: String) throws {
    switch name {
    case "lists/acl-list.json":
      // Who may see a calendar is its owner's business; the roles are those of the calendar list, and `none`.
      let roles = try Fixtures.decode(UnusedPayloads.AccessList.self, name).items.map(\.role)
      #expect(roles == ["owner", "writerWithoutPrivateAccess", "freeBusyReader", "none"].map(AccessRole.init))
    case "lists/settings-list.json":
      // The desk's file says its zone, not the account.
      let settings = try Fixtures.decode(UnusedPayloads.AccountSettings.self, name).items
      let zone = try #require(settings.first { $0.id == "timezone" }?.value)
      #expect(CalendarZone(zone, from: TestZones()) != .unknown)
    case _ where name.hasPrefix("push/") && name.hasSuffix(".json"):
      // Calendars are read when a call needs them; nothing is subscribed to.
      let channel = try Fixtures.decode(UnusedPayloads.Channel.self, name)
      #expect(channel.id == UnusedPayloads.channel, "\(name)")
      #expect(channel.resourceId != nil || channel.address != nil, "\(name)")
      #expect(channel.expiration.map { Int64($0) != nil } ?? true, "\(name)")
    case "push/notification-exists.http", "push/notification-sync.http":
      let headers = try UnusedPayloads.headers(in: name)
      #expect(headers["x-goog-channel-id"] == UnusedPayloads.channel)
      #expect(headers["x-goog-resource-state"].map { name.contains($0) } == true)
      #expect(headers["x-goog-message-number"].flatMap { Int($0) } != nil)
    case "batch/request.http":
      // Calls are sent one by one, because each has its own deadline and retries.
      #expect(try UnusedPayloads.blocks(of: name).count { $0.contains("/calendar/v3/calendars/primary/events/") } == 2)
    case "batch/response.http":
      let bodies = try UnusedPayloads.blocks(of: name).filter { $0.hasPrefix("{") }.map { Array($0.utf8) }
      #expect(bodies.count == 2)
      #expect(try JSONDecoder().decode(Event.self, from: Data(bodies[0])).id != nil)
      let refusal = HTTPExchangeResponse(status: 412, headers: [], body: bodies[1])
      #expect(GoogleFailure(refusal) == .conditionNotMet)
      #expect(try JSONDecoder().decode(ErrorBody.self, from: Data(bodies[1])).reason == "conditionNotMet")
    case "oauth/tokeninfo.json", "oauth/userinfo-oidc.json":
      // Whose a grant is, the `id_token` or the primary calendar's id tells; both have the same subject and address.
      let person = try Fixtures.decode(UnusedPayloads.Person.self, name)
      #expect(person.email == "owner@example.com" && person.sub.allSatisfy(\.isNumber) && person.isVerified)
    case "oauth/jwt-assertion-header.json", "oauth/jwt-assertion-claims.json":
      // Only ever written: the assertion's own test compares what is signed.
      #expect(try JSONSerialization.jsonObject(with: Fixtures.data(name)) is [String: Any], "\(name)")
    default:
      Issue.record("nothing reads \(name)")
    }
  }
}

/// What no call of this program answers with.
private enum UnusedPayloads {
  static let channel = "01234567-89ab-cdef-0123-456789abcdef"

  struct AccessList: Decodable {
    struct Rule: Decodable { let role: AccessRole }
    let items: [Rule]
  }

  struct AccountSettings: Decodable {
    struct Setting: Decodable {
      let id: String
      let value: String
    }
    let items: [Setting]
  }

  struct Channel: Decodable {
    let id: String
    let resourceId: String?
    let address: String?
    let expiration: String?
  }

  /// One of the two says `true`, the other `"true"`.
  struct Person: Decodable {
    let sub: String
    let email: String
    let isVerified: Bool

    enum CodingKeys: String, CodingKey {
      case sub, email
      case isVerified = "email_verified"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      sub = try members.decode(String.self, forKey: .sub)
      email = try members.decode(String.self, forKey: .email)
      isVerified = try members.decode(BoolClaim.self, forKey: .isVerified).value
    }
  }

  /// What stands between empty lines.
  static func blocks(of name: String) throws -> [String] {
    String(decoding: try Fixtures.data(name), as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\n\n")
      .map(String.init)
  }

  static func headers(in name: String) throws -> [String: String] {
    let lines = try #require(try blocks(of: name).first).split(separator: "\n").dropFirst()
    let pairs = lines.map { $0.split(separator: ":", maxSplits: 1) }.filter { $0.count == 2 }
    return Dictionary(
      pairs.map { ($0[0].lowercased(), $0[1].trimmingCharacters(in: .whitespaces)) }, uniquingKeysWith: { $1 })
  }
}

struct ErrorFixture: Decodable, Sendable {
  let name: String
  let status: Int
  let body: ErrorBody
}
