import Desk
import GRDB

/// Numbered steps of the schema, forward only. A step that has been released is never changed: what is wrong in it is
/// put right by the next.
enum Migrations {
  static let steps: [(number: Int, sql: String)] = [
    (1, SchemaVersion1.sql), (2, SchemaVersion2.sql), (3, SchemaVersion3.sql),
  ]

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for step in steps {
      migrator.registerMigration("\(step.number)") { try $0.execute(sql: step.sql) }
    }
    return migrator
  }

  /// Brings the database to the newest schema, or refuses one that is newer than this program.
  static func bring(_ queue: DatabaseQueue) throws {
    let migrator = migrator
    guard try !queue.read(migrator.hasBeenSuperseded) else {
      throw LedgerFailure.unavailable(
        "The database was written by a newer version of Frontdesk; start that version, or use another database.")
    }
    do {
      try migrator.migrate(queue)
    } catch {
      // Another process that started at the same time may have made the same step first.
      guard try queue.read(migrator.hasCompletedMigrations) else { throw error }
    }
  }
}
