import Desk
import Scheduling

/// What is left to be done for confirmed bookings.
struct OutboxTable: Sendable {
  private struct Row: Sendable {
    let booking: BookingID
    let task: OutboxEntry.Task
    var tries = 0
    var due: Instant
    var leaseUntil: Instant?
  }

  private var rows: [Int64: Row] = [:]
  private var lastID: Int64 = 0

  var count: Int { rows.count }

  mutating func add(_ task: OutboxEntry.Task, for booking: BookingID, due: Instant) {
    lastID += 1
    rows[lastID] = Row(booking: booking, task: task, due: due)
  }

  mutating func take(at now: Instant, leaseUntil: Instant, limit: Int) -> [OutboxEntry] {
    let free = rows.filter {
      Leases.hasRunOut($0.value.due, at: now) && Leases.hasRunOut($0.value.leaseUntil ?? now, at: now)
    }
    return free.sorted { $0.key < $1.key }.prefix(max(0, limit)).map { id, row in
      rows[id]?.leaseUntil = leaseUntil
      return OutboxEntry(id: OutboxEntry.ID(id), booking: row.booking, task: row.task, tries: row.tries)
    }
  }

  mutating func settle(_ id: OutboxEntry.ID) { rows[id.rawValue] = nil }

  mutating func postpone(_ id: OutboxEntry.ID, until: Instant) {
    rows[id.rawValue]?.tries += 1
    rows[id.rawValue]?.due = until
    rows[id.rawValue]?.leaseUntil = nil
  }
}

/// Which calls have ended.
struct CallTable: Sendable {
  private struct Key: Hashable, Sendable {
    let desk: DeskKey
    let call: CallID
  }

  private var ended: [Key: Instant] = [:]

  mutating func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) {
    let key = Key(desk: desk, call: call)
    ended[key] = ended[key] ?? now
  }

  func hasEnded(_ call: CallID, of desk: DeskKey) -> Bool { ended[Key(desk: desk, call: call)] != nil }

  mutating func forget(before: Instant) { ended = ended.filter { $0.value >= before } }
}
