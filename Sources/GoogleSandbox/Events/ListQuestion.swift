/// The parameters of `events.list`, checked.
struct ListQuestion {
  enum Order: String { case startTime, updated }

  var window = TimeWindow()
  var singleEvents: Bool
  var showDeleted: Bool
  var order: Order?
  var zone: ZoneRules?
  var pageSize: Int
  var pageToken: String?
  private var updatedMin: Moment?
  private var iCalUID: String?
  private var words: [String]
  private var eventTypes: Set<String>
  private var privateProperties: [Property]
  private var sharedProperties: [Property]
  private var anyPropertySuffices: Bool
  private var maxAttendees: Int?
  /// What has to repeat with a page token: every parameter but the token and the size.
  let fingerprint: Int

  struct Property: Equatable {
    var name: String
    var value: String

    init(_ text: String) throws(APIError) {
      guard let mark = text.firstIndex(of: "=") else { throw .invalidParameter("privateExtendedProperty") }
      name = String(text[..<mark])
      value = String(text[text.index(after: mark)...])
    }
  }

  init(_ call: Call, role: AccessRole, settings: SandboxSettings, now: Moment) throws(APIError) {
    let query = call.query
    window = TimeWindow(from: try call.moment("timeMin"), to: try call.moment("timeMax"))
    if let from = window.from, let to = window.to, from >= to { throw .timeRangeEmpty() }
    // A free/busy reader sees instances whatever he asks for.
    singleEvents = query.flag("singleEvents") || role == .freeBusyReader
    showDeleted = query.flag("showDeleted")
    if let text = query["orderBy"] {
      guard let known = Order(rawValue: text) else { throw .invalidParameter("orderBy") }
      if known == .startTime, !query.flag("singleEvents") { throw .orderUnavailable }
      order = known
    }
    zone = try call.zone()
    pageSize = min(try call.pageSize(fallback: 250, most: 2500), settings.pageSize ?? Int.max)
    pageToken = query["pageToken"]
    updatedMin = try call.moment("updatedMin")
    if let updatedMin, updatedMin < now.adding(seconds: -30 * 86_400) { throw .updatedMinTooLongAgo }
    iCalUID = query["iCalUID"]
    words = (query["q"] ?? "").lowercased().split(whereSeparator: { $0.isWhitespace }).map(String.init)
    eventTypes = Set(query.all("eventTypes"))
    guard eventTypes.isSubset(of: EventDraft.eventTypes) else { throw .invalidParameter("eventTypes") }
    privateProperties = []
    sharedProperties = []
    for text in query.all("privateExtendedProperty") { privateProperties.append(try Property(text)) }
    for text in query.all("sharedExtendedProperty") { sharedProperties.append(try Property(text)) }
    anyPropertySuffices = settings.anyPropertySuffices
    maxAttendees = query["maxAttendees"].flatMap { Int($0) }
    var hasher = StableHash()
    hasher.add(query.removing(["pageToken", "maxResults", "alt", "prettyPrint", "fields", "access_token"]).urlEncoded)
    fingerprint = hasher.value
    if let pageToken, PageToken(pageToken)?.fingerprint != fingerprint {
      throw .invalid("Invalid page token value.", .parameter("pageToken"))
    }
    if let token = query["syncToken"] { throw try ListQuestion.refuseSync(token, query) }
  }

  /// Parameters that cannot stand beside a sync token (facts 2.3).
  private static func refuseSync(_ token: String, _ query: Pairs) throws(APIError) -> APIError {
    let strangers = [
      "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax",
      "updatedMin",
    ]
    for name in strangers where query[name] != nil {
      throw .invalid("Sync token cannot be used with other query restrictions.", .parameter(name))
    }
    return SyncToken.refuse(token)
  }

  /// No sync token was seen with an order or a filter.
  var canSync: Bool {
    order == nil && iCalUID == nil && words.isEmpty && updatedMin == nil && privateProperties.isEmpty
      && sharedProperties.isEmpty
  }

  func admits(_ event: StoredEvent, zone: ZoneRules, seesDetails: Bool) -> Bool {
    if !event.isLive {
      // Cancelled exceptions of a living series are how a client learns of the hole.
      let isHole = event.series != nil && !singleEvents
      guard showDeleted || isHole || updatedMin != nil else { return false }
    }
    if let updatedMin, event.updated < updatedMin { return false }
    if let iCalUID, event.iCalUID != iCalUID { return false }
    if !eventTypes.isEmpty, !eventTypes.contains(event.eventType) { return false }
    if !seesDetails { return words.isEmpty && privateProperties.isEmpty && sharedProperties.isEmpty }
    return has(privateProperties, "private", event) && has(sharedProperties, "shared", event) && hasWords(event)
  }

  private func has(_ wanted: [Property], _ kind: String, _ event: StoredEvent) -> Bool {
    if wanted.isEmpty { return true }
    let held = event.members["extendedProperties"]?[kind]
    let matches = { (property: Property) in held?[property.name]?.string == property.value }
    return anyPropertySuffices ? wanted.contains(where: matches) : wanted.allSatisfy(matches)
  }

  private func hasWords(_ event: StoredEvent) -> Bool {
    if words.isEmpty { return true }
    var text = ["summary", "description", "location"].compactMap { event.members[$0]?.string }
    text += event.attendees.flatMap { [$0["email"]?.string, $0["displayName"]?.string].compactMap { $0 } }
    text.append(event.organizer)
    let terms = Set(
      text.joined(separator: " ").lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    return words.allSatisfy { word in
      word.split { !$0.isLetter && !$0.isNumber }.allSatisfy { terms.contains(String($0)) }
    }
  }

  func key(_ event: StoredEvent, zone: ZoneRules) -> ListKey {
    let start = event.start.moment(in: zone).milliseconds
    return switch order {
    case .startTime: ListKey(major: start, minor: Int64(event.place), id: event.id)
    case .updated: ListKey(major: event.stamp, minor: start, id: event.id)
    case nil: ListKey(major: Int64(event.place), minor: start, id: event.id)
    }
  }

  /// Keeps the own row alone where there are more guests than asked for.
  func shorten(_ event: JSON) -> JSON {
    guard let maxAttendees, let rows = event["attendees"]?.array, rows.count > maxAttendees else { return event }
    var short = event
    short["attendees"] = .array(rows.filter { $0["self"] == true })
    short["attendeesOmitted"] = true
    return short
  }
}

/// FNV-1a: the same text gives the same number in every process.
struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  var value: Int { Int(truncatingIfNeeded: state >> 1) }
}
