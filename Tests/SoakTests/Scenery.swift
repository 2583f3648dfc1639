import Scheduling

@testable import frontdesk_soak

/// Makes evidence of small stories: who asked, what they were told, what the calendar held.
struct Scenery {
  static let noon = Instant(seconds: 1_800_000_000)
  var evidence = Evidence(town: Town(now: Self.noon))

  /// So many seconds into the story.
  static func at(_ seconds: Double) -> Instant { noon + .milliseconds(Int(seconds * 1000)) }

  static func stamp(_ seconds: Double) -> Int64 { at(seconds).milliseconds * 1000 }

  /// Half an hour, so many minutes into the first day.
  func period(_ minutes: Int) -> Interval {
    Interval(start: evidence.town.firstDay + .hours(9) + .minutes(minutes), duration: .minutes(30))
  }

  func place(_ minutes: Int, _ host: String = "ada") -> Place { Place(host: host, period: period(minutes)) }

  @discardableResult
  mutating func intend(
    _ kind: Intent.Kind, _ place: Place? = nil, code: String? = nil, email: String? = nil
  ) -> Intent {
    let intent = Intent(
      id: evidence.intents.count, kind: kind, caller: "+12005550100", email: email, place: place, service: "visit",
      code: code)
    evidence.intents.append(intent)
    return intent
  }

  /// An exchange that took half a second.
  mutating func tell(
    _ intent: Intent, _ outcome: String, at seconds: Double, booking: BookingFacts? = nil, delivery: String = "d",
    body: String = "", status: Int = 200, lasting: Double = 0.5, tool: String? = nil
  ) {
    let reply = Reply(
      status: status, outcome: outcome, line: "A line.", body: Array(body.utf8), booking: booking)
    append(intent, .answered(reply), at: seconds, delivery, lasting, tool)
  }

  mutating func lose(_ intent: Intent, at seconds: Double, delivery: String = "d") {
    append(intent, .broken("reset"), at: seconds, delivery, 0.5)
  }

  private mutating func append(
    _ intent: Intent, _ ending: Exchange.Ending, at seconds: Double, _ delivery: String, _ lasting: Double,
    _ tool: String? = nil
  ) {
    let tools: [Intent.Kind: String] = [.book: "create_event", .move: "reschedule_event", .cancel: "cancel_event"]
    evidence.exchanges.append(
      Exchange(
        number: evidence.exchanges.count, intent: intent.id, call: "call", delivery: delivery,
        tool: tool ?? tools[intent.kind] ?? "check_availability", server: 0, sent: Self.at(seconds),
        ended: Self.at(seconds + lasting), limit: .seconds(4), ending: ending))
  }

  func facts(_ place: Place, _ code: String, event: String? = nil) -> BookingFacts {
    BookingFacts(code: code, event: event ?? "event-\(code)", place: place, service: "visit")
  }

  /// One of our events, with its states as seconds and periods; `nil` for deleted.
  mutating func hold(
    _ id: String, booking: String, intent: Intent?, _ states: [(Double, Interval?)], host: String = "ada",
    isDressed: Bool = true, guests: [String] = []
  ) {
    var versions: [CalendarEvent.Version] = []
    for (seconds, period) in states {
      versions.append(
        CalendarEvent.Version(
          stamp: Self.stamp(seconds), period: period ?? versions.last?.period ?? self.period(0),
          isLive: period != nil))
    }
    evidence.events.append(
      CalendarEvent(
        calendar: "\(host)@soak.example", id: id,
        mark: CalendarEvent.Mark(booking: booking, service: "visit", isDressed: isDressed),
        title: intent?.title ?? "", guests: guests, versions: versions))
  }

  /// An event that the owner added, changed and deleted by hand.
  mutating func write(_ id: String, _ states: [(Double, Interval?)], calendar: String = "ada@soak.example") {
    var versions: [CalendarEvent.Version] = []
    for (index, (seconds, period)) in states.enumerated() {
      versions.append(
        CalendarEvent.Version(
          stamp: Self.stamp(seconds), period: period ?? versions.last?.period ?? self.period(0),
          isLive: period != nil))
      edit(id, index == 0 ? .add : period == nil ? .delete : .move, at: seconds, period, calendar: calendar)
    }
    evidence.events.append(
      CalendarEvent(calendar: calendar, id: id, mark: nil, title: "Own", guests: [], versions: versions))
  }

  mutating func edit(
    _ id: String, _ kind: OwnerEdit.Kind, at seconds: Double, _ period: Interval?,
    calendar: String = "ada@soak.example"
  ) {
    evidence.edits.append(
      OwnerEdit(
        from: Self.at(seconds - 0.01), to: Self.at(seconds + 0.01), calendar: calendar, event: id, kind: kind,
        period: period))
  }

  /// The usual beginning: asked at 1, inserted at 1.2, told at 1.5.
  @discardableResult
  mutating func book(_ minutes: Int, code: String = "A", at seconds: Double = 1, email: String? = nil) -> Intent {
    let place = place(minutes)
    let intent = intend(.book, place, email: email)
    tell(intent, "booked", at: seconds, booking: facts(place, code), delivery: "book-\(code)")
    return intent
  }

  var atRest: Set<String> { Set(Checker.atRest(evidence).map(\.invariant)) }
  var during: Set<String> { Set(Checker.duringRun(evidence).map(\.invariant)) }
}
