package import Desk
import Scheduling
import Testing

extension LedgerContract {
  static let desks = [
    ContractRule("desks come whole, by key, and an applied one replaces its predecessor") { make in
      let directory = try make()
      #expect(try await directory.desks().isEmpty)
      let studio = Sample.desk("studio")
      let salon = Sample.desk("salon")
      try await directory.apply(studio)
      try await directory.apply(salon)
      #expect(try await directory.desks() == [salon, studio])
      let changed = Sample.desk("salon", name: "Salon \"Ada\" 💈", secrets: [])
      try await directory.apply(changed)
      #expect(try await directory.desks() == [changed, studio])
    },
    ContractRule("a removed desk is gone, and its bookings stay") { make in
      let directory = try make()
      try await directory.apply(Sample.desk("salon"))
      let booking = try await directory.holding(Sample.booking("a", 0, 30, desk: DeskKey("salon")))
      #expect(try await directory.remove(DeskKey("salon")))
      #expect(try await !directory.remove(DeskKey("salon")))
      #expect(try await directory.desks().isEmpty)
      #expect(try await directory.booking(booking.id) == booking)
    },
    ContractRule("a desk and its document are stored together, or neither is") { make in
      let store = try make()
      let id = DocumentID(kind: "desk-signing", name: "salon")
      let (salon, other) = (Sample.desk("salon"), Sample.desk("salon", name: "Other"))
      #expect(try await store.apply(salon, with: DocumentChange(id, to: [1], expecting: nil)))
      #expect(try await store.document(id) == SealedDocument(id: id, version: 1, ciphertext: [1]))
      let revision = try await store.revision()
      for (ciphertext, expected) in [([2], nil), ([2], 2), (nil, nil), (nil, 2)] as [([UInt8]?, Int?)] {
        #expect(try await !store.apply(other, with: DocumentChange(id, to: ciphertext, expecting: expected)))
        #expect(try await store.desks() == [salon])
        #expect(try await store.document(id)?.ciphertext == [1])
      }
      #expect(try await store.revision() == revision)
      #expect(try await store.apply(other, with: DocumentChange(id, to: [2], expecting: 1)))
      #expect(try await store.desks() == [other])
      #expect(try await store.document(id) == SealedDocument(id: id, version: 2, ciphertext: [2]))
      #expect(try await store.apply(salon, with: DocumentChange(id, to: nil, expecting: 2)))
      #expect(try await store.document(id) == nil)
      #expect(try await store.apply(other, with: DocumentChange(id, to: nil, expecting: nil)))
      #expect(try await store.desks() == [other])
      #expect(try await store.revision() > revision)
    },
    ContractRule("a desk is removed together with its document, or neither is") { make in
      let store = try make()
      let id = DocumentID(kind: "desk-signing", name: "salon")
      #expect(try await store.write(id, ciphertext: [1], expecting: nil))
      #expect(try await !store.remove(DeskKey("salon"), with: id))
      #expect(try await store.document(id) != nil)
      try await store.apply(Sample.desk("salon"))
      #expect(try await store.remove(DeskKey("salon"), with: id))
      #expect(try await store.document(id) == nil)
      #expect(try await store.desks().isEmpty)
    },
    ContractRule("of many who store a desk with its document at once, what the last has stored belongs together") {
      make in
      let store = try make()
      let id = DocumentID(kind: "desk-signing", name: "salon")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in UInt8(0)..<12 {
          group.addTask {
            let entry = Sample.desk("salon", name: "\(number)")
            while true {
              let version = try await store.document(id)?.version
              let text: [UInt8]? = number % 3 == 0 ? nil : [number]
              if try await store.apply(entry, with: DocumentChange(id, to: text, expecting: version)) { return }
            }
          }
        }
        try await group.waitForAll()
      }
      let name = try #require(try await store.desks().first?.profile.name)
      let number = try #require(UInt8(name))
      #expect(try await store.document(id)?.ciphertext == (number % 3 == 0 ? nil : [number]))
    },
    ContractRule("the revision changes with every desk and document, and with nothing else") { make in
      let directory = try make()
      var seen: [Int] = []
      func note() async throws { try await seen.append(directory.revision()) }
      let document = DocumentID(kind: "webhook-secret", name: "salon")
      try await note()
      try await directory.apply(Sample.desk("salon"))
      try await note()
      try await directory.apply(Sample.desk("salon", name: "Other"))
      try await note()
      #expect(try await directory.write(document, ciphertext: [1], expecting: nil))
      try await note()
      #expect(try await directory.remove(document))
      try await note()
      #expect(try await directory.remove(DeskKey("salon")))
      try await note()
      #expect(Set(seen).count == seen.count)
      let last = seen.last
      #expect(try await !directory.remove(DeskKey("salon")))
      #expect(try await !directory.remove(document))
      #expect(try await !directory.write(document, ciphertext: [1], expecting: 7))
      try await directory.holding(Sample.booking("a", 0, 30))
      #expect(try await directory.revision() == last)
    },
  ]
}

extension Sample {
  /// A desk that uses everything a desk can say.
  package static func desk(
    _ key: String, name: String = "Salon Ada", secrets: [SecretDigest] = [SecretDigest(hexadecimal: "aa11")]
  ) -> DeskEntry {
    let rules = SlotRules(
      duration: .minutes(30), bufferBefore: .minutes(5), bufferAfter: .minutes(10), interval: .minutes(15),
      notice: .hours(2), horizonDays: 90, durations: [.minutes(45), .hours(1)])
    let hosts = [
      Host(
        key: HostKey("ada"), name: "Ada", calendar: calendar,
        blocking: [CalendarReference(account: AccountID("ada@example.org"), calendar: CalendarID("home"))]),
      Host(key: HostKey("grace"), name: "Grace", calendar: calendar, hours: hours([.sunday: [(8, 12), (13, 24)]])),
    ]
    let offerings = [
      Offering(key: OfferingKey("cut"), name: "Haircut", rules: rules, hosts: [HostKey("ada")]),
      Offering(
        key: OfferingKey("dye"), name: "Färben", rules: SlotRules(duration: .hours(2), interval: .minutes(30))),
    ]
    let profile = DeskProfile(
      key: DeskKey(key), name: name, zone: ZoneID("America/New_York"),
      hours: hours([.monday: [(9, 12), (12, 17)], .saturday: [(0, 24)]]), offerings: offerings, hosts: hosts,
      numbers: ["+15550100", "+15550101"].compactMap(PhoneNumber.init), hangUp: .withdraw)
    return DeskEntry(profile: profile, secretDigests: secrets, source: "key: \(key)\nname: '\(name)'\n")
  }

  private static func hours(_ days: [Weekday: [(Int, Int)]]) -> WeeklyHours {
    let intervals = days.mapValues { pairs in
      pairs.compactMap { opens, closes -> OpenHours? in
        guard let opens = ClockTime(hour: opens, minute: 0), let closes = ClockTime(hour: closes, minute: 0) else {
          return nil
        }
        return OpenHours(opens: opens, closes: closes)
      }
    }
    do throws(HoursError) { return try WeeklyHours(intervals) } catch {
      preconditionFailure("the sample's hours do not overlap")
    }
  }
}
