import Testing

@testable import GoogleSandbox

/// Google's own discovery document is the judge of names, paths and scopes.
struct DiscoveryTests {
  @Test(arguments: APIMethod.allCases)
  func `every method is one of the discovery document's`(_ method: APIMethod) throws {
    let document = try Fixtures.json("calendar.v3.json")
    let parts = method.rawValue.split(separator: ".").map(String.init)
    let described = try #require(document["resources"]?[parts[1]]?["methods"]?[parts[2]])
    #expect(described["id"]?.string == method.rawValue)
    #expect(described["httpMethod"]?.string == method.verb)
    #expect(described["path"]?.string == method.path)
    let scopes = Set((described["scopes"]?.array ?? []).compactMap(\.string))
    #expect(scopes == method.scopes)
    let inPath = (described["parameterOrder"]?.array ?? []).compactMap(\.string)
      .filter { described["parameters"]?[$0]?["location"] == "path" }
    let path = method.path.split(separator: "/").map { $0.hasPrefix("{") ? "id" : String($0) }
    let found = try #require(APIMethod.find(method.verb, path[...]))
    #expect(found.method == method)
    #expect(Set(found.ids.keys) == Set(inPath))
  }

  @Test func `the scopes known to the consent page are those of the document`() throws {
    let document = try Fixtures.json("calendar.v3.json")
    let scopes = try #require(document["auth"]?["oauth2"]?["scopes"]?.object?.keys)
    #expect(scopes.allSatisfy { Scopes.isKnown($0) }, "\(scopes.filter { !Scopes.isKnown($0) })")
  }

  /// Every member that an answer holds is one that the document describes.
  @Test func `answers hold no member that the document does not know`() async throws {
    let document = try Fixtures.json("calendar.v3.json")
    try await withSandbox { bench in
      let event = try await bench.event(
        "Visit", "2026-11-24T09:00:00+01:00", "2026-11-24T09:30:00+01:00",
        ["attendees": [["email": "guest@example.org"]], "extendedProperties": ["private": ["k": "v"]]])
      let list = try await bench.api("GET", "calendars/primary/events").json
      let calendars = try await bench.api("GET", "users/me/calendarList").json
      let calendar = try await bench.api("GET", "calendars/primary").json
      let busy = try await bench.api(
        "POST", "freeBusy",
        ["timeMin": "2026-11-23T00:00:00Z", "timeMax": "2026-11-28T00:00:00Z", "items": [["id": "primary"]]]
      ).json
      let answers = [
        ("Event", event), ("Events", list), ("CalendarList", calendars), ("Calendar", calendar),
        ("CalendarListEntry", calendars["items"]?.array?.first ?? .null), ("FreeBusyResponse", busy),
        ("EventAttendee", event["attendees"]?.array?.first ?? .null), ("EventDateTime", event["start"] ?? .null),
      ]
      for (schema, answer) in answers {
        let known = try #require(document["schemas"]?[schema]?["properties"]?.object?.keys)
        let members = try #require(answer.object?.keys)
        #expect(Set(members).isSubset(of: Set(known)), "\(schema): \(Set(members).subtracting(known))")
      }
    }
  }
}
