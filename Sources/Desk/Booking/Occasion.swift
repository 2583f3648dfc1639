package import Scheduling

/// What several bookings share so that their claims may overlap: one session of a class. Without an occasion of its own a
/// claim is the booking's alone.
package struct OccasionID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Whoever books the same service with the same host at the same start comes to the same session.
  package init(desk: DeskKey, offering: OfferingKey, host: HostKey, start: Instant) {
    let names = [desk.rawValue, offering.rawValue, host.rawValue].map(\.asPathElement)
    rawValue = (names + ["\(start.milliseconds)"]).joined(separator: "/")
  }
}

extension String {
  /// Itself without a slash, so that names joined by slashes are those names and no others.
  var asPathElement: String {
    split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
  }
}

extension Claim {
  /// Whether two bookings that claim these stand in each other's way.
  package func excludes(_ other: Claim) -> Bool {
    resource == other.resource && interval.overlaps(other.interval)
      && (occasion == nil || occasion != other.occasion)
  }
}

extension Whereabouts {
  /// The session that the booking belongs to there.
  package var occasion: OccasionID? { claims.lazy.compactMap(\.occasion).first }

  /// Whether something that was seen is in the booking's way. What another attempt of the booking has left is not, nor what
  /// another takes that comes to the same occasion.
  func isBlocked(by sighting: Sighting, of booking: BookingID) -> Bool {
    guard !sighting.mark.isOf(booking) else { return false }
    if case .ours(_, let occasion?) = sighting.mark, claims.contains(where: { $0.occasion == occasion }) {
      return false
    }
    return claims.contains { $0.interval.overlaps(sighting.period) }
  }
}
