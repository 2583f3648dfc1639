import Scheduling

/// An event as the sandbox holds it, with every state that it has had.
struct CalendarEvent: Hashable, Sendable {
  /// This program's mark in the private extended properties.
  struct Mark: Hashable, Sendable {
    let booking: String
    /// Empty for what only uses an id up, so that no late insert can have it: that is no appointment.
    let service: String
    /// Set once the event got its guests and details, which is after the confirmation.
    let isDressed: Bool
  }

  struct Version: Hashable, Sendable {
    /// Microseconds; orders all changes of all calendars as they were committed.
    let stamp: Int64
    let period: Interval
    let isLive: Bool
    /// Whether it takes up the time.
    let isOpaque: Bool

    init(stamp: Int64, period: Interval, isLive: Bool = true, isOpaque: Bool = true) {
      self.stamp = stamp
      self.period = period
      self.isLive = isLive
      self.isOpaque = isOpaque
    }

    var blocks: Bool { isLive && isOpaque }
  }

  let calendar: String
  let id: String
  let mark: Mark?
  let title: String
  let guests: [String]
  /// Oldest first; never empty.
  let versions: [Version]

  /// As it is now.
  var current: Version { versions[versions.count - 1] }
  var isLive: Bool { current.isLive }

  /// Each state with the stamp at which the next one took its place; `.max` for the last.
  var spans: [(version: Version, until: Int64)] {
    versions.indices.map { index in
      (versions[index], index + 1 < versions.count ? versions[index + 1].stamp : .max)
    }
  }
}

/// A mail that the sandbox would have sent.
struct CalendarMail: Hashable, Sendable {
  let at: Instant
  let to: String
  let kind: String
  let event: String
}

/// Something that the owner did by hand, between two moments of this machine's clock.
struct OwnerEdit: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case add, move, delete }

  let from: Instant
  let to: Instant
  let calendar: String
  let event: String
  let kind: Kind
  let period: Interval?

  /// Whether that state of the event is what this edit made of it.
  func made(_ version: CalendarEvent.Version, of event: CalendarEvent) -> Bool {
    guard event.calendar == calendar, event.id == self.event else { return false }
    // The sandbox's stamps begin at the millisecond and may run ahead of it by a few counts.
    guard version.stamp >= from.milliseconds * 1000 - 2000, version.stamp <= to.milliseconds * 1000 + 2000 else {
      return false
    }
    return kind == .delete ? !version.isLive : version.isLive && version.period == period
  }
}

/// A notice that the desk keeps for its owner.
struct OwnerNotice: Hashable, Sendable {
  let kind: String
  let booking: String?
}

/// A stretch in which a server was dead or paused by our own hand.
struct Disturbance: Hashable, Sendable {
  let server: Int
  let from: Instant
  let to: Instant
}
