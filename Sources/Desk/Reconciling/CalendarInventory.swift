import Scheduling

/// Every calendar in which a host of any desk is booked, or was before the desk was changed, and what live events of ours are in it.
struct CalendarInventory: Sendable {
  /// One calendar's share, all its pages.
  static let patience = Duration.seconds(60)
  static let width = 4

  /// A calendar with those who are booked in it. One calendar may be reached through several accounts.
  struct Place: Hashable, Sendable {
    var references: [CalendarReference]
    /// The first of them names it to the operator.
    let desk: DeskKey
    let host: HostKey
  }

  private(set) var events: [MarkedEvent] = []
  private(set) var read: [Place] = []
  private(set) var unread: [(place: Place, trouble: CalendarTrouble)] = []

  static func places(of desks: DeskSnapshot) -> [Place] {
    var places: [ResourceID: Place] = [:]
    for profile in desks.entries.map(\.profile) {
      for host in profile.everyHost {
        let new = Place(references: [], desk: profile.key, host: host.key)
        if places[host.resource, default: new].references.contains(host.calendar) { continue }
        places[host.resource, default: new].references.append(host.calendar)
      }
    }
    return places.values.sorted { ($0.desk, $0.host) < ($1.desk, $1.host) }
  }

  /// Reads them all, a few side by side.
  init(of desks: DeskSnapshot, from calendars: any Calendars, since: Instant, on clock: any Timekeeper) async {
    let places = Self.places(of: desks)
    await withTaskGroup(of: (Place, MarkedOutcome).self) { group in
      for (index, place) in places.enumerated() {
        if index >= Self.width, let done = await group.next() { note(done.0, done.1) }
        group.addTask { (place, await Self.marked(in: place, from: calendars, since: since, on: clock)) }
      }
      for await (place, outcome) in group { note(place, outcome) }
    }
    read.sort { ($0.desk, $0.host) < ($1.desk, $1.host) }
    unread.sort { ($0.place.desk, $0.place.host) < ($1.place.desk, $1.place.host) }
    events.sort { ($0.period.start, $0.attempt.booking) < ($1.period.start, $1.attempt.booking) }
  }

  /// Through the first account that gives an answer.
  private static func marked(
    in place: Place, from calendars: any Calendars, since: Instant, on clock: any Timekeeper
  ) async -> MarkedOutcome {
    var outcome = MarkedOutcome.unknown(.noAccess)
    for reference in place.references {
      outcome = await calendars.marked(in: reference, since: since, by: Deadline(in: patience, on: clock))
      if case .found = outcome { break }
    }
    return outcome
  }

  private mutating func note(_ place: Place, _ outcome: MarkedOutcome) {
    switch outcome {
    case .found(let events):
      self.events += events
      read.append(place)
    case .unknown(let trouble): unread.append((place, trouble))
    }
  }
}
