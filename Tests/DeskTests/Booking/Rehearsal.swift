import Scheduling
import Testing

@testable import Desk

/// Runs the machine as the runner does, with a script of what the calendar and the caller say; every change is stored by the
/// rule that storage applies too.
struct Rehearsal {
  static let now = Instant(seconds: 1_900_000_000)
  static let kim = CalendarReference(account: AccountID("kim@example.com"), calendar: CalendarID("primary"))
  static let lee = CalendarReference(account: AccountID("lee@example.com"), calendar: CalendarID("primary"))
  static let placed = PlacedEvent(event: EventID("e1"), link: nil)
  static let ten = period(at: 10)
  static let eleven = period(at: 11)
  static let noon = period(at: 12)

  private(set) var actions: [BookingMachine.Action] = []
  private(set) var machine: BookingMachine

  var words: [String] { actions.map(\.word) }
  var last: BookingMachine.Action? { actions.last }

  init(
    _ booking: Booking, _ purpose: BookingMachine.Purpose = .finish, isFresh: Bool = true,
    _ script: BookingMachine.Event...
  ) {
    self.init(booking, purpose, isFresh: isFresh, script)
  }

  init(
    _ booking: Booking, _ purpose: BookingMachine.Purpose = .finish, isFresh: Bool, _ script: [BookingMachine.Event]
  ) {
    machine = BookingMachine(booking, purpose: purpose, isFresh: isFresh)
    var script = script[...]
    var event = BookingMachine.Event.start
    while true {
      let action = machine.next(after: event)
      actions.append(action)
      // What storage would do by itself may be scripted too.
      if case .stored? = script.first, action.change(of: machine.booking) != nil {
        event = script.removeFirst()
      } else if case .storageFailed? = script.first, action.change(of: machine.booking) != nil {
        event = script.removeFirst()
      } else if let change = action.change(of: machine.booking) {
        event = .stored(Self.storing(change, machine.booking))
      } else if case .end = action {
        return
      } else if let next = script.popFirst() {
        event = next
      } else {
        return
      }
    }
  }

  private static func storing(_ change: BookingChange, _ booking: Booking) -> AdvanceOutcome {
    change.step(from: booking, at: now).map { .advanced($0.booking) } ?? .refused(booking)
  }

  // MARK: - Bookings to begin with

  static func period(at hour: Int64) -> Interval {
    Interval(start: Instant(seconds: now.seconds + hour * 3600), duration: .minutes(30))
  }

  static func claims(_ period: Interval, _ calendar: CalendarReference = kim) -> [Claim] {
    [Claim(resource: ResourceID(calendar), interval: period.padded(before: .zero, after: .minutes(15)))]
  }

  static func booking(_ state: BookingState = .held, isOnlyKept: Bool = false) -> Booking {
    let id = BookingID("b1")
    return Booking(
      id: id, desk: DeskKey("clinic"), offering: OfferingKey("consultation"), host: HostKey("kim"), period: ten,
      claims: claims(ten), attempt: Attempt(booking: id, generation: 1, token: AttemptToken("t1"), calendar: kim),
      others: [], details: BookingDetails(summary: "Consultation"), call: nil, caller: nil, createdAt: now,
      state: state,
      leaseUntil: now, isOnlyKept: isOnlyKept, event: state == .held || state == .kept ? nil : placed,
      code: state == .confirmed ? ConfirmationCode("K7") : nil)
  }

  /// At ten, on its way to eleven.
  static func moving(to calendar: CalendarReference = kim, _ state: BookingState = .moving) -> Booking {
    var booking = booking(.confirmed)
    booking.state = state
    booking.move = Move(
      host: HostKey(calendar == kim ? "kim" : "lee"), period: eleven, claims: claims(eleven, calendar),
      attempt: calendar == kim ? nil : secondAttempt, others: [], call: nil, askedAt: now)
    return booking
  }

  static let secondAttempt = Attempt(
    booking: BookingID("b1"), generation: 2, token: AttemptToken("t2"), calendar: lee)
}

extension BookingMachine.Event {
  static let placed = BookingMachine.Event.placed(.placed(Rehearsal.placed))
  static let clear = BookingMachine.Event.looked(.looked(ownSeen: true, inTheWay: []))
  static let unseen = BookingMachine.Event.looked(.looked(ownSeen: false, inTheWay: []))

  static func inTheWay(_ period: Interval, _ mark: Sighting.Mark = .foreign) -> BookingMachine.Event {
    .looked(.looked(ownSeen: true, inTheWay: [Sighting(period: period, mark: mark)]))
  }
}

extension BookingMachine.Action {
  /// What is to be stored, if anything is.
  func change(of booking: Booking) -> BookingChange? {
    switch self {
    case .store(let change): change
    case .storeNextAttempt: .nextAttempt(AttemptToken("t\(booking.attempt.generation + 1)"))
    case .storeConfirmation(let unheard): .confirmed(code: ConfirmationCode("K7"), closing: nil, unheard: unheard)
    case .storeMove(let event, let unheard): .moved(event, closing: nil, unheard: unheard)
    case .storeFollowing(let period, let revision):
      .followed(
        period, claims: booking.claims(following: period), revision: revision, notice: Self.notice(.moved, booking))
    case .storeRemoval: .removed(notice: Self.notice(.removed, booking))
    case .place, .look, .shift, .extinguish, .askWhetherWanted, .end: nil
    }
  }

  private static func notice(_ kind: Notice.Kind, _ booking: Booking) -> Notice {
    Notice(
      id: NoticeID("n1"), desk: booking.desk, kind: kind, key: "\(booking.id)", booking: booking.id,
      raisedAt: Rehearsal.now, text: "")
  }

  /// For tables: the action's name, with that of the change or the ending.
  var word: String {
    switch self {
    case .store(let change): "store \(Self.name(change))"
    case .end(let ending): "end: \(ending.word)"
    default: Self.name(self)
    }
  }

  private static func name(_ value: Any) -> String { String("\(value)".prefix { $0 != "(" }) }
}
