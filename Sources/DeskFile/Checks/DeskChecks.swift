import Desk
import Scheduling
import Yams

/// What each part says is right, and yet they do not go together.
struct DeskChecks {
  let profile: DeskProfile
  let fields: Fields
  /// What is over by then is warned of; `nil`: nothing is.
  let today: CivilDate?
  let hosts: Entries<Host>
  let services: Entries<Offering>
  let rooms: Entries<Room>
  /// Whether no hours were left out because of a mistake.
  let hoursAreRight: Bool

  func run(_ findings: inout Findings) {
    checkRooms(&findings)
    checkHosts(&findings)
    checkHolidays(&findings)
    for (node, service) in services.read { ServiceChecks(self, node, service).run(&findings) }
  }

  /// Whether nothing was left out, so that what is missing is really missing.
  var isWhole: Bool { hosts.isComplete && services.isComplete && rooms.isComplete }

  private func checkRooms(_ findings: inout Findings) {
    let needed = Set(profile.offerings.flatMap { $0.needs.joined() })
    for (index, (node, room)) in rooms.read.enumerated() {
      if let kind = room.kind, rooms.keys.contains(kind) {
        findings.note("“\(kind)” is the key of a room, so it cannot be a kind too.", at: node.member("kind"))
      }
      if let calendar = room.calendar {
        let resource = ResourceID(calendar)
        if let host = profile.hosts.first(where: { $0.resource == resource }) {
          findings.note(
            "Appointments with \(host.key) are written into this calendar; a room's calendar is only read.",
            at: node.member("calendar"))
        }
        if let other = rooms.read.prefix(index).first(where: { $0.entry.calendar.map { ResourceID($0) } == resource }) {
          findings.note("The room \(other.entry.key) has this calendar too.", at: node.member("calendar"))
        }
      }
      if isWhole, !needed.contains(room.key) {
        findings.warn("No service needs the room \(room.key).", at: node.member("key"))
      }
    }
  }

  private func checkHosts(_ findings: inout Findings) {
    for (index, (node, host)) in hosts.read.enumerated() {
      if isWhole, !profile.offerings.contains(where: { profile.hosts(for: $0).contains(host) }) {
        findings.warn("No service is offered by \(host.key).", at: node.member("key"))
      }
      if let other = hosts.read.prefix(index).first(where: { $0.entry.resource == host.resource }) {
        findings.warn(
          "\(other.entry.key) has this calendar too: only one of them can be booked at a time.",
          at: node.member("calendar"))
      }
      guard let hours = host.hours else { continue }
      for day in Weekday.allCases {
        let own = hours.days[day] ?? []
        let common = profile.hours.intersection(hours).days[day] ?? []
        guard own.length > common.length else { continue }
        findings.warn(
          common.isEmpty
            ? "The desk is closed while \(host.key) works on \(day.rawValue): nothing is offered then."
            : "\(host.key) works longer on \(day.rawValue) than the desk is open: only what both have is offered.",
          at: node.member("hours", day.rawValue))
      }
    }
  }

  private func checkHolidays(_ findings: inout Findings) {
    guard let today, let node = fields.value("holidays") else { return }
    let holidays = profile.specialDays.filter { $0.reason == .holiday }
    if let last = holidays.last, last.date < today {
      findings.warn("The last of the holidays was on \(last.date): write those to come.", at: node)
    }
  }
}

extension [OpenHours] {
  /// Seconds; stretches that overlap would count twice.
  fileprivate var length: Int { reduce(0) { $0 + $1.closes.secondOfDay - $1.opens.secondOfDay } }
}

extension Node {
  /// The member, or as far as there is one: where a mistake is shown.
  func member(_ path: String...) -> Node {
    var node = self
    for name in path {
      guard case .mapping(let mapping) = node, let next = mapping[name] else { break }
      node = next
    }
    return node
  }
}
