import Desk
import LedgerContract
import Scheduling
import Testing

struct `A desk as JSON` {
  @Test func `comes back as it was, through its text`() throws {
    let profile = Sample.desk("salon", name: "Salon \"Ada\" 💈").profile
    let text = profile.stored.text
    let read = try JSONValue(parsing: text, limits: .stored)
    #expect(DeskProfile(stored: read) == profile)
    #expect(DeskProfile(stored: read)?.stored.text == text)
  }

  @Test func `with nothing but what it must have comes back too`() throws {
    let profile = DeskProfile(
      key: DeskKey("k"), name: "", zone: ZoneID("UTC"), hours: try WeeklyHours([:]), offerings: [], hosts: [])
    #expect(DeskProfile(stored: profile.stored) == profile)
  }

  @Test(arguments: ["key", "name", "zone", "hours", "offerings", "hosts", "numbers", "hangUp"])
  func `without one of its members is none`(_ member: String) {
    guard case .object(let members) = Sample.desk("salon").profile.stored else {
      Issue.record("a desk is stored as an object")
      return
    }
    #expect(DeskProfile(stored: .object(members)) != nil)
    #expect(DeskProfile(stored: .object(members.filter { $0.name != member })) == nil)
    #expect(DeskProfile(stored: .object(members.map { $0.name == member ? JSONValue.Member(member, 1) : $0 })) == nil)
  }

  @Test func `a desk keeps its region and what UTC means to it`() throws {
    let profile = DeskProfile(
      key: DeskKey("k"), name: "", zone: ZoneID("UTC"), hours: try WeeklyHours([:]), offerings: [], hosts: [],
      region: RegionCode("de"), treatsUTCAsLocal: true)
    let read = try #require(DeskProfile(stored: profile.stored))
    #expect(read == profile)
    #expect(read.region?.rawValue == "DE" && read.treatsUTCAsLocal)
  }

  @Test func `a desk of an older release has neither`() throws {
    guard case .object(let members) = Sample.desk("salon").profile.stored else { return }
    let older = members.filter { !["region", "utcMeansLocal"].contains($0.name) }
    let read = try #require(DeskProfile(stored: .object(older)))
    #expect(read.region == nil && !read.treatsUTCAsLocal)
    #expect(DeskProfile(stored: .object(older + [JSONValue.Member("region", "Germany")])) == nil)
    #expect(DeskProfile(stored: .object(older + [JSONValue.Member("utcMeansLocal", 1)])) == nil)
  }
}
