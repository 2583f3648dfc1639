/// Port: bookings, claims, deliveries, notices and the outbox. Each function is one transaction, synced to disk before it
/// returns, and runs to its end even when the task that asked is cancelled.
package protocol Ledger: DeliveryRecords, BookingRecords, CallRecords, OutboxRecords, NoticeRecords, LedgerUpkeep {}
