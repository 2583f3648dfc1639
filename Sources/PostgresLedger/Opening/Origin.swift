import Desk

/// Whether the ledger is where it was opened last, or a copy of it, which may be older.
enum Origin {
  /// Why a ledger that is somewhere else is closed.
  static let elsewhere = """
    The database was restored from a copy, or a replica has been promoted, so bookings that were made last may be missing. \
    Run `frontdesk ledger rebuild`, which brings them back from the calendars, and opens the ledger again.
    """

  /// Returns why the ledger is closed, or nothing. It is found out anew each time: a database can be replaced under a server
  /// that runs, and behind pgbouncer not even a connection is lost with it.
  static let closure = """
    SELECT CASE WHEN frontdesk.is_settled_here() THEN closed_because ELSE '\(elsewhere)' END AS closed_because, identity
    FROM ledger
    """
}

extension Connection {
  /// The ledger belongs here from now on, in a transaction that its caller began. Not within a savepoint, whose rows bear
  /// another number than their transaction.
  func settleHere() throws { try rows("SELECT frontdesk.settle_here()") }
}
