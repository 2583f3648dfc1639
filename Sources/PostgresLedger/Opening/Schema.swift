/// The schema in which everything of Frontdesk lies.
enum Schema {
  static let name = "frontdesk"

  /// Advisory locks, which are the whole database's. Those with one number are ours to share out; those on the hash of a text
  /// (``Connection/lock(_:)``) use two.
  static let migration = 5_246_011_001
  static let gate = 5_246_011_002
}

extension Connection {
  /// Locks names of things that have no row yet, until the transaction ends: in an order that is everybody's, so that nobody
  /// waits for each other.
  func lock(_ names: [String]) throws {
    guard !names.isEmpty else { return }
    try rows(
      """
      SELECT pg_advisory_xact_lock(52460, key)
      FROM (SELECT DISTINCT hashtext(name) AS key FROM unnest($1) AS name ORDER BY 1) AS keys
      """, [.texts(names)])
  }
}
