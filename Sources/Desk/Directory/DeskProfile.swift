package import Scheduling

/// One business, as its owner described it: who can be booked, for what, and when.
///
/// Called *desk* in the vocabulary; the module has that name already.
package struct DeskProfile: Hashable, Sendable {
  package let key: DeskKey
  /// How the business calls itself; spoken by the assistant.
  package let name: String
  package let zone: ZoneID
  /// In an ordinary week; see ``openingHours``.
  package let hours: WeeklyHours
  /// Never empty, keys unique.
  package let offerings: [Offering]
  /// Never empty, keys unique.
  package let hosts: [Host]
  /// The business's own numbers: a call to one of them is a call to this desk.
  package let numbers: [PhoneNumber]
  package let hangUp: HangUpPolicy
  package let keeping: KeepingPolicy
  /// Where the business is: telephone numbers are read as people there write them. `nil`: only international ones are read.
  package let region: RegionCode?
  /// Whether a time that a model sends as UTC (`Z`) is meant by the desk's own clock. Some models write `Z` behind every
  /// local time; others mean it.
  package let treatsUTCAsLocal: Bool
  /// In which answers are worded.
  package let language: LanguageTag
  /// Dates on which the week's hours do not count, by date; of one date an override and a holiday at most.
  package let specialDays: [SpecialDay]
  /// Rooms and equipment that services need. Keys unique.
  package let rooms: [Room]
  package let caps: BookingCaps
  /// Who gets a time that several hosts have.
  package let sharing: HostChoice.Sharing
  /// What the desk no longer offers and may still have appointments for.
  package let retired: RetiredParts

  package init(
    key: DeskKey, name: String, zone: ZoneID, hours: WeeklyHours, offerings: [Offering], hosts: [Host],
    numbers: [PhoneNumber] = [], hangUp: HangUpPolicy = .finish,
    keeping: KeepingPolicy = KeepingPolicy(), region: RegionCode? = nil, treatsUTCAsLocal: Bool = false,
    language: LanguageTag = LanguageTag(.english), specialDays: [SpecialDay] = [], rooms: [Room] = [],
    caps: BookingCaps = BookingCaps(), sharing: HostChoice.Sharing = .priority,
    retired: RetiredParts = RetiredParts()
  ) {
    self.key = key
    self.name = name
    self.zone = zone
    self.hours = hours
    self.offerings = offerings
    self.hosts = hosts
    self.numbers = numbers
    self.hangUp = hangUp
    self.keeping = keeping
    self.region = region
    self.treatsUTCAsLocal = treatsUTCAsLocal
    self.language = language
    self.specialDays = specialDays.sorted { ($0.date, $0.reason.rawValue) < ($1.date, $1.reason.rawValue) }
    self.rooms = rooms
    self.caps = caps
    self.sharing = sharing
    self.retired = retired
  }
}

/// Looking up what a booking names: what is still offered goes before what is retired.
extension DeskProfile {
  package func host(_ key: HostKey) -> Host? { everyHost.first { $0.key == key } }

  package func offering(_ key: OfferingKey) -> Offering? {
    offerings.first { $0.key == key } ?? retired.offerings.first { $0.key == key }
  }

  package func room(_ key: RoomKey) -> Room? {
    rooms.first { $0.key == key } ?? retired.rooms.first { $0.key == key }
  }

  /// Those who can be booked, then those who no longer can be and may still have appointments. A key comes twice where a host
  /// books into another calendar now.
  package var everyHost: [Host] { hosts + retired.hosts }

  /// The hosts that offer it, in the desk's order.
  package func hosts(for offering: Offering) -> [Host] {
    offering.hosts.isEmpty ? hosts : hosts.filter { offering.hosts.contains($0.key) }
  }

  /// With whom a booking may be continued: those who offer its service, and its own host, who need not any more.
  package func hosts(for offering: Offering, continuing host: HostKey) -> [Host] {
    let able = hosts(for: offering)
    guard !able.contains(where: { $0.key == host }), let own = self.host(host) else { return able }
    return able + [own]
  }
}

extension DeskProfile {
  /// When the business is open, special days included.
  package var openingHours: OpeningHours { OpeningHours(weekly: hours, special: specialDays) }

  /// When the host can be booked: ``OpeningHours/narrowed(to:)``, where a host without a week of their own works whenever
  /// the desk is open.
  package func openingHours(of host: Host) -> OpeningHours {
    guard host.hours != nil || !host.specialDays.isEmpty else { return openingHours }
    return openingHours.narrowed(to: OpeningHours(weekly: host.hours ?? hours, special: host.specialDays))
  }

  /// The same hosts in the order in which ``sharing`` asks them: by ``Host/priority``, those without one last; of those alike
  /// in the order given.
  package func ranked(_ hosts: [Host]) -> [Host] {
    hosts.enumerated().sorted { left, right in
      (left.element.priority ?? .max, left.offset) < (right.element.priority ?? .max, right.offset)
    }.map(\.element)
  }

  /// The rooms of each need of the service: one of each list is taken for an appointment.
  package func rooms(for offering: Offering) -> [[Room]] {
    offering.needs.map { need in need.compactMap(room) }
  }
}
