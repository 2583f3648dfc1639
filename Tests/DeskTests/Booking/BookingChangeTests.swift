import Scheduling
import Testing

@testable import Desk

@Suite struct `Changes of a booking` {
  static let move = Rehearsal.moving().move
  static let notice = Notice(
    id: NoticeID("n1"), desk: DeskKey("clinic"), kind: .moved, key: "k", raisedAt: Rehearsal.now, text: "")

  /// Each change, and the states that it is lawful from.
  static let lawful: [(BookingChange, Set<BookingState>)] = [
    (.preparing, [.kept]),
    (.asked(BookingDetails(summary: ""), leaseUntil: Rehearsal.now), [.kept, .held, .inserted]),
    (.inserted(Rehearsal.placed), [.held]), (.nextAttempt(AttemptToken("t2")), [.held]), (.cleared, [.inserted]),
    (.confirmed(code: ConfirmationCode("K7"), closing: nil), [.inserted]), (.withdrawing, [.held, .inserted]),
    (.released, [.withdrawing, .kept]), (.moved(nil, closing: nil), [.moving]), (.reverting, [.moving]),
    (.reverted(revision: 3), [.reverting]), (.departed, [.leaving]),
    (.cancelling(leaseUntil: Rehearsal.now, closing: nil), [.confirmed]), (.cancelled, [.cancelling]),
    (.followed(Rehearsal.noon, claims: [], revision: 1, notice: notice), [.confirmed, .moving, .reverting]),
    (.removed(notice: notice), [.confirmed, .moving, .reverting]), (.promised, [.held, .inserted, .moving]),
    (.owing(nil), Set(BookingState.allCases)), (.announced, [.confirmed]),
    (.leased(until: Rehearsal.now), Set(BookingState.allCases).subtracting([.confirmed, .released, .cancelled])),
  ]

  @Test(arguments: lawful) func `a change is lawful only from the states that it names`(
    change: BookingChange, states: Set<BookingState>
  ) {
    for state in BookingState.allCases { #expect(change.allowed(from: state) == states.contains(state)) }
  }

  @Test func `a confirmation that is final and a withdrawal exclude each other, and so do all one-way states`() {
    for (change, states) in Self.lawful {
      switch change {
      case .released: #expect(!states.contains(.held) && !states.contains(.inserted) && !states.contains(.confirmed))
      case .confirmed: #expect(states.isDisjoint(with: [.withdrawing, .released, .cancelling, .cancelled]))
      case .moved: #expect(!states.contains(.reverting))
      case .cancelled: #expect(states == [.cancelling])
      default: break
      }
    }
  }

  @Test(arguments: BookingState.allCases) func `a booking excludes until it is final`(state: BookingState) {
    #expect(Rehearsal.booking(state).liveClaims.isEmpty == (state == .released || state == .cancelled))
  }

  @Test func `work that begins anew has a new epoch, and no other change has`() throws {
    let move = try #require(Self.move)
    for change in [
      BookingChange.moving(move, leaseUntil: Rehearsal.now + .hours(1)),
      .cancelling(leaseUntil: Rehearsal.now + .hours(1), closing: nil),
    ] {
      let step = try #require(change.step(from: Rehearsal.booking(.confirmed), at: Rehearsal.now))
      #expect(step.booking.epoch == 2)
      #expect(step.booking.leaseUntil == Rehearsal.now + .hours(1))
    }
    let inserted = try #require(
      BookingChange.inserted(Rehearsal.placed).step(from: Rehearsal.booking(), at: Rehearsal.now))
    #expect(inserted.booking.epoch == 1)
  }

  @Test func `a move claims both times, and leaves overlaps out only where it follows the owner`() throws {
    let move = try #require(Self.move)
    let moving = try #require(
      BookingChange.moving(move, leaseUntil: Rehearsal.now).step(from: Rehearsal.booking(.confirmed), at: Rehearsal.now)
    )
    #expect(moving.booking.liveClaims == Rehearsal.claims(Rehearsal.ten) + Rehearsal.claims(Rehearsal.eleven))
    #expect(!moving.leavesOverlapsOut)
    let change = BookingChange.followed(
      Rehearsal.noon, claims: Rehearsal.claims(Rehearsal.noon), revision: 1, notice: Self.notice)
    let followed = try #require(change.step(from: moving.booking, at: Rehearsal.now))
    #expect(followed.leavesOverlapsOut)
    #expect(followed.notice == Self.notice)
    #expect(followed.booking.liveClaims == Rehearsal.claims(Rehearsal.noon))
  }

  @Test func `the event is to be dressed once it is confirmed and each time it has moved`() throws {
    let confirmed = BookingChange.confirmed(code: ConfirmationCode("K7"), closing: nil)
    #expect(confirmed.step(from: Rehearsal.booking(.inserted), at: Rehearsal.now)?.task == .dress)
    #expect(BookingChange.moved(nil, closing: nil).step(from: Rehearsal.moving(), at: Rehearsal.now)?.task == .dress)
    #expect(BookingChange.reverting.step(from: Rehearsal.moving(), at: Rehearsal.now)?.task == nil)
  }
}
