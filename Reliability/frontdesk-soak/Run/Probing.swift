import Desk
import Scheduling

/// I10: asks the desk, once all is quiet, for times that must be open and for times that must not.
struct Probing: Sendable {
  let stage: Stage
  let telephone: Telephone
  let events: [CalendarEvent]
  let days: Range<Int>

  /// So many of each.
  private static let most = 10
  /// Seconds after which a time that is free must be offered.
  private static let patience = 40

  func violations(_ dice: inout Dice) async throws -> [Violation] {
    let town = stage.town
    let free = FreeTimes(town: town, events: events).all(on: days)
    let intent = telephone.transcript.begin(.other, caller: "+12005550199")
    var found: [Violation] = []
    for number in 0..<Self.most where !free.isEmpty {
      let (place, service) = dice.pick(free)
      let exchange = try await askPatiently(place, service, intent, "free-\(days.lowerBound)-\(number)")
      guard exchange.reply?.slots.contains(where: { $0.place == place }) != true else { continue }
      found.append(violation("is free and is not offered", place, exchange))
    }
    let booked = events.filter { $0.mark != nil && $0.isLive }
    for number in 0..<Self.most where !booked.isEmpty {
      let event = dice.pick(booked)
      guard let service = town.service(event.mark?.service ?? ""), let host = town.host(withCalendar: event.calendar)
      else { continue }
      let place = town.place(host.key, event.current.period.start, service)
      let exchange = await ask(place, service, intent, "taken-\(days.lowerBound)-\(number)")
      guard exchange.reply?.slots.contains(where: { $0.place == place }) == true else { continue }
      found.append(violation("is booked and is offered", place, exchange))
    }
    return found
  }

  /// What the owner has moved or deleted is noticed when the calendar is read next, which may be by this very question: the
  /// time is to be offered soon after.
  private func askPatiently(
    _ place: Place, _ service: Town.Service, _ intent: Intent, _ word: String
  ) async throws -> Exchange {
    for attempt in 0..<Self.patience {
      let exchange = await ask(place, service, intent, "\(word)-\(attempt)")
      if exchange.reply?.slots.contains(where: { $0.place == place }) == true { return exchange }
      try await Task.sleep(for: .seconds(1))
    }
    return await ask(place, service, intent, "\(word)-last")
  }

  /// Makes the desk read every calendar of those days: what the owner did is noticed when a calendar is read.
  func readAll() async {
    let intent = telephone.transcript.begin(.other, caller: "+12005550198")
    for day in days {
      let start = stage.town.firstDay + .days(day)
      for host in stage.town.hosts {
        _ = await telephone.ask(
          Telephone.Request(
            intent: intent, call: "reading-\(intent.id)", delivery: "reading-\(intent.id)-\(day)-\(host.key)",
            tool: "check_availability",
            arguments: [
              "service": "visit", "host": .string(host.key), "timeMin": .string(start.rfc3339()),
              "timeMax": .string((start + .days(1)).rfc3339()),
            ], server: 0))
      }
    }
  }

  private func ask(_ place: Place, _ service: Town.Service, _ intent: Intent, _ word: String) async -> Exchange {
    await telephone.ask(
      Telephone.Request(
        intent: intent, call: "probe-\(days.lowerBound)", delivery: "probe-\(word)", tool: "check_availability",
        arguments: [
          "service": .string(service.key), "host": .string(place.host),
          "timeMin": .string(place.period.start.rfc3339()), "timeMax": .string(place.period.end.rfc3339()),
        ], server: 0))
  }

  private func violation(_ what: String, _ place: Place, _ exchange: Exchange) -> Violation {
    let told = exchange.reply.map { "\($0.outcome): \($0.line)" } ?? "no answer"
    let near = events.filter {
      stage.town.host(place.host)?.calendars.contains($0.calendar) == true && $0.isLive
        && $0.current.period.overlaps(place.period.padded(before: .hours(1), after: .hours(1)))
    }
    return Violation("I10", "\(place.host) \(place.period.words) \(what)", [told] + near.flatMap(\.lines))
  }
}
