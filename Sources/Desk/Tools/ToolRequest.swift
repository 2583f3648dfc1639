import Logging
import Scheduling

/// One tool call with everything that is known of where it came from, ready to be answered.
struct ToolRequest: Sendable {
  let tool: ToolName
  let arguments: ArgumentReader
  let desk: DeskProfile
  let zone: Zone
  let context: CallContext
  let now: Instant
  let deadline: Deadline

  var writer: AnswerWriter { AnswerWriter(desk: desk, zone: zone, now: now) }

  /// The zone that the model named; believed for reading times, never for the desk's hours.
  func timeReader(_ zones: any ZoneSource) throws(Asking) -> TimeReader {
    guard let name = arguments.text("timeZone", limit: 64) else { return TimeReader(zone: zone, named: nil, now: now) }
    do throws(ZoneError) {
      return TimeReader(zone: zone, named: try zones.zone(ZoneID(name)), now: now)
    } catch {
      throw Asking(.unknownZone)
    }
  }
}

/// The tools that the desk has.
package enum ToolName: String, CaseIterable, Sendable {
  case checkAvailability = "check_availability"
  case createEvent = "create_event"

  /// Whether it writes: its deliveries are stored and it may take longer.
  package var writes: Bool {
    switch self {
    case .checkAvailability: false
    case .createEvent: true
    }
  }

  /// By its name, whatever the case, with `-` for `_`.
  init?(written name: String) {
    self.init(rawValue: name.lowercased().replacing("-", with: "_"))
  }
}
