import Desk
import LedgerContract
import Logging
import Scheduling
import Synchronization
import Testing
import ZoneFiles

/// A whole desk on paper: memory ledger, paper calendars, a clock that stands at Tuesday, November 24, 2026, 8:00 AM in New
/// York.
struct Office: Sendable {
  static let owner = CalendarReference(account: AccountID("owner@example.com"), calendar: CalendarID("primary"))
  static let second = CalendarReference(account: AccountID("second@example.com"), calendar: CalendarID("primary"))

  let clock: ManualClock
  let calendars: PaperCalendars
  let ledger: MemoryLedger
  let zones: TZifDirectory
  let receptionist: Receptionist
  /// What another process over the same ledger and calendars would have.
  let makeReceptionist: @Sendable () -> Receptionist
  let preparations: Preparations
  let settler: Settler
  let desk: DeskProfile

  /// - Parameter hindering: what callers' requests meet in the ledger.
  init(
    _ desk: DeskProfile? = nil, now: String = "2026-11-24T08:00:00-05:00", napsMoveTheClock: Bool = true,
    hindering: HinderedLedger.Hindrance? = nil
  ) async throws {
    zones = try TZifDirectory(directory: nil)
    guard case .instant(let instant, _) = try WrittenTime(now) else { preconditionFailure("not an instant: \(now)") }
    let clock = ManualClock(instant, napsMoveIt: napsMoveTheClock)
    let calendars = PaperCalendars(clock: clock)
    let ledger = MemoryLedger()
    let randomness = Randomness.seeded(7)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let profile = try desk ?? .clinic()
    try await ledger.apply(DeskEntry(profile: profile, secretDigests: [], source: ""))
    let desks = DeskBook(directory: ledger, clock: clock)
    let watch = CalendarWatch(
      ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    preparations = Preparations(
      ledger: ledger, calendars: calendars, desks: desks, zones: zones, clock: clock, randomness: randomness,
      logger: logger)
    let used: any Ledger = hindering.map { HinderedLedger(ledger, $0) } ?? ledger
    makeReceptionist = { [zones, preparations] in
      Receptionist(
        ledger: used, calendars: calendars, watch: watch, preparations: preparations, zones: zones, clock: clock,
        randomness: randomness, patience: Receptionist.Patience(), logger: logger)
    }
    receptionist = makeReceptionist()
    settler = Settler(
      ledger: ledger, calendars: calendars, desks: desks, watch: watch, zones: zones, clock: clock,
      randomness: randomness, logger: logger)
    self.clock = clock
    self.calendars = calendars
    self.ledger = ledger
    self.desk = profile
  }

  static let call = CallContext(call: CallID("call-1"), caller: PhoneNumber("+14155550123"))

  /// Answers one tool call.
  func ask(
    _ tool: String, _ arguments: JSONValue, id: String = "tool-1", in context: CallContext = Office.call,
    by receptionist: Receptionist? = nil
  ) async -> Answer {
    let call = ToolCall(id: ToolCallID(id), name: tool, arguments: .object(arguments))
    return await (receptionist ?? self.receptionist).answer([call], at: desk, in: context)[0]
  }

  /// Books a time and gives its confirmation code.
  func book(_ start: String, id: String = "book", in context: CallContext = Office.call) async throws -> String {
    let answer = await ask("create_event", ["start": .string(start), "name": "Ada"], id: id, in: context)
    return try #require(answer.facts["confirmationCode"]?.string, "\(answer.line)")
  }

  /// Puts the events of what was kept until now into the calendar.
  func prepare() async {
    preparations.finish()
    await preparations.run()
  }
}

extension DeskProfile {
  /// Monday to Friday, 9 to 5, consultations of half an hour.
  static func clinic(
    hosts: [Host] = [Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner)],
    rules: SlotRules = SlotRules(duration: .minutes(30), interval: .minutes(30), notice: .hours(2), horizonDays: 60),
    hangUp: HangUpPolicy = .finish, numbers: [PhoneNumber] = [], key: String = "clinic",
    keeping: KeepingPolicy = KeepingPolicy()
  ) throws -> DeskProfile {
    guard let nine = ClockTime(hour: 9, minute: 0), let five = ClockTime(hour: 17, minute: 0),
      let open = OpenHours(opens: nine, closes: five)
    else { preconditionFailure("nine to five") }
    let days = Weekday.allCases.prefix(5).map { ($0, [open]) }
    return DeskProfile(
      key: DeskKey(key), name: "Lakeside Clinic", zone: ZoneID("America/New_York"),
      hours: try WeeklyHours(Dictionary(uniqueKeysWithValues: days)),
      offerings: [Offering(key: OfferingKey("consultation"), name: "Consultation", rules: rules)], hosts: hosts,
      numbers: numbers, hangUp: hangUp, keeping: keeping)
  }
}

extension Randomness {
  /// The same bytes in every run (SplitMix64).
  static func seeded(_ seed: UInt64) -> Randomness {
    let state = Box(seed)
    return Randomness { count in (0..<count).map { _ in state.next() } }
  }

  private final class Box: Sendable {
    private let state: Mutex<UInt64>
    init(_ seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt8 {
      state.withLock { state in
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: word ^ word >> 31)
      }
    }
  }
}

extension Instant {
  /// For tables of cases: RFC 3339 with an offset.
  static func at(_ text: String) throws -> Instant {
    guard case .instant(let instant, _) = try WrittenTime(text) else { throw WrittenTimeError.unreadable }
    return instant
  }
}
