import Desk
import GRDB
import Scheduling

/// What the ledger knows of calls, each within a transaction that its caller began.
extension Database {
  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) throws {
    try run(
      "INSERT INTO ended_call (desk, call, ended_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [desk.rawValue, call.rawValue, now.milliseconds])
    try changeKept(for: call, of: desk, runningAt: now, until: now)
  }

  /// A lease that lasts is prolonged, never shortened.
  func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) throws {
    try run(
      "UPDATE booking SET lease_until = :until WHERE \(Self.keptForCall) AND lease_until < :until",
      ["desk": desk.rawValue, "call": call.rawValue, "now": now.milliseconds, "until": until.milliseconds])
  }

  /// Whether ``extendKept(for:of:at:until:)`` would prolong any.
  func hasKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) throws -> Bool {
    try row(
      "SELECT 1 FROM booking WHERE \(Self.keptForCall) AND lease_until < :until LIMIT 1",
      ["desk": desk.rawValue, "call": call.rawValue, "now": now.milliseconds, "until": until.milliseconds]) != nil
  }

  private func changeKept(for call: CallID, of desk: DeskKey, runningAt now: Instant, until: Instant) throws {
    try run(
      "UPDATE booking SET lease_until = :until WHERE \(Self.keptForCall)",
      ["desk": desk.rawValue, "call": call.rawValue, "now": now.milliseconds, "until": until.milliseconds])
  }

  /// What is only kept for the call, is not being withdrawn, and has not lapsed.
  private static let keptForCall = """
    desk = :desk AND call = :call AND is_only_kept = 1 AND state IN ('kept', 'held', 'inserted')
      AND lease_until > :now
    """

  func hasEnded(_ call: CallID, of desk: DeskKey) throws -> Bool {
    try row("SELECT 1 FROM ended_call WHERE desk = ? AND call = ?", [desk.rawValue, call.rawValue]) != nil
  }
}
