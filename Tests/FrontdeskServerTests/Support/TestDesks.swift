import Crypto
import Desk
import LedgerContract
import Scheduling

/// Desks for tests, and the directory that holds them.
enum TestDesks {
  static func profile(_ key: String, numbers: [String] = []) throws -> DeskProfile {
    let host = Host(
      key: HostKey("ana"), name: "Ana",
      calendar: CalendarReference(account: AccountID("\(key)@example.com"), calendar: CalendarID("primary")))
    return DeskProfile(
      key: DeskKey(key), name: "\(key) & Co", zone: ZoneID("America/Los_Angeles"), hours: try WeeklyHours([:]),
      offerings: [
        Offering(
          key: OfferingKey("visit"), name: "Visit", rules: SlotRules(duration: .minutes(30), interval: .minutes(30)))
      ],
      hosts: [host], numbers: numbers.compactMap(PhoneNumber.init))
  }

  static func entry(_ key: String, numbers: [String] = [], secrets: [String] = []) throws -> DeskEntry {
    DeskEntry(
      profile: try profile(key, numbers: numbers),
      secretDigests: secrets.map { SecretDigest(hexadecimal: SHA256.hash(data: Array($0.utf8)).hexadecimal) },
      source: "")
  }

  static func directory(_ entries: [DeskEntry]) async throws -> MemoryLedger {
    let ledger = MemoryLedger()
    for entry in entries { try await ledger.apply(entry) }
    return ledger
  }
}
