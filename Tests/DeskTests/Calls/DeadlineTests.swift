import Desk
import LedgerContract
import Logging
import Scheduling
import Synchronization
import Testing
import ZoneFiles

@Suite struct `The deadline of an answer` {
  /// Notes until when it may take, and knows nothing.
  final class Watch: Calendars {
    private let state = Mutex<Duration?>(nil)
    let clock: ManualClock
    init(clock: ManualClock) { self.clock = clock }

    var given: Duration? { state.withLock { $0 } }

    func busy(
      _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
    ) async -> [CalendarReference: BusyReading] {
      state.withLock { $0 = deadline.remaining(on: clock) }
      return [:]
    }
    func place(_ placement: Placement, by deadline: Deadline) async -> PlacementOutcome { .unknown(.unreachable) }
    func look(_ inspection: Inspection, by deadline: Deadline) async -> LookOutcome { .unknown(.unreachable) }
    func extinguish(
      _ attempt: Attempt, tellingGuests: Bool, by deadline: Deadline
    ) async -> ExtinctionOutcome { .unknown(.unreachable) }
    func dress(_ attempt: Attempt, _ dress: EventDress, by deadline: Deadline) async -> DressOutcome {
      .unknown(.unreachable)
    }
    func shift(_ shift: Shift, by deadline: Deadline) async -> ShiftOutcome { .unknown(.unreachable) }
    func find(_ attempt: Attempt, by deadline: Deadline) async -> FindOutcome { .unknown(.unreachable) }
    func marked(in calendar: CalendarReference, since: Instant, by deadline: Deadline) async -> MarkedOutcome {
      .unknown(.unreachable)
    }
    func standing(of account: AccountID) async -> AccountStanding { AccountStanding(trouble: nil, canInvite: true) }
    func prepare(_ accounts: [AccountID], by deadline: Deadline) async {}
  }

  struct Row: Sendable {
    let patience: Duration?
    let own: Duration
    let given: Duration
  }

  @Test(arguments: [
    Row(patience: nil, own: .milliseconds(2500), given: .milliseconds(2500)),
    Row(patience: .seconds(20), own: .milliseconds(2500), given: .milliseconds(2500)),
    Row(patience: .seconds(3), own: .milliseconds(2500), given: .seconds(2)),
    Row(patience: .seconds(1), own: .milliseconds(2500), given: .milliseconds(500)),
    Row(patience: nil, own: .seconds(60), given: .seconds(19)),
    Row(patience: .seconds(90), own: .seconds(60), given: .seconds(60)),
  ]) func `the desk's own, but a second before the platform gives up`(row: Row) async throws {
    let clock = ManualClock(try .at("2026-11-24T08:00:00-05:00"))
    let calendars = Watch(clock: clock)
    let (ledger, zones) = (MemoryLedger(), try TZifDirectory(directory: nil))
    let randomness = Randomness.seeded(1)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let desks = DeskBook(directory: ledger, clock: clock)
    let receptionist = Receptionist(
      ledger: ledger, calendars: calendars,
      watch: CalendarWatch(
        ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
        logger: logger),
      preparations: Preparations(
        ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
        logger: logger),
      zones: zones, clock: clock, randomness: randomness,
      patience: Receptionist.Patience(reading: row.own, booking: row.own), logger: logger)
    let call = ToolCall(id: ToolCallID("t"), name: "check_availability", arguments: .object([:]))
    let context = CallContext(call: CallID("c"), patience: row.patience)
    _ = await receptionist.answer([call], at: try .clinic(), in: context)
    #expect(calendars.given == row.given)
  }
}
