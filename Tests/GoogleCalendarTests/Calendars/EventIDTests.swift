import Desk
import Testing

@testable import GoogleCalendar

@Suite struct EventIDTests {
  @Test(arguments: [
    // RFC 4648, section 10, gives BASE32-HEX("foobar") = CPNMUOJ1E8======; here padded with zeros to 128 bits.
    ("666f6f62617200000000000000000000", "cpnmuoj1e80000000000000000"),
    ("00000000000000000000000000000000", "00000000000000000000000000"),
    ("ffffffffffffffffffffffffffffffff", "vvvvvvvvvvvvvvvvvvvvvvvvvs"),
    ("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "vvvvvvvvvvvvvvvvvvvvvvvvvs"),
    ("00000000000000000000000000000001", "00000000000000000000000004"),
  ])
  func `an event's id is its token in base32hex`(token: String, id: String) {
    #expect(AttemptToken(token).eventID == EventID(id))
  }

  @Test(arguments: ["", "short", "0000000000000000000000000000000g", "é000000000000000000000000000000"])
  func `a token of another form still has one legal id of its own`(token: String) {
    let id = AttemptToken(token).eventID.rawValue
    #expect(id.utf8.count == 26)
    #expect(id.utf8.allSatisfy { (48...57).contains($0) || (97...118).contains($0) })
    #expect(id == AttemptToken(token).eventID.rawValue)
    #expect(id != AttemptToken(token + "x").eventID.rawValue)
  }
}
