package import Scheduling

/// Stores and changes desks. A change counts for what is offered from then on; appointments that there are stay as they are,
/// and are still found, moved and cancelled when their host or service is gone.
package struct DeskRegister: Sendable {
  /// How far ahead appointments are looked for: further than any desk books.
  static let horizon = Duration.days(3660)

  private let directory: any Directory
  private let ledger: any BookingRecords
  private let keyring: Keyring?

  /// - Parameter keyring: Without it desks' signing keys stay as they are.
  package init(directory: any Directory, ledger: any BookingRecords, keyring: Keyring? = nil) {
    self.directory = directory
    self.ledger = ledger
    self.keyring = keyring
  }

  /// Makes the desk, or replaces it whole, with its signing keys: all of it is stored, or nothing.
  package func apply(
    _ entry: DeskEntry, signingKeys: [SigningKey] = [], at now: Instant
  ) async throws(LedgerFailure) -> DeskChange {
    let old = try await directory.desks().first { $0.profile.key == entry.profile.key }?.profile
    guard let old else {
      try await store(entry, signingKeys)
      return DeskChange(isNew: true, leftovers: [])
    }
    let bookings = try await bookings(at: old, endingAfter: now)
    let profile = entry.profile.succeeding(old, with: bookings)
    try await store(
      DeskEntry(profile: profile, secretDigests: entry.secretDigests, source: entry.source), signingKeys)
    return DeskChange(
      isNew: false, leftovers: Self.leftovers(of: profile.retired, in: bookings.filter(\.isToCome), at: profile))
  }

  private func store(_ entry: DeskEntry, _ signingKeys: [SigningKey]) async throws(LedgerFailure) {
    guard let keyring else { return try await directory.apply(entry) }
    for _ in 0..<Keyring.attempts {
      let change = try await keyring.change(to: signingKeys, of: entry.profile.key)
      if try await directory.apply(entry, with: change) { return }
    }
    throw .busy
  }

  /// Forgets the desk and its signing keys; its bookings stay. `false` when there was none.
  package func remove(_ key: DeskKey) async throws(LedgerFailure) -> Bool {
    try await directory.remove(key, with: keyring.map { _ in Keyring.document(key) })
  }

  /// Appointments of the desk that stand or are being made and are not over.
  package func appointments(at desk: DeskProfile, endingAfter now: Instant) async throws(LedgerFailure) -> [Booking] {
    try await bookings(at: desk, endingAfter: now).filter(\.isToCome)
  }

  private func bookings(at desk: DeskProfile, endingAfter now: Instant) async throws(LedgerFailure) -> [Booking] {
    var bookings: [Booking] = []
    for calendar in Set(desk.everyHost.map(\.calendar)).sorted() {
      bookings += try await ledger.bookings(in: calendar, overlapping: Interval(start: now, duration: Self.horizon))
        .filter { $0.desk == desk.key }
    }
    return bookings
  }

  private static func leftovers(
    of retired: RetiredParts, in bookings: [Booking], at desk: DeskProfile
  ) -> [DeskChange.Leftover] {
    let hosts = retired.hosts.map { host in
      // Under the same key somebody may be booked in another calendar now.
      DeskChange.Leftover(
        part: .host(host.key), name: host.name,
        appointments: bookings.count { $0.host == host.key && $0.attempt.calendar == host.calendar })
    }
    let offerings = retired.offerings.map { offering in
      DeskChange.Leftover(
        part: .offering(offering.key), name: offering.name,
        appointments: bookings.count { $0.offering == offering.key })
    }
    return (hosts + offerings).filter { $0.appointments > 0 }
  }
}

/// What came of applying a desk.
package struct DeskChange: Hashable, Sendable {
  /// What the desk no longer offers while there are appointments for it.
  package struct Leftover: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
      /// Gone, or booked in another calendar now.
      case host(HostKey)
      case offering(OfferingKey)
    }

    package let part: Part
    package let name: String
    package let appointments: Int

    package init(part: Part, name: String, appointments: Int) {
      self.part = part
      self.name = name
      self.appointments = appointments
    }
  }

  package let isNew: Bool
  package let leftovers: [Leftover]

  package init(isNew: Bool, leftovers: [Leftover]) {
    self.isNew = isNew
    self.leftovers = leftovers
  }
}

extension Booking {
  /// Whether somebody counts on it.
  fileprivate var isToCome: Bool { !isOnlyKept && state != .cancelling && state != .withdrawing }
}
