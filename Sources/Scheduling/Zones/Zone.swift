/// The rules by which one region of the world sets its clocks, past and future.
///
/// Read from a TZif file: its table holds the changes known, and its footer the rule for the years after the table.
package struct Zone: Hashable, Sendable {
  package let id: ZoneID
  /// In force before the first change.
  private let initial: ZoneOffset
  /// Ascending by time.
  private let changes: [ZoneChange]
  /// In force from the last change on; `nil`: what the last change brought stays.
  private let rule: PosixRule?

  /// Reads a TZif file of any version (RFC 9636).
  ///
  /// - Throws: ``ZoneError/malformed(_:_:)`` for anything else; no sequence of bytes is fatal.
  package init(id: ZoneID, tzif bytes: [UInt8]) throws(ZoneError) {
    self.id = id
    do throws(TZifFault) {
      let file = try TZifFile(bytes)
      initial = file.initial
      changes = file.changes
      rule = file.rule
    } catch {
      throw .malformed(id, error.reason)
    }
  }

  private init(id: ZoneID, always offset: ZoneOffset) {
    self.id = id
    initial = offset
    changes = []
    rule = nil
  }

  /// Coordinated Universal Time, which needs no file.
  package static let utc = Zone(
    id: ZoneID("UTC"), always: ZoneOffset(secondsEast: 0, abbreviation: "UTC", isDaylightSaving: false))

  package func offset(at instant: Instant) -> ZoneOffset { offset(atSecond: instant.seconds) }

  /// What the zone's clocks show, what is finer than a second cut off. The date is clamped to the years 1...9999.
  package func civilTime(at instant: Instant) -> CivilTime {
    let second = instant.seconds
    return CivilTime(secondsSinceEpoch: second + Int64(offset(atSecond: second).secondsEast))
  }

  /// When the zone's clocks are set next, after `instant`; `nil`: never again within what an
  /// ``Instant`` can say. What is set may be only their name.
  package func change(after instant: Instant) -> Instant? {
    guard let second = change(afterSecond: instant.seconds) else { return nil }
    let change = Instant(seconds: second)
    return change > instant ? change : nil
  }

  // The name and the rules make the zone; hashing two hundred changes each time would only cost.
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A moment at which a zone's clocks are set.
struct ZoneChange: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let second: Int64
  /// In force from then on.
  let offset: ZoneOffset
}

extension Zone {
  func offset(atSecond second: Int64) -> ZoneOffset {
    let later = indexOfChange(after: second)
    if later == changes.count, let rule { return rule.offset(atSecond: second) }
    return later == 0 ? initial : changes[later - 1].offset
  }

  func change(afterSecond second: Int64) -> Int64? {
    let later = indexOfChange(after: second)
    if later < changes.count { return changes[later].second }
    return rule?.change(afterSecond: second)
  }

  private func indexOfChange(after second: Int64) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].second <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
