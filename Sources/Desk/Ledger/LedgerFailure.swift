/// Why storage did not do what it was asked. Nothing of the transaction has been kept, except after ``unknown``.
package enum LedgerFailure: Error, Hashable, Sendable {
  /// Storage did not come to it in time; the same call may be made again.
  case busy
  /// Storage cannot be used: disk full, file gone, read-only. The text is for the operator and holds no caller's data.
  case unavailable(String)
  /// The commit may or may not have happened.
  case unknown(String)
  /// The ledger takes no bookings until it has been reconciled with the calendars. The text says why.
  case closed(String)
  /// What is stored cannot be read by this version.
  case corrupt(String)
  /// An earlier write of this process has failed so that what it has of the storage cannot be relied on: it writes nothing
  /// more, and only a new process may. The text is a sentence for the operator.
  case lost(String)
}
