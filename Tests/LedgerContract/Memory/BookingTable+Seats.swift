import Desk
import Scheduling

/// Seats: who has one is seen from the bookings themselves, so there are no numbers to be given.
extension BookingTable {
  private func occupants(of key: SeatKey) -> [Booking] {
    bookings.values.filter { $0.liveSeats.contains { $0.key == key } }
      .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  /// Those of the seats of which none is free.
  func full(_ seats: [SeatClaim]) -> [SeatKey] {
    seats.filter { occupants(of: $0.key).count >= $0.places }.map(\.key)
  }

  /// Whether nothing is in a booking's way any more.
  enum Way {
    /// What overlapped and was only kept has been released.
    case made([Booking])
    case inOwnWay([Booking])
    case taken
    case full(SeatKey)
  }

  /// Releases what is in the way and only kept for the call that asks, or nothing where that is not enough.
  mutating func makeWay(
    for booking: Booking, seats: [SeatClaim], among own: [Booking], gone: inout [Booking]
  ) -> Way {
    let overlaps = { (other: Booking) in
      other.liveClaims.contains { mine in booking.liveClaims.contains { $0.excludes(mine) } }
    }
    let overlapped = own.filter(overlaps)
    let isForeign = { (other: Booking) in other.id != booking.id && !overlapped.contains(other) }
    guard !bookings.values.contains(where: { isForeign($0) && overlaps($0) }) else { return .taken }
    let placed = overlapped.filter { $0.state != .kept }
    guard placed.isEmpty else { return .inOwnWay(placed) }
    let before = bookings
    for kept in overlapped { bookings[kept.id]?.state = .released }
    if let refusal = makeRoom(for: seats, among: Set(own.map(\.id)), gone: &gone) {
      bookings = before
      return refusal
    }
    return .made(overlapped)
  }

  /// Releases what is only kept for the call, the oldest first, until there is a seat of each key.
  ///
  /// - Returns: why there is none even so.
  private mutating func makeRoom(for seats: [SeatClaim], among own: Set<BookingID>, gone: inout [Booking]) -> Way? {
    for seat in seats {
      while case let others = occupants(of: seat.key), others.count >= seat.places {
        let own = others.filter { own.contains($0.id) }
        guard var kept = own.first(where: { $0.state == .kept }) else {
          return own.first.map { .inOwnWay([$0]) } ?? .full(seat.key)
        }
        kept.state = .released
        bookings[kept.id] = kept
        gone.append(kept)
      }
    }
    return nil
  }

  func taken(_ keys: [SeatKey]) -> [SeatKey: Int] {
    Dictionary(keys.map { ($0, occupants(of: $0).count) }) { first, _ in first }
  }

  func upcoming(of hosts: [ResourceID], after instant: Instant) -> [ResourceID: Int] {
    Dictionary(
      hosts.map { host in
        (host, bookings.values.count { $0.liveClaims.contains { $0.resource == host && $0.interval.end > instant } })
      }
    ) { first, _ in first }
  }
}
