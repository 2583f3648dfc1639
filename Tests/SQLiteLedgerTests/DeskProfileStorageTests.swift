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
}
