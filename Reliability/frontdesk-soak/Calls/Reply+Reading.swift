import Desk
import Scheduling

extension Reply {
  /// Reads the one result of a reply to `tool-calls`; what cannot be read is an empty line, which the checker will not like.
  init(status: Int, body: [UInt8]) {
    let result: JSONValue?
    do {
      result = try JSONValue(parsing: body, limits: .stored)["results"]?.array?.first
    } catch {
      result = nil
    }
    let facts = result?["metadata"]
    self.init(
      status: status, outcome: facts?["outcome"]?.string ?? "",
      line: result?["result"]?.string ?? result?["error"]?.string ?? "", body: body,
      booking: facts.flatMap(BookingFacts.init), slots: facts?["slots"]?.array?.compactMap(OfferedSlot.init) ?? [])
  }
}

extension BookingFacts {
  fileprivate init?(_ facts: JSONValue) {
    guard let code = facts["confirmationCode"]?.string, let event = facts["eventId"]?.string,
      let place = Place(facts), let service = facts["service"]?.string
    else { return nil }
    self.init(code: code, event: event, place: place, service: service)
  }
}

extension OfferedSlot {
  fileprivate init?(_ facts: JSONValue) {
    guard let place = Place(facts) else { return nil }
    self.init(handle: facts["slot"]?.string, place: place, service: facts["service"]?.string ?? "")
  }
}

extension Place {
  fileprivate init?(_ facts: JSONValue) {
    guard let host = facts["host"]?.string, let start = Self.instant(facts["start"]),
      let end = Self.instant(facts["end"]), let period = Interval(start: start, end: end)
    else { return nil }
    self.init(host: host, period: period)
  }

  private static func instant(_ value: JSONValue?) -> Instant? {
    guard let text = value?.string else { return nil }
    do {
      guard case .instant(let instant, _) = try WrittenTime(text) else { return nil }
      return instant
    } catch {
      return nil
    }
  }
}
