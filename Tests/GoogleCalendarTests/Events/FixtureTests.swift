import Foundation
import Testing

@testable import GoogleCalendar

@Suite struct FixtureTests {
  /// Payloads of calls that this program does not make, or that are not JSON of the Calendar API.
  static let foreign: Set<String> = [
    "README.md", "lists/acl-list.json", "lists/settings-list.json", "push/stop-request.json",
    "push/notification-exists.http", "push/notification-sync.http", "push/watch-response.json",
    "push/watch-request.json", "batch/request.http", "batch/response.http",
  ]

  @Test func `every payload decodes, and none is forgotten`() throws {
    let names = Fixtures.names(in: "").filter { $0.contains(".") }
    #expect(names.count > 50)
    var decoded = 0
    for name in names where !Self.foreign.contains(name) && !name.hasPrefix("oauth/") {
      try decode(name)
      decoded += 1
    }
    #expect(decoded == names.count(where: { !Self.foreign.contains($0) && !$0.hasPrefix("oauth/") }))
    #expect(decoded > 40)
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
      Issue.record("no type is known for \(name)")
    }
  }
}

struct ErrorFixture: Decodable, Sendable {
  let name: String
  let status: Int
  let body: ErrorBody
}
