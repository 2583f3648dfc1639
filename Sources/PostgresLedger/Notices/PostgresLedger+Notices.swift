package import Desk
package import Scheduling

extension PostgresLedger: NoticeRecords {
  package func raise(
    _ notice: Notice, closing: DeliveryClosing?, at now: Instant
  ) async throws(LedgerFailure) -> Bool {
    try await write(.write) { db in
      let isNew = try db.raise(notice)
      if let closing { _ = try db.close(closing, at: now) }
      return isNew
    }
  }

  package func notices(
    of desk: DeskKey?, kind: Notice.Kind?, includingDone: Bool, limit: Int
  ) async throws(LedgerFailure) -> [Notice] {
    try await read {
      try $0.rows(
        """
        SELECT * FROM notice WHERE ($1 IS NULL OR desk = $1) AND ($2 IS NULL OR kind = $2)
          AND ($3 OR done_at IS NULL)
        ORDER BY raised_at DESC, id DESC LIMIT $4
        """, [.text(desk?.rawValue), .text(kind?.rawValue), .flag(includingDone), .integer(max(0, limit))]
      ).map(Notice.init)
    }
  }

  package func markDone(_ notice: NoticeID, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await write(.write) {
      try $0.change(
        "UPDATE notice SET done_at = $2 WHERE digest(id) = digest($1) AND id = $1 AND done_at IS NULL",
        [.id(notice), .instant(now)]) > 0
    }
  }
}

extension Connection {
  /// - Returns: whether it is new.
  func raise(_ notice: Notice) throws -> Bool {
    try change(
      """
      INSERT INTO notice (id, desk, kind, key, booking, raised_at, text, name, phone, done_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
      """,
      [
        .id(notice.id), .id(notice.desk), .text(notice.kind.rawValue), .text(notice.key),
        .text(notice.booking?.rawValue), .instant(notice.raisedAt), .text(notice.text), .text(notice.name),
        .text(notice.phone?.rawValue), .integer(notice.doneAt?.milliseconds),
      ]) > 0
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
      text: row.required("text"), name: row.optional("name"), phone: row.optional("phone").flatMap(PhoneNumber.init),
      doneAt: row.optional("done_at").map(Instant.init(milliseconds:)))
  }
}
