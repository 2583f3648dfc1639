import Desk
import GRDB
import Scheduling

/// What the ledger does with notices, each within a transaction that its caller began.
extension Database {
  /// Whether it is new.
  func raise(_ notice: Notice) throws -> Bool {
    try run(
      """
      INSERT INTO notice (id, desk, kind, key, booking, raised_at, text, name, phone, done_at)
      VALUES (:id, :desk, :kind, :key, :booking, :raised_at, :text, :name, :phone, :done_at) ON CONFLICT DO NOTHING
      """,
      [
        "id": notice.id.rawValue, "desk": notice.desk.rawValue, "kind": notice.kind.rawValue, "key": notice.key,
        "booking": notice.booking?.rawValue, "raised_at": notice.raisedAt.milliseconds, "text": notice.text,
        "name": notice.name, "phone": notice.phone?.rawValue, "done_at": notice.doneAt?.milliseconds,
      ])
    return changesCount > 0
  }

  func notices(of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int) throws -> [Notice] {
    let conditions = [
      desk.map { _ in "desk = :desk" }, kind.map { _ in "kind = :kind" }, includingDone ? nil : "done_at IS NULL",
    ].compactMap(\.self)
    let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    return try rows(
      "SELECT * FROM notice \(filter) ORDER BY raised_at DESC, id DESC LIMIT :limit",
      ["desk": desk?.rawValue, "kind": kind?.rawValue, "limit": max(0, limit)]
    ).map(Notice.init)
  }

  func markDone(_ notice: NoticeID, at now: Instant) throws -> Bool {
    try run("UPDATE notice SET done_at = ? WHERE id = ? AND done_at IS NULL", [now.milliseconds, notice.rawValue])
    return changesCount > 0
  }
}

extension Notice {
  fileprivate init(_ row: Row) throws {
    let id = try NoticeID(row.required("id"))
    guard let kind = try Kind(rawValue: row.required("kind")) else {
      throw LedgerFailure.corrupt("notice \(id): its kind is unknown")
    }
    try self.init(
      id: id, desk: DeskKey(row.required("desk")), kind: kind, key: row.required("key"),
      booking: row.optional("booking").map(BookingID.init), raisedAt: row.instant("raised_at"),
      text: row.required("text"), name: row.optional("name"),
      phone: row.optional("phone").flatMap(PhoneNumber.init),
      doneAt: row.optional("done_at").map(Instant.init(milliseconds:)))
  }
}
