/// An event as a calendar keeps it.
struct StoredEvent: Sendable {
  enum Status: String, Sendable { case confirmed, tentative, cancelled }

  let id: String
  var status = Status.confirmed
  var start: EventTime
  var end: EventTime
  /// The other members that a caller may write, as written.
  var members: [String: JSON] = [:]
  var iCalUID: String
  var sequence = 0
  var created: Moment
  var updated: Moment
  /// Microseconds, different for every change; the ETag is twice this, as seen in public samples.
  var stamp: Int64
  var creator: String
  var organizer: String
  var series: Membership?
  /// Its place in a list that asks for no order.
  var place = 0
  private var past: [StoredEvent] = []

  /// An instance or exception of a series.
  struct Membership: Sendable {
    var master: String
    var originalStart: EventTime
  }

  init(
    id: String, start: EventTime, end: EventTime, creator: String, organizer: String, iCalUID: String, now: Moment,
    stamp: Int64
  ) {
    self.id = id
    self.start = start
    self.end = end
    self.creator = creator
    self.organizer = organizer
    self.iCalUID = iCalUID
    created = now
    updated = now
    self.stamp = stamp
  }

  var etag: String { "\"\(stamp * 2)\"" }
  var isLive: Bool { status != .cancelled }
  var eventType: String { members["eventType"]?.string ?? "default" }
  var isOpaque: Bool { members["transparency"]?.string != "transparent" }
  var visibility: String { members["visibility"]?.string ?? "default" }
  var isPrivate: Bool { visibility == "private" || visibility == "confidential" }
  var attendees: [JSON] { members["attendees"]?.array ?? [] }
  var recurrence: [String] { (members["recurrence"]?.array ?? []).compactMap(\.string) }
  var isMaster: Bool { !recurrence.isEmpty && series == nil }

  var attendeeAddresses: [String] { attendees.compactMap { $0["email"]?.string?.lowercased() } }

  /// Whether the guest with this address has said no.
  func isDeclined(by account: String) -> Bool {
    attendees.contains { $0["email"]?.string?.lowercased() == account && $0["responseStatus"]?.string == "declined" }
  }

  /// Notes a change at a moment.
  mutating func touch(at now: Moment, stamp: Int64) {
    updated = now
    self.stamp = stamp
  }

  /// Keeps a former state. Sixteen are enough for any lag that a test sets.
  mutating func remember(_ former: StoredEvent) {
    var bare = former
    bare.past = []
    past = Array((former.past + [bare]).suffix(16))
  }

  /// Former states as far as they are remembered, then this one.
  var history: [StoredEvent] { past + [self] }

  /// The last of its states that is seen; nil where none is, as before it existed.
  func latest(where isSeen: (StoredEvent) -> Bool) -> StoredEvent? {
    isSeen(self) ? self : past.last(where: isSeen)
  }
}
