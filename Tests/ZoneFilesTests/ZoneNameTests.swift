import Scheduling
import Testing

@testable import ZoneFiles

struct ZoneNameTests {
  @Test(arguments: ["America/New_York", "UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "EST5EDT"])
  func `names of the database are plausible`(name: String) {
    #expect(ZoneID(name).isPlausible)
  }

  @Test(arguments: [
    "", "/etc/passwd", "../passwd", "America/../../etc/passwd", "America//New_York", "America/", "./UTC", "tzdata.zi",
    "America/New York", "Zürich", "-x", "localtime", "UTC\0", String(repeating: "a", count: 65),
  ])
  func `names that could lead elsewhere are not`(name: String) {
    #expect(!ZoneID(name).isPlausible)
  }
}
