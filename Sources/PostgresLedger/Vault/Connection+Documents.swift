import Desk

/// Changes of sealed documents, within a transaction that the caller began. Each compares and writes in one statement: a row
/// that another transaction writes meanwhile is waited for and compared again.
extension Connection {
  /// - Returns: `false` when the document is not as expected; then nothing was written.
  func write(_ change: DocumentChange) throws -> Bool {
    let name: [Parameter] = [.text(change.id.kind), .text(change.id.name)]
    switch (change.ciphertext, change.expected) {
    case (let ciphertext?, nil):
      return try self.change(
        """
        INSERT INTO document (kind, name, version, ciphertext) VALUES ($1, $2, 1, decode($3, 'hex'))
        ON CONFLICT (kind, (frontdesk.digest(name))) DO UPDATE SET version = document.version + 1,
          ciphertext = excluded.ciphertext, lease_owner = NULL, lease_until = NULL
        WHERE document.ciphertext IS NULL
        """, name + [.text(ciphertext.hexadecimal)]) > 0
    case (let ciphertext?, let version?):
      return try self.change(
        """
        UPDATE document
        SET version = version + 1, ciphertext = decode($3, 'hex'), lease_owner = NULL, lease_until = NULL
        WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND version = $4 AND ciphertext IS NOT NULL
        """, name + [.text(ciphertext.hexadecimal), .integer(version)]) > 0
    case (nil, let version?):
      return try self.change(
        """
        UPDATE document SET ciphertext = NULL, lease_owner = NULL, lease_until = NULL
        WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND version = $3 AND ciphertext IS NOT NULL
        """, name + [.integer(version)]) > 0
    case (nil, nil):
      return try row(
        """
        SELECT 1 AS one FROM document
        WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND ciphertext IS NOT NULL
        """, name) == nil
    }
  }

  /// - Returns: whether there was one.
  func remove(_ id: DocumentID) throws -> Bool {
    try change(
      """
      UPDATE document SET ciphertext = NULL, lease_owner = NULL, lease_until = NULL
      WHERE kind = $1 AND digest(name) = digest($2) AND name = $2 AND ciphertext IS NOT NULL
      """, [.text(id.kind), .text(id.name)]) > 0
  }
}
