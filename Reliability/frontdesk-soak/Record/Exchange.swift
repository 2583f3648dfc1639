import Scheduling

/// One webhook that was sent, and how it ended.
struct Exchange: Hashable, Sendable {
  enum Ending: Hashable, Sendable {
    case answered(Reply)
    /// The connection broke, or nothing came in time.
    case broken(String)
    /// The caller closed the socket before the answer.
    case abandoned
  }

  let number: Int
  /// What the caller wanted; copies and repetitions of one wish share it.
  let intent: Intent.ID
  let call: String
  /// The platform's tool call id: the same again is the same delivery.
  let delivery: String
  let tool: String
  let server: Int
  let sent: Instant
  let ended: Instant
  /// The desk's own deadline for this tool.
  let limit: Duration
  let ending: Ending

  var reply: Reply? { if case .answered(let reply) = ending { reply } else { nil } }
  var outcome: String? { reply?.outcome }
  var length: Duration { ended - sent }
}

/// What came back for one tool call.
struct Reply: Hashable, Sendable {
  let status: Int
  /// `metadata.outcome`: `booked`, `taken` …; empty where there is none.
  let outcome: String
  let line: String
  /// The whole body, to see whether the same delivery gets the same bytes.
  let body: [UInt8]
  let booking: BookingFacts?
  /// The times that were offered.
  let slots: [OfferedSlot]

  init(
    status: Int, outcome: String, line: String, body: [UInt8] = [], booking: BookingFacts? = nil,
    slots: [OfferedSlot] = []
  ) {
    self.status = status
    self.outcome = outcome
    self.line = line
    self.body = body
    self.booking = booking
    self.slots = slots
  }
}

/// A booking as an answer names it.
struct BookingFacts: Hashable, Sendable {
  let code: String
  let event: String
  let place: Place
  let service: String
}

/// When and with whom.
struct Place: Hashable, Sendable {
  let host: String
  let period: Interval
}

struct OfferedSlot: Hashable, Sendable {
  let handle: String?
  let place: Place
  let service: String
}

/// Something that a caller wants of the desk.
struct Intent: Hashable, Sendable, Identifiable {
  enum Kind: Hashable, Sendable {
    case book
    case move
    case cancel
    /// Nothing that changes a booking: asking, keeping a time, leaving a message.
    case other
  }

  let id: Int
  let kind: Kind
  /// The caller's number, which stands for the caller.
  let caller: String
  /// Where an invitation goes; each booking has an address of its own.
  let email: String?
  /// The time asked for; `nil` for a cancellation.
  let place: Place?
  let service: String
  /// The confirmation code of the booking to be moved or cancelled.
  let code: String?

  /// The title under which the booking's event is found again in the calendar.
  var title: String { "Soak \(id)" }
}
