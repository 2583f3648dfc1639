import Scheduling

/// I10: the times that must be open for booking again, now that all is quiet.
struct FreeTimes: Sendable {
  let town: Town
  let events: [CalendarEvent]

  /// Every place on those days that nothing stands in the way of.
  func all(on days: Range<Int>) -> [(place: Place, service: Town.Service)] {
    let busy = town.hosts.reduce(into: [String: [Interval]]()) { busy, host in
      busy[host.key] = events.filter { host.calendars.contains($0.calendar) && $0.current.blocks }.map { event in
        town.padded(event.current.period, event.mark?.service ?? "")
      }
    }
    return town.services.flatMap { service in
      service.hosts.flatMap { host in
        days.flatMap { town.starts(on: $0, of: service) }.compactMap { start in
          let place = town.place(host, start, service)
          let claim = service.padded(place.period)
          return busy[host, default: []].contains { $0.overlaps(claim) } ? nil : (place, service)
        }
      }
    }
  }
}
