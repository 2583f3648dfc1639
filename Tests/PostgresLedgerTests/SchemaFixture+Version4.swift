/// The fourth version differs from the third in one index.
extension SchemaFixture {
  static let version4SQL =
    version3SQL
    .replacing(
      "CREATE INDEX booking_report ON frontdesk.booking USING btree (desk) WHERE (owes_report IS NOT NULL);",
      with: "CREATE INDEX booking_report ON frontdesk.booking USING btree (desk, frontdesk.digest(owes_report)) "
        + "WHERE (owes_report IS NOT NULL);"
    ) + "\n  INSERT INTO frontdesk.migration VALUES (4, '2030-01-01 00:00:00+00');"
}
