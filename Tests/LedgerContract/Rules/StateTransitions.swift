import Desk
import Scheduling

extension LedgerContract {
  private static let unfinished: Set<BookingState> = [
    .kept, .held, .inserted, .moving, .reverting, .leaving, .cancelling, .withdrawing,
  ]
  private static let owned: Set<BookingState> = [.confirmed, .moving, .reverting]
  private static let event = PlacedEvent(event: EventID("new"), link: nil)
  private static let lease = Sample.minute(7)

  static let transitions: [Transition] = making + moves + callingOff + marks

  private static let making = [
    Transition({ _ in .preparing }, from: [.kept]) {
      $0.state = .held
      $0.epoch += 1
    },
    Transition({ _ in .asked(said, leaseUntil: lease) }, from: [.kept, .held, .inserted], kept: true) {
      if $0.state == .kept { $0.state = .held }
      $0.isOnlyKept = false
      $0.details = said
      $0.begin(lease)
    },
    Transition({ _ in .inserted(event) }, from: [.held]) {
      $0.state = .inserted
      $0.event = event
    },
    Transition({ _ in .nextAttempt(AttemptToken("next")) }, from: [.held]) {
      $0.attempt = Attempt(booking: $0.id, generation: 2, token: AttemptToken("next"), calendar: $0.attempt.calendar)
    },
    Transition({ _ in .cleared }, from: [.inserted]) { $0.isClear = true },
    Transition({ .confirmed(code: code(of: $0), closing: nil) }, from: [.inserted], kept: false, tasks: 1) {
      $0.state = .confirmed
      $0.code = code(of: $0)
    },
    Transition({ _ in .withdrawing }, from: [.held, .inserted]) { $0.state = .withdrawing },
    Transition({ _ in .released }, from: [.withdrawing, .kept]) { $0.state = .released },
  ]

  private static let moves = [
    Transition({ .moving($0.move(), leaseUntil: lease) }, from: [.confirmed]) {
      $0.move = $0.move()
      $0.state = .moving
      $0.begin(lease)
    },
    Transition({ .moving($0.move(to: Sample.elsewhere, call: nil), leaseUntil: lease) }, from: [.confirmed]) {
      $0.move = $0.move(to: Sample.elsewhere, call: nil)
      $0.state = .moving
      $0.begin(lease)
    },
    Transition({ _ in .moved(nil, closing: nil) }, from: [.moving], tasks: 1) { $0.arrive(event: $0.event) },
    Transition({ _ in .moved(event, closing: nil) }, from: [.moving], tasks: 1) { $0.arrive(event: event) },
    Transition({ _ in .reverting }, from: [.moving]) { $0.state = .reverting },
    Transition({ _ in .reverted(revision: 3) }, from: [.reverting]) {
      $0.state = .confirmed
      $0.move = nil
      $0.revision = 3
    },
    Transition({ _ in .departed }, from: [.leaving]) {
      $0.state = .confirmed
      $0.left = nil
    },
  ]

  private static let callingOff = [
    Transition({ _ in .cancelling(leaseUntil: lease, closing: nil) }, from: [.confirmed]) {
      $0.state = .cancelling
      $0.begin(lease)
    },
    Transition({ _ in .cancelled }, from: [.cancelling]) { $0.state = .cancelled },
    Transition(
      {
        .followed(far($0), claims: [farClaim($0)], revision: 4, notice: Sample.notice("n-\($0.id)", booking: $0.id))
      }, from: owned, notices: 1
    ) {
      let (period, claim) = (far($0), farClaim($0))
      $0.state = .confirmed
      $0.move = nil
      $0.period = period
      $0.claims = [claim]
      $0.revision = 4
      $0.epoch += 1
    },
    Transition({ .removed(notice: Sample.notice("n-\($0.id)", booking: $0.id)) }, from: owned, notices: 1) {
      $0.state = .cancelled
      $0.move = nil
    },
  ]

  private static let marks = [
    Transition({ _ in .promised }, from: [.held, .inserted, .moving]) { $0.promised = true },
    Transition({ _ in .owing(CallID("owed")) }, from: Set(BookingState.allCases)) { $0.owesReport = CallID("owed") },
    Transition({ _ in .owing(nil) }, from: Set(BookingState.allCases)) { $0.owesReport = nil },
    Transition({ _ in .announced }, from: [.confirmed]) { $0.announced = true },
    Transition({ _ in .leased(until: lease) }, from: unfinished) { $0.leaseUntil = lease },
    Transition({ _ in .leased(until: Sample.minute(-7)) }, from: unfinished) { $0.leaseUntil = Sample.minute(-7) },
  ]

  private static let said = BookingDetails(
    summary: "Haircut for Ann", name: "Ann", email: "ann@example.com", phone: PhoneNumber("+15550123"),
    notes: "short", guests: ["ann@example.com"])

  private static func code(of booking: Booking) -> ConfirmationCode { ConfirmationCode("new-\(booking.id)") }

  /// Where the owner puts it: two weeks later, for longer.
  private static func far(_ booking: Booking) -> Interval {
    Interval(start: booking.period.start + .days(14), duration: .minutes(45))
  }

  private static func farClaim(_ booking: Booking) -> Claim { Claim(resource: Sample.chair, interval: far(booking)) }
}

extension Booking {
  fileprivate mutating func begin(_ lease: Instant) {
    epoch += 1
    leaseUntil = lease
  }

  /// Within one calendar, as ``storing(_:in:code:)`` moves.
  fileprivate mutating func arrive(event: PlacedEvent?) {
    guard let move else { return }
    state = .confirmed
    period = move.period
    claims = move.claims
    others = move.others
    host = move.host
    revision = 2
    self.event = event
    self.move = nil
  }
}
