import Testing

@testable import Desk

@Suite struct `Finding a name` {
  static let hosts = ["Dr. Sarah Kim", "Dr. José Müller", "Hannah Lee", "Anna Schmidt", "Tom O'Brien"]
  static let services = [
    "Haircut", "Haircut and colour", "Root canal treatment", "Check-up", "First consultation", "Follow-up",
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let said: String
    let meant: [String]
    var testDescription: String { said }

    init(_ said: String, _ meant: String...) { (self.said, self.meant) = (said, meant) }
  }

  static let people: [Case] = [
    Case("Dr. Sarah Kim", "Dr. Sarah Kim"), Case("sarah kim", "Dr. Sarah Kim"), Case("doctor Kim", "Dr. Sarah Kim"),
    Case("KIM", "Dr. Sarah Kim"), Case("with Dr Kim please", "Dr. Sarah Kim"), Case("Sara Kim", "Dr. Sarah Kim"),
    Case("Sarah Kimm", "Dr. Sarah Kim"), Case("Jose Muller", "Dr. José Müller"), Case("Müller", "Dr. José Müller"),
    Case("Mueller", "Dr. José Müller"), Case("Herr Müler", "Dr. José Müller"), Case("Hanna Lee", "Hannah Lee"),
    Case("Ana Schmitt", "Anna Schmidt"), Case("obrien", "Tom O'Brien"), Case("O'Brian", "Tom O'Brien"),
    Case("Tom", "Tom O'Brien"), Case("Schmitd", "Anna Schmidt"),
    // One letter from two of them.
    Case("Tim", "Dr. Sarah Kim", "Tom O'Brien"),
    // Nobody, or too far from anybody.
    Case("Peter"), Case("Dr."), Case(""), Case("xy"), Case("Zimmermann"), Case("🙂"), Case("Bob Kowalski"),
  ]

  static let things: [Case] = [
    Case("haircut", "Haircut"), Case("a haircut", "Haircut"), Case("hair cut", "Haircut"), Case("haircutt", "Haircut"),
    Case("haircut and color", "Haircut and colour"),
    Case("root canal", "Root canal treatment"), Case("checkup", "Check-up"), Case("check up", "Check-up"),
    Case("chekup", "Check-up"), Case("a check-up appointment", "Check-up"), Case("followup", "Follow-up"),
    Case("first consultaton", "First consultation"), Case("first consultation please", "First consultation"),
    Case("massage"), Case("the"), Case("treatment"), Case("colour"), Case("consultation"), Case("an appointment"),
    Case("haircut and colour for my son", "Haircut and colour"),
  ]

  private static func check(_ row: Case, _ names: [String], bySomeWords: Bool) {
    let match = NameMatch(row.said, among: names, bySomeWords: bySomeWords) { [$0] }
    switch match {
    case .none: #expect(row.meant == [])
    case .one(let name): #expect(row.meant == [name])
    case .several(let names): #expect(row.meant == names)
    }
  }

  /// Services that are called by words which say nothing elsewhere.
  static let plain: [Case] = [
    Case("Visit", "Visit"), Case("visit", "Visit"), Case("a visit please", "Visit"), Case("Meeting", "Meeting"),
    Case("check-up visit", "Check-up"), Case("a meeting, a visit", "Visit", "Meeting"), Case("an appointment"),
    Case("massage visit"),
  ]

  @Test(arguments: plain) func `a service with an everyday name is found too`(_ row: Case) {
    Self.check(row, ["Visit", "Check-up", "Meeting"], bySomeWords: false)
  }

  @Test(arguments: people) func `a person is found by what was heard`(_ row: Case) {
    Self.check(row, Self.hosts, bySomeWords: true)
  }
  @Test(arguments: things) func `a service is found by what was heard`(_ row: Case) {
    Self.check(row, Self.services, bySomeWords: false)
  }

  @Test(arguments: [
    ("Meier", ["Meyer", "Maier"]), ("Anna", ["Anna Lee", "Anna Kim"]), ("Jon Smith", ["John Smith", "Joan Smith"]),
    ("haircut", ["Haircut for women", "Haircut for men"]),
  ])
  func `where several may be meant none is chosen`(said: String, names: [String]) {
    #expect(NameMatch(said, among: names) { [$0] } == .several(names))
  }

  @Test func `an exact name goes before a similar one, and a key is a name`() {
    #expect(NameMatch("Anna", among: ["Anna", "Anna Lee", "Hanna"]) { [$0] } == .one("Anna"))
    #expect(NameMatch("DR-KIM", among: ["Sarah", "Lee"]) { [$0 == "Sarah" ? "dr-kim" : "lee", $0] } == .one("Sarah"))
    #expect(NameMatch("Kim", among: ["Kim"]) { [$0] } == .one("Kim"))
    #expect(NameMatch("Kim", among: [String]()) { [$0] } == .none)
  }

  // Every one slip in a long name, in a set of names that are far from each other, is still that name.
  @Test(arguments: ["Alexander", "Bartholomew", "Christopher", "Genevieve", "Katherine"])
  func `one slip in a long name changes nothing`(name: String) {
    let all = ["Alexander", "Bartholomew", "Christopher", "Genevieve", "Katherine"]
    let letters = Array(name)
    for index in letters.indices {
      var (dropped, doubled, wrong, swapped) = (letters, letters, letters, letters)
      dropped.remove(at: index)
      doubled.insert(letters[index], at: index)
      wrong[index] = "q"
      if index > 0 { swapped.swapAt(index, index - 1) }
      for form in [dropped, doubled, wrong, swapped] {
        #expect(NameMatch(String(form), among: all) { [$0] } == .one(name), "\(String(form))")
      }
    }
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("ab", "ba", 1), ("", "abc", 3), ("same", "same", 0), ("flaw", "lawn", 2),
  ])
  func `letters that differ are counted`(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(Array(left), Array(right)) == distance)
    #expect(EditDistance.between(Array(right), Array(left)) == distance)
  }
}
