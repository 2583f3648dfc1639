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

  /// Releases what is only kept for the same call, the oldest first, until there is a seat of each key.
  ///
  /// - Returns: why there is none even so.
  mutating func makeRoom(for booking: Booking, gone: inout [Booking]) -> HoldOutcome? {
    for seat in booking.liveSeats {
      while case let others = occupants(of: seat.key), others.count >= seat.places {
        let own = others.filter {
          $0.isKept && $0.desk == booking.desk && $0.call != nil && $0.call == booking.call
        }
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
