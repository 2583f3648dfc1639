import Foundation
package import Scheduling
import Synchronization

/// Zones from the TZif files of the operating system, so that a country's new rules arrive with its updates.
///
/// A zone is read once and kept. Once a minute at most, when it is asked for, its file is looked at, and read again if it has
/// changed. A file that has gone or become unreadable meanwhile, as in the middle of an update, leaves the zone as it was.
package final class TZifDirectory: ZoneSource {
  /// Where the files are.
  package let directory: String
  private let uptime: @Sendable () -> Duration
  private let known = Mutex<[ZoneID: KnownZone]>([:])

  /// - Parameters:
  ///   - directory: What `TZDIR` says; `nil` or empty: the places where systems keep zone files.
  ///   - uptime: Time since some fixed moment, for nothing but the minute between two looks at a file.
  /// - Throws: ``ZoneError/unavailable(_:)`` with a sentence that says what to install.
  package init(
    directory: String?, uptime: @escaping @Sendable () -> Duration = TZifDirectory.monotonicTime
  ) throws(ZoneError) {
    self.directory = try ZoneDirectoryLocation.find(named: directory)
    self.uptime = uptime
  }

  package func zone(_ id: ZoneID) throws(ZoneError) -> Zone {
    guard id.isPlausible else { throw .unknown(id) }
    let now = uptime()
    let kept = known.withLock { known -> (zone: KnownZone, isDue: Bool)? in
      guard let kept = known[id] else { return nil }
      guard now - kept.looked >= Self.patience else { return (kept, false) }
      // Whoever comes first looks at the file; the others go on with what there is.
      known[id]?.looked = now
      return (kept, true)
    }
    guard let (kept, isDue) = kept else { return try read(id, at: now) }
    guard isDue, let stamp = ZoneFileStamp(path: path(of: id)), stamp != kept.stamp else { return kept.zone }
    do throws(ZoneError) {
      return try read(id, at: now)
    } catch {
      return kept.zone
    }
  }

  private func read(_ id: ZoneID, at now: Duration) throws(ZoneError) -> Zone {
    let path = path(of: id)
    // Taken before the bytes: a change in between is then noticed at the next look.
    guard let stamp = ZoneFileStamp(path: path) else { throw .unknown(id) }
    guard stamp.size <= Self.sizeLimit else { throw .malformed(id, "it is too large") }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .unavailable("The zone file \(path) cannot be read.")
    }
    let zone = try Zone(id: id, tzif: Array(bytes))
    known.withLock { $0[id] = KnownZone(zone: zone, stamp: stamp, looked: now) }
    return zone
  }

  func path(of id: ZoneID) -> String { directory + "/" + id.rawValue }

  private static let patience = Duration.minutes(1)
  /// The largest file of the IANA database has 4 KB.
  private static let sizeLimit = 1 << 20

  /// The machine's monotonic clock.
  package static let monotonicTime: @Sendable () -> Duration = {
    let start = ContinuousClock.now
    return { start.duration(to: .now) }
  }()
}

private struct KnownZone {
  let zone: Zone
  let stamp: ZoneFileStamp
  /// On the scale of the directory's `uptime`.
  var looked: Duration
}
