package import Desk
import Dispatch

/// The storage ports on one PostgreSQL database (15 or later), for any number of processes.
///
/// Each port function is one transaction on one of a few connections; a commit is on disk before its function returns. What
/// must never be, such as two claims that overlap, is refused by the schema, whoever writes. It works behind pgbouncer in
/// transaction mode: nothing is kept in a session, no statement is named.
///
/// The connections end with the last reference.
package final class PostgresLedger: Sendable {
  let pool: ConnectionPool
  let limits: PostgresLimits
  let randomness: Randomness
  /// How writes have gone. Nothing is ever lost for good as with an SQLite file: a server whose disk fails to sync ends all
  /// its connections and recovers from its log by itself (`data_sync_retry` is off), and a commit that it could not answer for is
  /// ``LedgerFailure/unknown(_:)`` here.
  package let writes = WriteRecord()

  /// Connects, and brings the schema up to date, blocking the thread meanwhile. Any number of processes may do so at the
  /// same time.
  ///
  /// - Throws: ``LedgerFailure/unavailable(_:)`` with a sentence for the operator when the database cannot be used: it is out
  ///   of reach, refuses the password, lacks rights or an extension, was written by a newer version. No sentence holds the
  ///   password.
  package init(
    _ address: PostgresAddress, limits: PostgresLimits = PostgresLimits(), randomness: Randomness = .system
  ) throws(LedgerFailure) {
    let server = try ServerName(address)
    self.limits = limits
    self.randomness = randomness
    pool = ConnectionPool(server, limits: limits, randomness: randomness)
    try Opening(server, limits: limits, randomness: randomness).bringUpToDate()
  }

  /// The same without blocking the thread.
  package static func open(
    _ address: PostgresAddress, limits: PostgresLimits = PostgresLimits(), randomness: Randomness = .system
  ) async throws(LedgerFailure) -> PostgresLedger {
    let ledger: Result<PostgresLedger, LedgerFailure> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          returning: Result { () throws(LedgerFailure) in
            try PostgresLedger(address, limits: limits, randomness: randomness)
          })
      }
    }
    return try ledger.get()
  }

  /// Ends the connections when the work under way is done; everything asked afterwards fails.
  package func close() { pool.close() }
}
