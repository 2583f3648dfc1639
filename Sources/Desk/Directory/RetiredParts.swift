/// What a desk no longer offers, kept so that appointments made before are still found, moved and cancelled.
package struct RetiredParts: Hashable, Sendable {
  package let hosts: [Host]
  package let offerings: [Offering]
  package let rooms: [Room]

  package init(hosts: [Host] = [], offerings: [Offering] = [], rooms: [Room] = []) {
    self.hosts = hosts
    self.offerings = offerings
    self.rooms = rooms
  }

  package var isEmpty: Bool { hosts.isEmpty && offerings.isEmpty && rooms.isEmpty }
}

extension DeskProfile {
  /// The desk as it is to be stored over `old`: what `old` offers and this one does not is retired.
  ///
  /// What was retired before stays as long as one of the bookings needs it. What is retired now stays in any case: a booking
  /// may just be made by a server that has not seen the change yet.
  ///
  /// - Parameter bookings: the desk's appointments that are not over.
  package func succeeding(_ old: DeskProfile, with bookings: [Booking]) -> DeskProfile {
    let calendars = Set(bookings.flatMap(\.calendars))
    let hostKeys = Set(bookings.flatMap { [$0.host, $0.target.host] })
    let offeringKeys = Set(bookings.map(\.offering))
    let hosts = old.everyHost.filter { host in
      !self.hosts.contains { $0.key == host.key && $0.calendar == host.calendar }
        && (old.hosts.contains(host) || hostKeys.contains(host.key) || calendars.contains(host.calendar))
    }
    let offerings = (old.offerings + old.retired.offerings).filter { offering in
      !self.offerings.contains { $0.key == offering.key }
        && (old.offerings.contains(offering) || offeringKeys.contains(offering.key))
    }
    // A room is known by its service alone.
    let needed = Set(offerings.flatMap { $0.needs.joined() })
    let rooms = (old.rooms + old.retired.rooms).filter { room in
      needed.contains(room.key) && !self.rooms.contains { $0.key == room.key }
    }
    return retiring(RetiredParts(hosts: hosts, offerings: offerings, rooms: rooms))
  }

  /// The same desk with other retired parts.
  package func retiring(_ retired: RetiredParts) -> DeskProfile {
    DeskProfile(
      key: key, name: name, zone: zone, hours: hours, offerings: offerings, hosts: hosts, numbers: numbers,
      hangUp: hangUp, keeping: keeping, region: region, treatsUTCAsLocal: treatsUTCAsLocal, language: language,
      specialDays: specialDays, rooms: rooms, caps: caps, sharing: sharing, retired: retired)
  }
}

extension Booking {
  /// Every calendar in which it has an event, or is about to.
  fileprivate var calendars: [CalendarReference] {
    [attempt.calendar, target.attempt.calendar] + (left.map { [$0.attempt.calendar] } ?? [])
  }
}
