/// The tools that the desk has.
package enum ToolName: String, CaseIterable, Sendable {
  case checkAvailability = "check_availability"
  case createEvent = "create_event"
  case findEvents = "find_events"
  case rescheduleEvent = "reschedule_event"
  case cancelEvent = "cancel_event"
  case holdSlot = "hold_slot"
  case takeMessage = "take_message"

  /// Whether it writes: its deliveries are stored, so that each has one effect.
  package var writes: Bool {
    switch self {
    case .checkAvailability, .findEvents: false
    case .createEvent, .rescheduleEvent, .cancelEvent, .holdSlot, .takeMessage: true
    }
  }

  /// Whether it writes to a calendar while the caller waits: it may take longer (DESIGN section 4, *Answers*).
  package var books: Bool {
    switch self {
    case .createEvent, .rescheduleEvent: true
    case .checkAvailability, .findEvents, .cancelEvent, .holdSlot, .takeMessage: false
    }
  }

  /// By its name, whatever the case, with `-` for `_`.
  init?(written name: String) {
    self.init(rawValue: name.lowercased().replacing("-", with: "_"))
  }
}
