/// The schema's fourth version: what a call still has to hear is found by the call.
enum SchemaVersion4 {
  static let sql = """
    DROP INDEX booking_report;
    CREATE INDEX booking_report ON booking (desk, frontdesk.digest(owes_report)) WHERE owes_report IS NOT NULL;
    """
}
