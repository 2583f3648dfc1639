import Desk
import Scheduling
import Testing

@Suite struct `A stored desk` {
  /// As the first release that kept desks has written them.
  private static let old = """
    {"key":"clinic","name":"Lakeside Clinic","zone":"America/New_York","hours":{"monday":[[32400,43200],[46800,61200]]},\
    "offerings":[{"key":"visit","name":"Visit","rules":{"duration":1800000,"bufferBefore":0,"bufferAfter":300000,\
    "interval":900000,"notice":7200000,"horizonDays":60,"durations":[3600000]},"hosts":["kim"]}],\
    "hosts":[{"key":"kim","name":"Dr. Kim","calendar":{"account":"owner@example.com","calendar":"primary"},\
    "blocking":[{"account":"second@example.com","calendar":"primary"}],"hours":null}],\
    "numbers":["+12025550100"],"hangUp":"withdraw"}
    """

  @Test func `by an older release has what is usual where it says nothing`() throws {
    let desk = try #require(DeskProfile(stored: try JSONValue(parsing: Self.old, limits: .stored)))
    let monday = try [(9, 12), (13, 17)].map { opens, closes in
      let opens = try #require(ClockTime(hour: opens, minute: 0))
      let closes = try #require(ClockTime(hour: closes, minute: 0))
      return try #require(OpenHours(opens: opens, closes: closes))
    }
    let rules = SlotRules(
      duration: .minutes(30), bufferAfter: .minutes(5), interval: .minutes(15), notice: .hours(2), horizonDays: 60,
      durations: [.hours(1)])
    let kim = Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner, blocking: [Office.second])
    #expect(
      desk
        == DeskProfile(
          key: DeskKey("clinic"), name: "Lakeside Clinic", zone: ZoneID("America/New_York"),
          hours: try WeeklyHours([.monday: monday]),
          offerings: [Offering(key: OfferingKey("visit"), name: "Visit", rules: rules, hosts: [HostKey("kim")])],
          hosts: [kim], numbers: [PhoneNumber("+12025550100")].compactMap(\.self), hangUp: .withdraw))
    #expect(desk.keeping == KeepingPolicy() && desk.caps == BookingCaps() && desk.sharing == .priority)
    #expect(desk.language == LanguageTag(.english) && desk.specialDays.isEmpty && desk.rooms.isEmpty)
  }

  @Test func `keeps what it has retired`() throws {
    let desk = try DeskProfile.clinic()
    let retired = RetiredParts(
      hosts: [Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second, priority: 3)],
      offerings: [
        Offering(
          key: OfferingKey("scan"), name: "Scan", rules: desk.offerings[0].rules, needs: [[RoomKey("scanner")]],
          needsOwner: true, title: try EventTemplate("{service}"), videoLink: true)
      ], rooms: [Room(key: RoomKey("scanner"), name: "Scanner", kind: "machine", calendar: Office.owner)])
    let kept = desk.retiring(retired)
    #expect(DeskProfile(stored: try JSONValue(parsing: kept.stored.text, limits: .stored)) == kept)
  }

  @Test(arguments: [
    "language", "special", "rooms", "caps", "sharing", "retired", "region", "utcMeansLocal", "keeping", "offerings",
    "hosts",
  ])
  func `that is damaged is not taken for another`(_ name: String) throws {
    let desk = try DeskProfile.clinic()
    guard case .object(let members) = desk.stored else { throw Damage.noObject }
    let damaged = JSONValue.object(members.map { $0.name == name ? JSONValue.Member(name, 3) : $0 })
    #expect(DeskProfile(stored: damaged) == nil)
    #expect(DeskProfile(stored: .object(members.filter { $0.name != "key" })) == nil)
  }

  @Test(arguments: [
    ("\"places\":1", "\"places\":0"), ("\"interval\":1800000", "\"interval\":0"),
    ("\"duration\":1800000", "\"duration\":-1"),
  ])
  func `with a rule that cannot be is refused`(_ part: String, _ damage: String) throws {
    let text = try DeskProfile.clinic().stored.text
    let damaged = try JSONValue(parsing: text.replacing(part, with: damage), limits: .stored)
    #expect(damaged.text != text)
    #expect(DeskProfile(stored: damaged) == nil)
  }

  private enum Damage: Error { case noObject }
}
