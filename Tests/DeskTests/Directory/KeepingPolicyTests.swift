import Desk
import Scheduling
import Testing

@Suite struct `How times are kept` {
  @Test(arguments: [
    KeepingPolicy(), KeepingPolicy(duration: .minutes(10)), KeepingPolicy(duration: .minutes(1), placesEvent: true),
  ]) func `is stored with the desk`(policy: KeepingPolicy) throws {
    let desk = try DeskProfile.clinic(keeping: policy)
    #expect(DeskProfile(stored: desk.stored) == desk)
  }

  @Test func `is as usual at a desk that was stored before times could be kept`() throws {
    guard case .object(let members) = try DeskProfile.clinic(keeping: KeepingPolicy(placesEvent: true)).stored else {
      Issue.record("a desk is stored as an object")
      return
    }
    let old = JSONValue.object(members.filter { $0.name != "keeping" })
    #expect(DeskProfile(stored: old)?.keeping == KeepingPolicy())
    let broken = JSONValue.object(members.map { $0.name == "keeping" ? JSONValue.Member($0.name, 3) : $0 })
    #expect(DeskProfile(stored: broken) == nil)
  }
}
