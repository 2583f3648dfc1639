/// The desks as they are now: a copy in memory, read again when the directory's revision has changed.
package actor DeskBook {
  /// How old the copy may be. A change by another command is seen within two seconds (DESIGN section 4).
  static let maximumAge = Duration.seconds(1)

  private let directory: any Directory
  private let keyring: Keyring?
  private let clock: any Timekeeper
  private var copy: (snapshot: DeskSnapshot, revision: Int, checked: Duration)?
  private var waiting: [Once<Result<DeskSnapshot, LedgerFailure>>] = []

  /// - Parameter keyring: where the desks' signing keys are; without one no desk has any.
  package init(directory: any Directory, keyring: Keyring? = nil, clock: any Timekeeper) {
    self.directory = directory
    self.keyring = keyring
    self.clock = clock
  }

  package func current() async throws(LedgerFailure) -> DeskSnapshot {
    let uptime = clock.uptime()
    if let copy, uptime - copy.checked < Self.maximumAge { return copy.snapshot }
    let revision = try await directory.revision()
    if let copy, copy.revision == revision {
      self.copy = (copy.snapshot, revision, uptime)
      return copy.snapshot
    }
    let snapshot = DeskSnapshot(entries: try await directory.desks(), signingKeys: try await keyring?.keys() ?? [:])
    copy = (snapshot, revision, uptime)
    return snapshot
  }

  /// As ``current()``, for those who have no time for a directory that stands still: after `patience` the copy counts, however
  /// old it is; where there is none, the directory is busy.
  package func current(within patience: Duration) async throws(LedgerFailure) -> DeskSnapshot {
    if let copy, clock.uptime() - copy.checked < Self.maximumAge { return copy.snapshot }
    let once = Once<Result<DeskSnapshot, LedgerFailure>>()
    waiting.append(once)
    if waiting.count == 1 { refresh() }
    let late: Result<DeskSnapshot, LedgerFailure> = copy.map { .success($0.snapshot) } ?? .failure(.busy)
    return try await once.value(by: Deadline(in: patience, on: clock), on: clock) { late }.get()
  }

  /// One reading for all who wait; it ends when the directory answers.
  private func refresh() {
    Task {
      let result: Result<DeskSnapshot, LedgerFailure>
      do throws(LedgerFailure) {
        result = .success(try await current())
      } catch {
        result = .failure(error)
      }
      for once in waiting { once.set(result) }
      waiting = []
    }
  }
}

/// Every desk at one moment.
package struct DeskSnapshot: Hashable, Sendable {
  package let entries: [DeskEntry]
  /// The keys under which messages to one desk alone are signed. May name desks that are not there.
  package let signingKeys: [DeskKey: [SigningKey]]

  package init(entries: [DeskEntry], signingKeys: [DeskKey: [SigningKey]] = [:]) {
    self.entries = entries
    self.signingKeys = signingKeys
  }

  /// Which desk a message is for (DESIGN section 8): the one in the path; else the one whose own secret was sent; else the
  /// one whose number was called; else the only one.
  ///
  /// - Parameter opened: the desk whose own secret was sent; a secret of one desk never opens another.
  package func resolve(path: DeskKey?, opened: DeskKey?, called: PhoneNumber?) -> DeskResolution {
    if let opened {
      guard path == nil || path == opened else { return .unknown }
      return profile(opened).map(DeskResolution.desk) ?? .unknown
    }
    if let path { return profile(path).map(DeskResolution.desk) ?? .unknown }
    if let called, let entry = entries.first(where: { $0.profile.numbers.contains { $0.isSame(as: called) } }) {
      return .desk(entry.profile)
    }
    switch entries.count {
    case 0: return .none
    case 1: return .desk(entries[0].profile)
    default: return .ask
    }
  }

  package func profile(_ key: DeskKey) -> DeskProfile? { entries.first { $0.profile.key == key }?.profile }
}

package enum DeskResolution: Hashable, Sendable {
  case desk(DeskProfile)
  /// No such desk, or not one that this credential opens.
  case unknown
  /// There are several and nothing names one.
  case ask
  /// There is none yet.
  case none
}

extension PhoneNumber {
  /// The same digits; platforms write a number with or without its plus sign.
  package func isSame(as other: PhoneNumber) -> Bool { digits == other.digits }

  private var digits: Substring { rawValue.drop { $0 == "+" } }
}
