package import Scheduling

/// What places are counted for: a class session, a host's day or week.
package struct SeatKey: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// One of so many places that a booking takes. Storage gives each live booking a number of its own among them, so that no
/// more bookings than places live, whoever asks at once.
package struct SeatClaim: Hashable, Sendable {
  package let key: SeatKey
  /// How many bookings may have the key at once, this one among them. At least 1. Bookings with one key may say different
  /// numbers, as when a limit was changed: each counts all that have the key.
  package let places: Int

  package init(key: SeatKey, places: Int) {
    self.key = key
    self.places = places
  }
}

extension SeatKey {
  /// The places of a class session.
  package init(_ occasion: OccasionID) { rawValue = "occasion/\(occasion)" }

  /// What a host has of a service on one day.
  package static func day(_ date: CivilDate, desk: DeskKey, offering: OfferingKey, host: HostKey) -> SeatKey {
    joined("day", [desk.rawValue, offering.rawValue, host.rawValue, "\(date)"])
  }

  /// What a host has of a service in the week that begins on that day.
  package static func week(from date: CivilDate, desk: DeskKey, offering: OfferingKey, host: HostKey) -> SeatKey {
    joined("week", [desk.rawValue, offering.rawValue, host.rawValue, "\(date)"])
  }

  private static func joined(_ kind: String, _ names: [String]) -> SeatKey {
    SeatKey(([kind] + names.map(\.asPathElement)).joined(separator: "/"))
  }
}

extension Booking {
  /// Every seat that it has: as long as its ``liveClaims`` exclude, and one for each key, wherever it is asked for. On a move
  /// it has those of the old place and of the new.
  package var liveSeats: [SeatClaim] {
    guard state.excludes else { return [] }
    var known: Set<SeatKey> = []
    return (seats + (move?.seats ?? []) + (left?.seats ?? [])).filter { known.insert($0.key).inserted }
  }

  /// The seats that it has and did not have before: storage finds places for these.
  package func seatsAdded(to before: Booking?) -> [SeatClaim] {
    let had = Set((before?.liveSeats ?? []).map(\.key))
    return liveSeats.filter { !had.contains($0.key) }
  }

  /// Lets go the seats of these keys, wherever they are asked for.
  package mutating func giveUpSeats(_ keys: Set<SeatKey>) {
    guard !keys.isEmpty else { return }
    seats.removeAll { keys.contains($0.key) }
    move = move.map { $0.with(seats: $0.seats.filter { !keys.contains($0.key) }) }
    left = left.map { rest in
      Remains(attempt: rest.attempt, claims: rest.claims, seats: rest.seats.filter { !keys.contains($0.key) })
    }
  }
}

extension Move {
  fileprivate func with(seats: [SeatClaim]) -> Move {
    Move(
      host: host, period: period, claims: claims, seats: seats, attempt: attempt, others: others, call: call,
      askedAt: askedAt)
  }
}

/// What a booking shares with others, as its event's mark says it.
package struct Sharing: Hashable, Sendable {
  package let occasion: OccasionID?
  package let seats: [SeatClaim]

  package init(occasion: OccasionID?, seats: [SeatClaim]) {
    self.occasion = occasion
    self.seats = seats
  }

  package static let none = Sharing(occasion: nil, seats: [])
}

extension Whereabouts {
  package var sharing: Sharing { Sharing(occasion: occasion, seats: seats) }
}

extension Booking {
  /// What the mark is to say once the event stands then; `nil` where neither the place nor the one that it moves to shares
  /// anything, so that nothing need be said.
  func sharing(at period: Interval) -> Sharing? {
    let there = period == target.period ? target.sharing : place.sharing
    return there == .none && place.sharing == .none ? nil : there
  }
}

extension SeatClaim {
  /// As JSON, for storage with what it belongs to.
  package var stored: JSONValue { ["key": .string(key.rawValue), "places": .integer(Int64(places))] }

  /// `nil` when the value was not written by ``stored``.
  package init?(stored value: JSONValue) {
    guard let key = value["key"]?.string, let places = value["places"]?.integer, places > 0,
      let number = Int(exactly: places)
    else { return nil }
    self.init(key: SeatKey(key), places: number)
  }
}

extension [SeatClaim] {
  package var stored: JSONValue { .array(map(\.stored)) }

  /// `nil` when the value was not written by ``stored``; nothing is none, as in what earlier versions have stored.
  package init?(stored value: JSONValue?) {
    guard let value, value != .null else {
      self = []
      return
    }
    guard let values = value.array else { return nil }
    let seats = values.compactMap(SeatClaim.init(stored:))
    guard seats.count == values.count else { return nil }
    self = seats
  }
}
