import Scheduling
import Testing

/// Times are written `day/hour:minute` of November 2026.
struct SlotSpreadTests {
  private func at(_ text: String) throws -> Instant {
    let parts = text.split(separator: "/")
    return try instant("2026-11-\(parts[0])T\(parts[1].count == 4 ? "0" : "")\(parts[1]):00Z")
  }

  private func texts(_ instants: [Instant]) -> [String] {
    instants.map { String($0.rfc3339(in: .utc).dropFirst(8).prefix(8)).replacing("T", with: "/") }
  }

  private func times(_ text: String) throws -> [Instant] { try text.split(separator: " ").map { try at(String($0)) } }

  private let morning = "24/09:00 24/09:15 24/09:30 24/09:45 24/10:00"

  @Test(arguments: [
    (3, "24/09:00 24/09:15 24/09:30 24/12:50 24/13:30 24/17:00", ["24/09:00", "24/12:50", "24/17:00"]),
    (2, "24/09:00 24/12:00 24/13:30 24/17:00 25/09:00", ["24/09:00", "24/17:00"]),
    (1, "24/09:00 24/12:00", ["24/09:00"]), (0, "24/09:00", []),
    // All in the morning but one: the middle of the day is as near as can be.
    (3, "24/09:00 24/09:15 24/09:30 24/17:00", ["24/09:00", "24/09:30", "24/17:00"]),
    (4, "24/09:00 24/09:15 24/09:30 24/17:00 25/09:00", ["24/09:00", "24/09:15", "24/09:30", "24/17:00"]),
    // As many are left as are still wanted.
    (4, "24/09:00 24/15:00 24/16:00 24/16:30 24/17:00", ["24/09:00", "24/15:00", "24/16:00", "24/17:00"]),
    (
      5, "24/09:00 24/10:00 24/11:00 24/15:00 24/16:00 24/17:00",
      ["24/09:00", "24/11:00", "24/15:00", "24/16:00", "24/17:00"]
    ),
    // A day with fewer is filled up from the next.
    (3, "24/16:30 25/09:00 25/12:00 25/16:00", ["24/16:30", "25/09:00", "25/16:00"]),
    (3, "24/16:30 24/17:00 26/09:00 26/16:00", ["24/16:30", "24/17:00", "26/09:00"]),
    (3, "24/16:30 25/17:00", ["24/16:30", "25/17:00"]), (3, "", []),
  ])
  func `times are spread over the day`(count: Int, open: String, expected: [String]) throws {
    let spread = SlotSpread(count: count, zone: .utc)
    #expect(texts(spread.overTheDay(try times(open)) { $0 }) == expected)
  }

  @Test func `a day is a day of the zone`() throws {
    let spread = SlotSpread(count: 2, zone: try SampleZone.newYork.zone)
    let late = try times("24/22:00 25/03:00 25/05:00 25/15:00")
    #expect(texts(spread.overTheDay(late) { $0 }) == ["24/22:00", "25/03:00"])
  }

  @Test(arguments: [
    (3, "24/10:05", ["24/09:30", "24/09:45", "24/10:00"]), (3, "24/08:00", ["24/09:00", "24/09:15", "24/09:30"]),
    // One on either side, then by distance, the later of two as near.
    (3, "24/09:35", ["24/09:15", "24/09:30", "24/09:45"]), (2, "24/09:35", ["24/09:30", "24/09:45"]),
    (3, "24/09:30", ["24/09:15", "24/09:30", "24/09:45"]), (1, "24/09:37", ["24/09:30"]),
    (1, "24/09:38", ["24/09:45"]), (9, "24/09:30", ["24/09:00", "24/09:15", "24/09:30", "24/09:45", "24/10:00"]),
    (0, "24/09:30", []),
  ])
  func `times nearest to a wish`(count: Int, wish: String, expected: [String]) throws {
    let spread = SlotSpread(count: count, zone: .utc)
    #expect(texts(spread.nearest(try times(morning), to: try at(wish)) { $0 }) == expected)
  }

  @Test func `neither side of a wish is left out while it has any`() throws {
    let spread = SlotSpread(count: 3, zone: .utc)
    let before = try times("24/08:00 24/09:00 24/09:30 26/09:00")
    #expect(texts(spread.nearest(before, to: try at("24/10:00")) { $0 }) == ["24/09:00", "24/09:30", "26/09:00"])
    let after = try times("22/09:00 24/10:30 24/11:00 24/12:00")
    #expect(texts(spread.nearest(after, to: try at("24/10:00")) { $0 }) == ["22/09:00", "24/10:30", "24/11:00"])
  }

  @Test func `what is chosen was there, in order and as many as wanted`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let count = Int.random(in: 0...5, using: &random)
      let open = Set((0..<Int.random(in: 0...20, using: &random)).map { _ in Int.random(in: 0..<300, using: &random) })
        .sorted().map { Instant(seconds: Int64($0) * 900) }
      let wish = Instant(seconds: Int64.random(in: -1000...280_000, using: &random))
      let spread = SlotSpread(count: count, zone: .utc)
      for chosen in [spread.overTheDay(open) { $0 }, spread.nearest(open, to: wish) { $0 }] {
        #expect(chosen.count == min(count, open.count))
        #expect(chosen == Set(chosen).sorted())
        #expect(Set(chosen).isSubset(of: open))
      }
      if count > 0, let first = open.first { #expect(spread.overTheDay(open) { $0 }.first == first) }
    }
  }
}
