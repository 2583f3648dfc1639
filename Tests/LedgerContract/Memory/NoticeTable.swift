import Desk
import Scheduling

/// Notices; a desk's key is used once.
struct NoticeTable: Sendable {
  private var rows: [NoticeID: Notice] = [:]

  /// How many are not done.
  var count: Int { rows.values.count { $0.doneAt == nil } }

  mutating func raise(_ notice: Notice) -> Bool {
    guard rows[notice.id] == nil, !rows.values.contains(where: { $0.desk == notice.desk && $0.key == notice.key })
    else { return false }
    rows[notice.id] = notice
    return true
  }

  func notices(of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int) -> [Notice] {
    let meant = rows.values.filter {
      (desk == nil || $0.desk == desk) && (kind == nil || $0.kind == kind) && (includingDone || $0.doneAt == nil)
    }
    return Array(meant.sorted { ($0.raisedAt, $0.id) > ($1.raisedAt, $1.id) }.prefix(max(0, limit)))
  }

  mutating func markDone(_ id: NoticeID, at now: Instant) -> Bool {
    guard let notice = rows[id], notice.doneAt == nil else { return false }
    rows[id]?.doneAt = now
    return true
  }
}

/// Wrong confirmation codes, by desk and guesser.
struct MistakeTable: Sendable {
  private struct Row: Sendable {
    let desk: DeskKey
    let guesser: String
    let at: Instant
  }

  private var rows: [Row] = []

  func count(of guesser: Guesser, at desk: DeskKey, now: Instant) -> Int {
    rows.count { $0.desk == desk && $0.guesser == guesser.name && $0.at > now - .hours(1) }
  }

  mutating func add(_ guesser: Guesser, at desk: DeskKey, now: Instant) {
    rows.append(Row(desk: desk, guesser: guesser.name, at: now))
  }

  mutating func forget(before: Instant) { rows.removeAll { $0.at < before } }
}
