package import Scheduling

/// One business, as its owner described it: who can be booked, for what, and when.
///
/// Called *desk* in the vocabulary; the module has that name already.
package struct DeskProfile: Hashable, Sendable {
  package let key: DeskKey
  /// How the business calls itself; spoken by the assistant.
  package let name: String
  package let zone: ZoneID
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

  package init(
    key: DeskKey, name: String, zone: ZoneID, hours: WeeklyHours, offerings: [Offering], hosts: [Host],
    numbers: [PhoneNumber] = [], hangUp: HangUpPolicy = .finish,
    keeping: KeepingPolicy = KeepingPolicy(), region: RegionCode? = nil, treatsUTCAsLocal: Bool = false
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
  }

  package func host(_ key: HostKey) -> Host? { hosts.first { $0.key == key } }
  package func offering(_ key: OfferingKey) -> Offering? { offerings.first { $0.key == key } }
}

/// What becomes of a booking under way when the caller hangs up.
package enum HangUpPolicy: String, Sendable, CaseIterable {
  /// Finish it and let the caller know; without a way to let them know it is withdrawn.
  case finish
  /// Withdraw it.
  case withdraw
}

/// How a time that a caller has chosen is kept for their call before it is booked.
package struct KeepingPolicy: Hashable, Sendable {
  /// How long, from the last sign of life of the call.
  package let duration: Duration
  /// Whether its event is placed in the calendar meanwhile, so that booking it needs no calendar call. Off by default: the
  /// owner sees the placeholder.
  package let placesEvent: Bool

  package init(duration: Duration = .minutes(3), placesEvent: Bool = false) {
    self.duration = duration
    self.placesEvent = placesEvent
  }
}

/// What can be booked: *service* in the vocabulary and in a desk's file.
package struct Offering: Hashable, Sendable {
  package let key: OfferingKey
  package let name: String
  package let rules: SlotRules
  /// Who offers it; empty means every host.
  package let hosts: [HostKey]

  package init(key: OfferingKey, name: String, rules: SlotRules, hosts: [HostKey] = []) {
    self.key = key
    self.name = name
    self.rules = rules
    self.hosts = hosts
  }
}

/// A person or a room that can be booked.
package struct Host: Hashable, Sendable {
  package let key: HostKey
  package let name: String
  /// Where bookings are written.
  package let calendar: CalendarReference
  /// Further calendars in which the host may be busy.
  package let blocking: [CalendarReference]
  /// `nil`: the desk's hours.
  package let hours: WeeklyHours?

  package init(
    key: HostKey, name: String, calendar: CalendarReference, blocking: [CalendarReference] = [],
    hours: WeeklyHours? = nil
  ) {
    self.key = key
    self.name = name
    self.calendar = calendar
    self.blocking = blocking
    self.hours = hours
  }

  package var resource: ResourceID { ResourceID(calendar) }
  /// Every calendar in which something may stand in the way; the booking calendar first.
  package var calendars: [CalendarReference] { [calendar] + blocking.filter { $0 != calendar } }
}
