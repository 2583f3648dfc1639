import ArgumentParser
import Desk
import Scheduling
import ZoneFiles

struct NoticesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices",
    abstract: "Print what owners are to know: callers' messages, conflicts, broken promises; the newest first.",
    discussion: """
      Only what nobody has seen to yet, unless --all is given. Times are in each desk's zone. What callers said is printed \
      as they said it: personal data.
      """)

  @Argument(help: "The desk's key; left out: every desk.")
  var key: String?

  @Flag(help: "Print also what is done.")
  var all = false

  @Flag(help: "Print a JSON array.")
  var json = false

  @Option(help: "The notice with this id, or the only one whose id begins so, has been seen to.")
  var done: String?

  @Option(help: "At most so many.")
  var limit = 200

  @OptionGroup var options: SettingsOptions

  func validate() throws {
    guard done == nil || (key == nil && !all && !json) else {
      throw ValidationError("--done stands alone.")
    }
    guard limit > 0 else { throw ValidationError("--limit is a number above 0.") }
  }

  func run() async throws {
    try await Workbench.use(options) { bench in
      if let done {
        let id = try await notice(done, bench)
        guard try await bench.store.storage.markDone(id, at: SystemClock().now()) else {
          throw CommandFailure("Somebody else has just marked it done.")
        }
        return Output.line("Done: \(id)")
      }
      let desk = key == nil ? nil : try await bench.desk(key).profile.key
      let notices = try await bench.store.storage.notices(of: desk, includingDone: all, limit: limit)
      let pages = try await pages(bench)
      if json {
        Output.line(JSONValue.array(notices.map { pages.json($0) }).page)
      } else {
        for notice in notices { Output.line(pages.lines(notice).joined(separator: "\n")) }
        if notices.isEmpty { Output.remark("There is nothing\(all ? "" : " that is not done").") }
      }
    }
  }

  private func pages(_ bench: Workbench) async throws -> NoticePages {
    var zones: [DeskKey: Zone] = [:]
    for desk in try await bench.store.storage.desks().map(\.profile) {
      zones[desk.key] = try bench.zones.zone(desk.zone)
    }
    return NoticePages(zones: zones)
  }

  /// So many are looked through for the beginning of an id.
  private static let searched = 10_000

  private func notice(_ beginning: String, _ bench: Workbench) async throws -> NoticeID {
    let open = try await bench.store.storage.notices(of: nil, includingDone: false, limit: Self.searched)
    let matching = open.map(\.id).filter { $0.rawValue.hasPrefix(beginning) }
    if let exact = matching.first(where: { $0.rawValue == beginning }) { return exact }
    switch matching.count {
    case 1: return matching[0]
    case 0: throw CommandFailure("There is no notice “\(beginning)” that is not done.")
    default: throw CommandFailure("The ids of \(matching.count) notices begin with “\(beginning)”: write more of it.")
    }
  }
}

/// Notices as they are shown.
struct NoticePages: Sendable {
  /// Of desks that are gone there is none: then times are in UTC.
  let zones: [DeskKey: Zone]

  /// So much of an id tells a few thousand apart.
  static let shownOfID = 10

  /// What it is, then what it says, then from whom.
  func lines(_ notice: Notice) -> [String] {
    let head = [
      time(notice.raisedAt, notice.desk), notice.kind.words, "at \(notice.desk)",
      String(notice.id.rawValue.prefix(Self.shownOfID)),
    ]
    let who = [notice.name, notice.phone?.rawValue].compactMap(\.self)
    return [
      head.joined(separator: "  ") + (notice.doneAt.map { "  done \(time($0, notice.desk))" } ?? ""),
      "    \(notice.text)",
    ] + (who.isEmpty ? [] : ["    From: \(who.joined(separator: ", "))"])
  }

  func json(_ notice: Notice) -> JSONValue {
    [
      "id": .string(notice.id.rawValue), "desk": .string(notice.desk.rawValue), "kind": .string(notice.kind.rawValue),
      "raisedAt": .string(written(notice.raisedAt, notice.desk)), "text": .string(notice.text),
      "name": notice.name.map { .string($0) } ?? .null, "phone": notice.phone.map { .string($0.rawValue) } ?? .null,
      "booking": notice.booking.map { .string($0.rawValue) } ?? .null,
      "doneAt": notice.doneAt.map { .string(written($0, notice.desk)) } ?? .null,
    ]
  }

  private func time(_ instant: Instant, _ desk: DeskKey) -> String {
    guard let zone = zones[desk] else { return instant.utc }
    let civil = zone.civilTime(at: instant)
    return "\(civil.date) \(civil.time)"
  }

  private func written(_ instant: Instant, _ desk: DeskKey) -> String {
    zones[desk].map { instant.rfc3339(in: $0) } ?? instant.rfc3339()
  }
}

extension Notice.Kind {
  /// For the owner.
  var words: String {
    switch self {
    case .message: "message"
    case .overlap: "something stands over an appointment"
    case .moved: "an appointment was moved in the calendar"
    case .removed: "an appointment was deleted in the calendar"
    case .promiseBroken: "a promise could not be kept"
    case .stuck: "something is stuck"
    case .details: "what guests may not read of an appointment"
    case .notInvited: "guests were not invited"
    case .guessing: "too many wrong confirmation codes"
    case .review: "to be reviewed"
    }
  }
}
