import Desk
import DeskFile
import Scheduling
import Testing

@Suite struct PolicyTests {
  @Test func `what is left out is as usual`() throws {
    let desk = try DeskTexts.read(DeskTexts.desk()).profile
    #expect(desk.language.rawValue == "en" && desk.region == nil && !desk.treatsUTCAsLocal)
    #expect(desk.caps == BookingCaps() && desk.sharing == .priority && desk.rooms.isEmpty)
    #expect(desk.specialDays.isEmpty && desk.hosts[0].priority == nil && desk.retired.isEmpty)
  }

  @Test func `policies are read`() throws {
    let more = """
      language: de_at
      region: at
      utc-means-local: true
      caps: {holds-per-caller: 1, bookings-per-caller: 2, bookings-per-day: 30}
      sharing: fewest-upcoming
      """
    let desk = try DeskTexts.read(DeskTexts.desk(host: "priority: 2", more: more)).profile
    #expect(desk.language == LanguageTag("de-AT") && desk.language.spoken == .german)
    #expect(desk.region == RegionCode("AT") && desk.treatsUTCAsLocal)
    #expect(desk.caps == BookingCaps(holdsPerCaller: 1, upcomingPerCaller: 2, perDay: 30))
    #expect(desk.sharing == .fewestUpcoming && desk.hosts[0].priority == 2)
  }

  @Test func `rooms are read, a calendar of theirs as any`() throws {
    let more = "rooms:\n  - {key: blue, name: Blue room, kind: treatment, calendar: {account: Blue@example.com}}"
    let room = try #require(try DeskTexts.read(DeskTexts.desk(more: more)).profile.rooms.first)
    let calendar = CalendarReference(account: AccountID("blue@example.com"), calendar: CalendarID("primary"))
    #expect(room == Room(key: RoomKey("blue"), name: "Blue room", kind: "treatment", calendar: calendar))
  }

  @Test(arguments: [
    ("language: it", "16:11 There is no wording in the language “it”; there is en, es, zh, de, fr."),
    ("language: english", "16:11 There is no wording in the language “english”; there is en, es, zh, de, fr."),
    (
      "region: USA", "16:9 region must be the two letters of a country (ISO 3166-1), such as US, not “USA”."
    ),
    ("region: UK", "16:9 There is no region UK; did you mean “GB”?"),
    ("utc-means-local: perhaps", "16:18 utc-means-local must be true or false, not “perhaps”."),
    ("utc-means-locale: true", "16:1 “utc-means-locale” is not a key of the desk; did you mean “utc-means-local”?"),
    (
      "sharing: fewest",
      "16:10 sharing must be priority or fewest-upcoming, not “fewest”; did you mean “fewest-upcoming”?"
    ),
    (
      "caps: 3",
      "16:7 Write the caps as a mapping with the keys holds-per-caller, bookings-per-caller, bookings-per-day."
    ),
    ("caps: {holds-per-caller: 4}", "16:26 holds-per-caller must be a whole number from 1 to 3, not “4”."),
    ("caps: {bookings-per-day: 0}", "16:26 bookings-per-day must be a whole number from 1 to 10000, not “0”."),
    ("rooms: [{key: blue}]", "16:9 This room lacks name."),
    ("rooms: [{key: blue, name: Blue, knid: x}]", "16:33 “knid” is not a key of this room; did you mean “kind”?"),
    (
      "rooms: [{key: blue, name: Blue}, {key: blue, name: Sky}]",
      "16:40 There is another entry of rooms with the key “blue”."
    ),
    (
      "rooms: [{key: blue, name: Blue}, {key: sky, name: blue}]",
      "16:51 There is another entry of rooms with the name “blue”, and a caller could not choose."
    ),
    (
      "rooms: [{key: blue, name: Blue}, {key: red, name: Red, kind: blue}]",
      "16:62 “blue” is the key of a room, so it cannot be a kind too."
    ),
    (
      "rooms: [{key: blue, name: Blue, calendar: {account: maria@example.com}}]",
      "16:43 Appointments with maria are written into this calendar; a room's calendar is only read."
    ),
    (
      "rooms: [{key: a, name: A, calendar: {account: r@example.com}}, {key: b, name: B, calendar: {account: r@example.com}}]",
      "16:92 The room a has this calendar too."
    ),
    ("numbers: [\"+12125550100\", \"+1 212 555 0100\"]", "16:27 This number is written twice."),
  ])
  func `what a desk cannot be is refused where it stands`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(more: text)) == [expected])
  }

  @Test(arguments: [
    ("priority: 0", "15:15 priority must be a whole number from 1 to 100, not “0”."),
    (
      "blocking: [{account: a@example.com}, {account: A@example.com, id: a@example.com}]",
      "15:42 This calendar is written twice in blocking."
    ),
  ])
  func `what a host cannot be is refused where it stands`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(DeskTexts.desk(host: text)) == [expected])
  }

  @Test(arguments: ["rooms", "services", "hosts"])
  func `a desk has at most a hundred of everything`(_ name: String) {
    let entries = (0..<101).map { "  - {key: k\($0), name: N\($0), duration: 30, calendar: {account: a\($0)@b.c}}\n" }
    let file = DeskTexts.desk(more: "more:").replacing("\n\(name):", with: "\nother:")
      .replacing("more:", with: "\(name):\n" + entries.joined())
    #expect(DeskTexts.problems(file).contains { $0.hasSuffix("\(name) holds 101 entries; at most 100.") })
  }
}
