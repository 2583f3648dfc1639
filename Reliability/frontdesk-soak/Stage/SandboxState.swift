import Desk
import Foundation
import Scheduling

/// What `GET /sandbox/state` shows of events, with their histories.
struct SandboxState: Decodable {
  struct Calendar: Decodable {
    let id: String
    let events: [Event]
  }

  struct Event: Decodable {
    let id: String
    let summary: String?
    let attendees: [Attendee]?
    let extendedProperties: Properties?
    let history: [Version]
  }

  struct Attendee: Decodable { let email: String? }
  struct Properties: Decodable { let `private`: [String: String]? }

  struct Version: Decodable {
    let stamp: Int64
    let status: String
    let start: Time
    let end: Time
    let opaque: Bool
  }

  struct Time: Decodable { let dateTime: String? }

  let calendars: [Calendar]

  var events: [CalendarEvent] {
    get throws { try calendars.flatMap { calendar in try calendar.events.map { try $0.read(in: calendar.id) } } }
  }
}

extension SandboxState.Event {
  fileprivate func read(in calendar: String) throws -> CalendarEvent {
    let versions = try history.map { version in
      guard let period = try Self.period(version) else { throw SoakFailure("the event \(id) has no times") }
      return CalendarEvent.Version(
        stamp: version.stamp, period: period, isLive: version.status != "cancelled", isOpaque: version.opaque)
    }
    guard !versions.isEmpty else { throw SoakFailure("the event \(id) has no history") }
    let properties = extendedProperties?.private ?? [:]
    let mark = properties["booking"].map {
      CalendarEvent.Mark(booking: $0, service: properties["offering"] ?? "", isDressed: properties["state"] == "c")
    }
    return CalendarEvent(
      calendar: calendar, id: id, mark: mark, title: summary ?? "", guests: attendees?.compactMap(\.email) ?? [],
      versions: versions)
  }

  private static func period(_ version: SandboxState.Version) throws -> Interval? {
    guard let start = version.start.dateTime, let end = version.end.dateTime else { return nil }
    guard case .instant(let from, _) = try WrittenTime(start), case .instant(let to, _) = try WrittenTime(end) else {
      return nil
    }
    return Interval(start: from, end: to)
  }
}

/// One entry of `GET /sandbox/mail`.
struct SandboxMail: Decodable {
  let time: String
  let to: String
  let kind: String
  let eventId: String

  var mail: CalendarMail {
    get throws {
      guard case .instant(let at, _) = try WrittenTime(time) else { throw SoakFailure("a mail has no time: \(time)") }
      return CalendarMail(at: at, to: to, kind: kind, event: eventId)
    }
  }
}

/// One entry of `GET /sandbox/log`.
struct SandboxRequest: Decodable {
  let time: String
  let method: String
  let path: String
  let status: Int?
}
